/** The data folder and its secrets, which only its owner may read. */
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Entropy } from '../kernel/entropy.ts';
import { Fault, messageOf } from '../kernel/fault.ts';
import type { Logger } from '../kernel/logger.ts';
import { makeFolder } from '../storage/sqlite/files.ts';
import { closeToOthers, isOpen, keepSecret, readSecret } from './secret-file.ts';

/** The one SQLite file of a data folder. */
export const databaseFile = (folder: string): string => join(folder, DATABASE);

/** The copy of a log that is in PostgreSQL. It has another name, so that it is never taken for the log itself. */
export const copyFile = (folder: string): string => join(folder, COPY);

const DATABASE = 'waybill.db';
const COPY = 'copy.db';
const FOLDER_MODE = 0o700;
const JWT_SECRET_FILE = 'jwt-secret';
const SECRET_BYTES = 48;
const SECRET_LENGTH_MIN = 32;

/** Whether Waybill has run on the folder. */
export const isUsed = (folder: string): boolean => [databaseFile, copyFile].some((of) => existsSync(of(folder)));

/** Names that exist only in a folder of Waybill, from the first moment of the first start. */
const OURS = [DATABASE, COPY, 'lock.db'];
/** The folder that a file system keeps in an otherwise empty volume. */
const OF_THE_DISK = 'lost+found';

/**
 * Creates a missing folder, and closes an open one to other users. An open folder with other contents, such as `/tmp`,
 * belongs to somebody else: it is refused and left unchanged. A folder of another user is used unchanged if it is
 * accessible, because a volume that Kubernetes shares through a group belongs to root.
 * @throws Fault `data.not_made`, `data.unusable`
 */
export const prepareDataFolder = (folder: string, logger: Logger): void => {
  makeDataFolder(folder);
  checkUsable(folder);
  const inside = readdirSync(folder).filter((name) => name !== OF_THE_DISK);
  if (isOpen(folder) && inside.length > 0 && !inside.some((name) => OURS.includes(name)))
    throw new Fault('data.unusable', `The data folder ${folder} is open to other users and holds other things.`, {
      hint: `Set WAYBILL_DATA to a folder of its own, or close this one: chmod 700 ${folder}`,
      retryable: false,
    });
  closeToOthers(folder, FOLDER_MODE, logger);
  if (inside.includes(JWT_SECRET_FILE)) checkNotEmptied(databaseFile(folder));
};

const makeDataFolder = (folder: string): void => {
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new Fault('data.not_made', `The data folder ${folder} is a file, not a folder.`, {
      hint: 'Set WAYBILL_DATA to a folder; one that is not there is made.',
      retryable: false,
    });
  try {
    makeFolder(folder);
  } catch (cause) {
    throw new Fault('data.not_made', `The data folder ${folder} cannot be made: ${messageOf(cause)}`, {
      hint: 'Set WAYBILL_DATA to a folder that this user may write to.',
      retryable: false,
      cause,
    });
  }
};

const checkUsable = (folder: string): void => {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    readdirSync(folder);
  } catch (cause) {
    throw new Fault('data.unusable', `The data folder ${folder} cannot be used: ${messageOf(cause)}`, {
      hint: `Let user ${process.getuid?.()} read and write it: make it the owner (chown), or let its group write. In Kubernetes, fsGroup does that.`,
      retryable: false,
      cause,
    });
  }
};

/** The database is created before the secret, so an empty database beside a secret means that the data was lost. */
const checkNotEmptied = (file: string): void => {
  const sizes = [file, `${file}-wal`].map((name) => statSync(name, { throwIfNoEntry: false })?.size);
  if (sizes[0] !== 0 || (sizes[1] ?? 0) > 0) return;
  throw new Fault('data.unusable', `${file} is empty, though Waybill has run on it.`, {
    hint: 'Restore the last backup; or delete the file, to begin with an empty history.',
    retryable: false,
  });
};

/**
 * The secret that signs access tokens. It is generated on the first call and kept in the data folder.
 * @throws Fault `data.unusable`
 */
export const keptJwtSecret = (folder: string, entropy: Entropy, logger: Logger): string => {
  const file = join(folder, JWT_SECRET_FILE);
  const kept = readSecret(file, 'WAYBILL_JWT_SECRET', logger);
  if (kept === null) {
    const secret = Buffer.from(entropy.bytes(SECRET_BYTES)).toString('base64url');
    keepSecret(file, secret);
    return secret;
  }
  if (kept.length >= SECRET_LENGTH_MIN) return kept;
  throw new Fault('data.unusable', `${file} holds no secret of at least ${SECRET_LENGTH_MIN} characters.`, {
    hint: 'Delete it: a new one is made at the next start, and everyone has to log in again.',
    retryable: false,
  });
};
