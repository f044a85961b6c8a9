/** The encryption key for the keys of WhatsApp and the secrets of webhooks. It is in the environment, or in a file beside the data. */
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Entropy } from '../kernel/entropy.ts';
import { Fault } from '../kernel/fault.ts';
import type { Logger } from '../kernel/logger.ts';
import { aesSeal, ENCRYPTION_KEY_BYTES, ENCRYPTION_KEY_TEXT, encryptionKeyOf, type Seal } from '../kernel/seal.ts';
import { keysInUse } from '../storage/sqlite/key-tables.ts';
import type { Config } from '../config/config.ts';
import { keepSecret, placeSecret, readSecret, stagedFile } from './secret-file.ts';

const VARIABLE = 'WAYBILL_ENCRYPTION_KEY';

export const encryptionKeyFile = (folder: string): string => join(folder, 'encryption-key');

/** A new key, as text. */
export const newEncryptionKey = (entropy: Entropy): string =>
  Buffer.from(entropy.bytes(ENCRYPTION_KEY_BYTES)).toString('hex');

interface Ports {
  readonly entropy: Entropy;
  readonly logger: Logger;
}

/**
 * The seal that opens WhatsApp's keys and the secrets of webhooks in this database. The first call generates a key and keeps it in the data folder.
 * @throws Fault `seal.wrong_key` if the key is wrong or missing, or `data.unusable`. Then nothing was changed.
 */
export const openSeal = (config: Config, db: Database, ports: Ports): Seal => {
  const used = keysInUse(db);
  const seal = configuredSeal(config, used, ports) ?? (used.length === 0 ? firstSeal(config, ports) : null);
  if (seal && used.every((name) => name === seal.keyName)) return seal;
  throw wrongKey(config, seal !== null);
};

/** The seal of the configured or stored key; null if there is no key. */
export const configuredSeal = (
  { encryptionKey, data }: Config,
  used: readonly string[],
  { entropy, logger }: Ports,
): Seal | null => {
  const key = encryptionKey ?? keptKey(encryptionKeyFile(data), used, { entropy, logger });
  return key && aesSeal(key, entropy);
};

const firstSeal = ({ data }: Config, { entropy, logger }: Ports): Seal => {
  const file = encryptionKeyFile(data);
  const text = newEncryptionKey(entropy);
  keepSecret(file, text);
  logger.info(
    { path: file },
    `${file} is the key of WhatsApp's keys and of the secrets of webhooks; keep a copy of it, apart from backups of the data`,
  );
  return aesSeal(encryptionKeyOf(text), entropy);
};

const keptKey = (file: string, used: readonly string[], { entropy, logger }: Ports): Uint8Array | null => {
  const staged = readSecret(stagedFile(file), VARIABLE, logger);
  // A rotation was interrupted after the keys were sealed again, and before the new key was in its place.
  if (staged !== null && ENCRYPTION_KEY_TEXT.test(staged)) {
    if (used.includes(aesSeal(encryptionKeyOf(staged), entropy).keyName)) placeSecret(file);
  }
  const kept = readSecret(file, VARIABLE, logger);
  if (kept === null) return null;
  if (ENCRYPTION_KEY_TEXT.test(kept)) return encryptionKeyOf(kept);
  throw new Fault('data.unusable', `${file} does not hold a key of 64 hex digits, or of 32 bytes in base64.`, {
    hint: `Put back what it held, from your copy of it, or set ${VARIABLE}. If that is lost, move the file away; the next start says how to go on.`,
    retryable: false,
  });
};

const wrongKey = ({ encryptionKey, data }: Config, isThere: boolean): Fault => {
  const file = encryptionKeyFile(data);
  const keys = `the key that the keys of WhatsApp and the secrets of webhooks in ${data} were encrypted with`;
  if (encryptionKey !== null)
    return refusedKey(
      `${VARIABLE} is not ${keys}`,
      `Set it to that key, or unset it where ${file} holds that key; 'waybill keys rotate --help' says how to change keys.`,
    );
  return refusedKey(
    isThere ? `${file} does not hold ${keys}` : `${file} is missing, which held ${keys}`,
    `Put the file back as it was, or set ${VARIABLE} to that key.`,
  );
};

const refusedKey = (finding: string, hint: string): Fault =>
  new Fault('seal.wrong_key', `${finding}. Nothing was changed.`, {
    hint: `${hint}\nIf that key is lost, 'waybill keys forget' gives up what it sealed: the sessions are linked again, and webhooks get new secrets.`,
    retryable: false,
  });
