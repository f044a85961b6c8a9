/**
 * A device that a phone has linked: its keys, and the sandbox's record of it. It is linked over the wire once in each
 * process, and copied afterwards, because linking takes longer than most tests that need a device.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { DEFAULT_SESSION } from '../../src/kernel/ids.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { baileysWhatsApp } from '../../src/whatsapp/baileys/baileys.ts';
import { credentialsIn } from '../../src/whatsapp/baileys/credentials.ts';
import { vaultAtHand } from '../../src/storage/sqlite/vault.ts';
import { heard } from './heard.ts';
import { memoryDatabase } from './memory-database.ts';
import { testSeal } from './seal.ts';

export interface LinkedDevice {
  /** The root key of its sandbox, for the vault and the client. */
  readonly rootKey: string;
  /** Writes a file for a sandbox that knows the device. */
  tellSandbox(file: string): void;
  /** Makes it the device of the default session, in a database with a vault for that root, sealed with `testSeal`. */
  moveInto(db: Database): void;
}

type Row = readonly unknown[];
const TABLES = ['whatsapp_credentials', 'whatsapp_keys'] as const;

const rowsOf = (db: Database, table: (typeof TABLES)[number]): Row[] =>
  db.prepare(`select * from ${table}`).raw().all() as Row[];

const insertInto = (db: Database, table: (typeof TABLES)[number], rows: readonly Row[]): void => {
  const insert = db.prepare(`insert into ${table} values (${rows[0]?.map(() => '?').join(', ')})`);
  for (const row of rows) insert.run(...row);
};

const link = async (): Promise<LinkedDevice> => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-linked-'));
  const file = join(folder, 'sandbox.jsonl');
  const ports = { clock: systemClock, entropy: systemEntropy, logger: silentLogger };
  const { control, url, rootKey, close } = await startSandbox({ file }, ports);
  const db = memoryDatabase();
  const credentials = credentialsIn(vaultAtHand(db, testSeal(), rootKey));
  const whatsapp = baileysWhatsApp({
    credentials,
    content: () => null,
    ...ports,
    url,
    rootKey,
    times: { connectMs: 10_000, queryMs: 10_000, ackMs: 10_000, closeMs: 100 },
  });
  const [scanning, open] = [heard(), heard()];
  whatsapp.open(DEFAULT_SESSION, scanning.hear);
  control.show((await scanning.first('qr')).qr);
  await scanning.first('closed');
  const opened = whatsapp.open(DEFAULT_SESSION, open.hear);
  await open.first('opened');
  // The phone shares the key of the app state soon after; it is the last that changes the credentials.
  while (!credentials.open(DEFAULT_SESSION).auth.creds.myAppStateKeyId) await setImmediate();
  opened.close();
  await open.first('closed');
  await close();

  const remembered = readFileSync(file);
  rmSync(folder, { recursive: true });
  const rows = TABLES.map((table) => [table, rowsOf(db, table)] as const);
  db.close();
  return {
    rootKey,
    tellSandbox: (at) => writeFileSync(at, remembered),
    moveInto(into) {
      into.transaction(() => rows.forEach(([table, all]) => insertInto(into, table, all)))();
    },
  };
};

let linked: Promise<LinkedDevice> | null = null;

/** The same device for all callers in this process. */
export const linkedDevice = (): Promise<LinkedDevice> => (linked ??= link());
