/** The data folder and the secrets in it, which nobody but the owner may read. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entropy } from '../kernel/entropy.ts';
import { Fault, messageOf } from '../kernel/fault.ts';
import type { Logger } from '../kernel/logger.ts';

/** The one SQLite file of a data folder. */
export const databaseFile = (folder: string): string => join(folder, DATABASE);

const DATABASE = 'waybill.db';
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
const JWT_SECRET_FILE = 'jwt-secret';
const SECRET_BYTES = 48;
const SECRET_LENGTH_MIN = 32;

/**
 * Makes the folder when it is not there, and closes it to others when it is open to them. A folder with other things in it
 * is somebody else's, such as `/tmp`: its mode is not ours to change.
 * @throws Fault `data.unusable`
 */
export const prepareDataFolder = (folder: string, logger: Logger): void => {
  try {
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  } catch (cause) {
    throw new Fault('data.unusable', `The data folder ${folder} cannot be made: ${messageOf(cause)}`, {
      hint: 'Set WAYBILL_DATA to a folder that this user may write to.',
      retryable: false,
      cause,
    });
  }
  const inside = readdirSync(folder);
  if (isOpen(folder) && inside.length > 0 && !inside.includes(DATABASE))
    throw new Fault('data.unusable', `The data folder ${folder} is open to other users and holds other things.`, {
      hint: `Set WAYBILL_DATA to a folder of its own, or close this one: chmod 700 ${folder}`,
      retryable: false,
    });
  closeToOthers(folder, FOLDER_MODE, logger);
};

/**
 * The secret that signs access tokens, made on the first call and kept in the data folder.
 * @throws Fault `data.unusable`
 */
export const keptJwtSecret = (folder: string, entropy: Entropy, logger: Logger): string => {
  const file = join(folder, JWT_SECRET_FILE);
  const kept = readIfThere(file);
  if (kept === null) return makeSecret(file, entropy);
  closeToOthers(file, FILE_MODE, logger);
  if (kept.length >= SECRET_LENGTH_MIN) return kept;
  throw new Fault('data.unusable', `${file} holds no secret of at least ${SECRET_LENGTH_MIN} characters.`, {
    hint: 'Delete it: a new one is made at the next start, and everyone has to log in again.',
    retryable: false,
  });
};

const readIfThere = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Fault('data.unusable', `${file} cannot be read: ${messageOf(cause)}`, {
      hint: 'Make it readable for the user that runs Waybill, or set WAYBILL_JWT_SECRET.',
      retryable: false,
      cause,
    });
  }
};

/** Written beside its place and then moved there, so that a crash cannot leave half a secret. */
const makeSecret = (file: string, entropy: Entropy): string => {
  const secret = Buffer.from(entropy.bytes(SECRET_BYTES)).toString('base64url');
  writeFileSync(`${file}.new`, `${secret}\n`, { mode: FILE_MODE, flush: true });
  renameSync(`${file}.new`, file);
  return secret;
};

const isOpen = (path: string): boolean => (statSync(path).mode & 0o077) !== 0;

const closeToOthers = (path: string, mode: number, logger: Logger): void => {
  if (!isOpen(path)) return;
  const modes = { found: (statSync(path).mode & 0o777).toString(8), wanted: mode.toString(8) };
  try {
    chmodSync(path, mode);
  } catch (cause) {
    throw new Fault('data.unusable', `${path} is open to other users (mode ${modes.found}): ${messageOf(cause)}`, {
      hint: `Let its owner run: chmod ${modes.wanted} ${path}`,
      retryable: false,
      cause,
    });
  }
  logger.warn({ path, mode: modes.wanted }, `${path} was open to other users (mode ${modes.found}); that is mended`);
};
