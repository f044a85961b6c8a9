/** Commands for the encryption key of WhatsApp's keys: replacing it, and recovering from its loss. */
import type { Database } from 'better-sqlite3';
import { diskFault } from '../storage/sqlite/disk-fault.ts';
import { systemEntropy } from '../kernel/entropy.ts';
import { type Logger, silentLogger } from '../kernel/logger.ts';
import { aesSeal, ENCRYPTION_KEY_TEXT, encryptionKeyOf, type Seal } from '../kernel/seal.ts';
import {
  forgetUnopenedProxies,
  forgetUnopenedSecrets,
  keysInUse,
  openKeyTables,
  putAsideUnopened,
  resealKeys,
  wipeFreePages,
} from '../storage/sqlite/key-tables.ts';
import type { Command } from './command.ts';
import { configured } from './configured.ts';
import { configuredSeal, encryptionKeyFile, newEncryptionKey, openSeal } from './encryption-key.ts';
import { EXIT, Ending } from './exits.ts';
import { holdData } from './opened.ts';
import { placeSecret, stageSecret } from './secret-file.ts';
import type { Shell } from './shell.ts';

const EXITS = [EXIT.unavailable, EXIT.io, EXIT.configuration] as const;
const BACKUPS = 'Backups from before are opened by the old key only: make a new one.';

const portsOf = (shell: Shell) => {
  const logger: Logger = { ...silentLogger, warn: (_, message) => shell.err(message) };
  return { entropy: systemEntropy, logger };
};

const keyFromInput = (shell: Shell): string => {
  const text = shell.input().trim();
  if (ENCRYPTION_KEY_TEXT.test(text)) return text;
  throw new Ending(
    EXIT.usage,
    'Standard input must hold the new key: 64 hex digits, or 32 bytes in base64.\nMake one with: openssl rand -hex 32',
  );
};

/** Stages the new key on disk before its first use, and keeps the old key until all keys are sealed again. */
const rotateInFile = (db: Database, from: Seal, file: string): void => {
  const key = newEncryptionKey(systemEntropy);
  stageSecret(file, key);
  resealKeys(db, from, aesSeal(encryptionKeyOf(key), systemEntropy));
  placeSecret(file);
};

/** Wipes the old ciphertexts from the file, because the old key could still open them. */
const wipe = (db: Database): void => {
  try {
    wipeFreePages(db);
  } catch (thrown) {
    throw diskFault('The new key holds, but what the old one opens could not be wiped from the file', thrown) ?? thrown;
  }
};

export const keysRotate: Command = {
  about: [
    "Encrypts WhatsApp's keys with another key. Without an option the new key is generated and takes the place of the one",
    'that is kept in the data folder. Where the key is in WAYBILL_ENCRYPTION_KEY, or is to be from now on, give the new one with',
    '--key-stdin and set the variable to it afterwards; until then the variable, or the file, names the old one. An interrupted',
    'rotation has happened or it has not: either way the next start finds the key. The server must not be running.',
  ].join(' '),
  options: { 'key-stdin': { meaning: 'Read the new key from standard input: 64 hex digits, or 32 bytes in base64' } },
  exits: EXITS,
  run(given, shell) {
    const config = configured(shell);
    const key = given.is('key-stdin') ? keyFromInput(shell) : null;
    if (key === null && config.encryptionKey !== null)
      throw new Ending(
        EXIT.usage,
        'The key is in WAYBILL_ENCRYPTION_KEY, so the new one must come from you, on standard input.\nSee: waybill keys rotate --help',
      );
    return holdData(config, async ({ db }) => {
      const from = openSeal(config, db, portsOf(shell));
      openKeyTables(db, from);
      const file = encryptionKeyFile(config.data);
      if (key === null) rotateInFile(db, from, file);
      else resealKeys(db, from, aesSeal(encryptionKeyOf(key), systemEntropy));
      wipe(db);
      shell.out(key === null ? `${file} holds the new key.` : 'Set WAYBILL_ENCRYPTION_KEY to the new key now.');
      shell.out(BACKUPS);
      return EXIT.done;
    });
  },
};

export const keysForget: Command = {
  about: [
    "Puts aside those of WhatsApp's keys that the present encryption key does not open, because their own is lost or because they",
    'were damaged. Their sessions are linked again by a new QR; messages, history and users are not touched. What is put aside',
    'stays in the file, unused. Secrets and headers of webhooks that do not open are removed; each endpoint waits until its secret',
    'is rotated. Addresses of proxies that do not open are removed; each session waits until its proxy is set again. The server',
    'must not be running.',
  ].join(' '),
  exits: EXITS,
  run: async (_, shell) => {
    const config = configured(shell);
    return holdData(config, async ({ db }) => {
      const used = keysInUse(db);
      const seal = used.length === 0 ? null : configuredSeal(config, used, portsOf(shell));
      const sessions = used.length === 0 ? [] : putAsideUnopened(db, seal);
      const endpoints = used.length === 0 ? [] : forgetUnopenedSecrets(db, seal);
      const unproxied = used.length === 0 ? [] : forgetUnopenedProxies(db, seal);
      if (unproxied.length > 0)
        shell.out(
          `Removed the addresses of the proxies of ${unproxied.join(', ')}: set each again after the next start; until then the session does not connect.`,
        );
      if (endpoints.length > 0)
        shell.out(
          `Removed the secrets of ${endpoints.map((id) => `wh_${id}`).join(', ')}: rotate the secret of each, and set its headers again, after the next start.`,
        );
      shell.out(
        sessions.length === 0
          ? "All of WhatsApp's keys open; none was put aside."
          : `Put aside the keys of ${sessions.join(', ')}: link again with a QR after the next start.`,
      );
      return EXIT.done;
    });
  },
};
