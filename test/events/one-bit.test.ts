/**
 * One flipped bit, anywhere: in each column of each table of the log, and in any byte of any page of the database file.
 * Where a byte is unused (free space of a page, an unread field of the header), the log must read as before.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Fact } from '../../src/events/facts/catalogue.ts';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { messageOf } from '../../src/kernel/fault.ts';
import { rounds } from '../support/rounds.ts';
import { folder } from './folder.ts';
import { append, appendSaying, completed, job, queued, started, tell } from './story.ts';

const COLUMN_RUNS = rounds(2);
const PAGE_RUNS = rounds(16);

let sound: Buffer;
/** The whole content of the log, texts included. */
let told: string;

const allOf = (file: string): string => {
  const db = new Database(file, { readonly: true });
  const tables = ['events', 'streams', 'claims', 'contents', 'type_blocks', 'head'].map((table) =>
    db.prepare(`select * from ${table} order by 1`).raw().all(),
  );
  db.close();
  return JSON.stringify(tables);
};

beforeAll(async () => {
  const path = mkdtempSync(join(tmpdir(), 'waybill-one-bit-'));
  const file = join(path, 'waybill.db');
  const log = sqliteLog(openDatabase(file));
  await tell(log);
  for (let n = 10; n < 60; n += 1) {
    const text = `text ${n} ${'.'.repeat(60 * (n % 7))}`;
    const fact = { ...queued(text), idempotency: { key: `key ${n}`, digest: '' } } as Fact;
    await log.append({ ...appendSaying(text, job(n), 0, fact, started()), claim: `key ${n}` });
    await log.append({ ...append(job(n), 2, completed), causation: n % 2 === 0 ? 3 : null });
  }
  await log.close();
  sound = readFileSync(file);
  told = allOf(file);
  rmSync(path, { recursive: true });
});

/** The error that these bytes cause: at opening, in `verify`, or in SQLite's own check of pages and indexes. */
const findingIn = async (bytes: Buffer, file: string): Promise<string | null> => {
  writeFileSync(file, bytes);
  let db: Database.Database | null = null;
  try {
    db = openDatabase(file);
    const problem = await sqliteLog(db).verify();
    if (problem) return problem.problem;
    const found = db.pragma('integrity_check(1)', { simple: true });
    return found === 'ok' ? null : String(found);
  } catch (thrown) {
    return messageOf(thrown);
  } finally {
    db?.close();
  }
};

const flipped = (at: number, bit: number): Buffer => {
  const bytes = Buffer.from(sound);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  return bytes;
};

type Value = number | string | Buffer | null;

/** The same value with one bit flipped; a value for null. */
const flip = (value: Value, bit: number): Value => {
  if (typeof value === 'number') return value ^ (1 << (bit % 20));
  if (value === null) return 1;
  const bytes = Buffer.isBuffer(value) ? Buffer.from(value) : Buffer.from(value);
  // Flipping a lower bit keeps it a text.
  const at = bit % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return Buffer.isBuffer(value) ? bytes : bytes.toString();
};

/** The pages of the file by their content: `events`, an index, `contents`, overflow, the schema. */
const pagesOf = (file: string): Map<string, number[]> => {
  const db = new Database(file, { readonly: true });
  const pages = db
    .prepare<[], { name: string; pageno: number }>('select name, pageno from dbstat order by pageno')
    .all();
  db.close();
  const byName = new Map<string, number[]>();
  for (const { name, pageno } of pages) byName.set(name, [...(byName.get(name) ?? []), pageno]);
  return byName;
};

test('nothing is wrong with the file as it is', async () => {
  expect(await findingIn(sound, join(folder(), 'waybill.db'))).toBeNull();
});

describe('in a column', () => {
  const columns = [
    ['events', 'position', 'stream', 'version', 'type', 'schema', 'data', 'at', 'from_state', 'to_state'],
    ['events', 'causation', 'correlation', '"by"', 'hash'],
    ['streams', 'id', 'name', 'session', 'chat', 'priority', 'tenant'],
    ['claims', 'key', 'position'],
    ['contents', 'position', 'place', 'kind', 'salt', 'body'],
    ['head', 'position', 'hash'],
  ].flatMap(([table = '', ...names]) => names.map((name) => [table, name] as const));

  const KEYS: Readonly<Record<string, string>> = { claims: 'key', contents: 'position' };

  /** Strict tables accept no number in this column, where null is. */
  const TEXTS: ReadonlySet<string> = new Set(['from_state', 'correlation', 'session', 'chat', 'tenant']);

  test.each(columns)('%s.%s', async (table, column) => {
    const path = folder();
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000), fc.nat(63), async (row, bit) => {
        const file = join(path, 'waybill.db');
        writeFileSync(file, sound);
        const db = new Database(file);
        db.pragma('journal_mode = delete');
        db.pragma('foreign_keys = off');
        db.pragma('ignore_check_constraints = on');
        for (const name of ['streams', 'events']) db.exec(`drop trigger ${name}_refuses_update`);
        const key = KEYS[table] ?? 'rowid';
        const rows = db.prepare<[], Value>(`select ${key} from ${table} order by 1`).pluck().all();
        const chosen = rows[row % rows.length] ?? 0;
        const value =
          db.prepare<[Value], Value>(`select ${column} from ${table} where ${key} = ?`).pluck().get(chosen) ?? null;
        try {
          const changed = value === null && TEXTS.has(column) ? 'x' : flip(value, bit);
          db.prepare(`update ${table} set ${column} = ? where ${key} = ?`).run(changed, chosen);
        } catch (thrown) {
          // Two rows cannot share a key: the flip would have caused another damage than this one.
          fc.pre(!messageOf(thrown).includes('UNIQUE'));
          throw thrown;
        } finally {
          db.close();
        }
        expect(await findingIn(readFileSync(file), file)).not.toBeNull();
      }),
      // The fifth text belongs to position 16: with one bit less, it belongs to no fact.
      { numRuns: COLUMN_RUNS, examples: [[4, 44]] },
    );
  });
});

describe('in a page', () => {
  test.each([
    'events',
    'sqlite_autoindex_events_1',
    'type_blocks',
    'streams',
    'sqlite_autoindex_streams_1',
    'claims',
    'contents',
    'head',
    'sqlite_schema',
  ])('of %s, any byte: it is found, or the log reads as it was', async (name) => {
    const path = folder();
    const file = join(path, 'waybill.db');
    writeFileSync(file, sound);
    const size = sound.readUInt16BE(16);
    const pages = pagesOf(file).get(name) ?? [];
    expect(pages.length).toBeGreaterThan(0);
    // A page begins with its header, and is filled from its end.
    const offsets = fc.oneof(
      fc.nat(size - 1),
      fc.nat(11),
      fc.nat(60).map((fromEnd) => size - 1 - fromEnd),
    );
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(10_000), offsets, fc.nat(7), async (page, offset, bit) => {
        const at = ((pages[page % pages.length] ?? 1) - 1) * size + offset;
        const bytes = flipped(at, bit);
        const finding = await findingIn(bytes, file);
        if (finding !== null) {
          found += 1;
          return;
        }
        writeFileSync(file, bytes);
        expect(allOf(file)).toBe(told);
      }),
      { numRuns: PAGE_RUNS },
    );
    expect(found).toBeGreaterThan(0);
  });

  test('of claims: a key that is said to be held where nothing stands is found', async () => {
    const file = join(folder(), 'waybill.db');
    writeFileSync(file, sound);
    const db = new Database(file);
    db.prepare("update claims set position = -121 where key = 'key 10'").run();
    db.pragma('wal_checkpoint(truncate)');
    db.close();
    expect(await findingIn(readFileSync(file), file)).toContain('key');
  });

  test('of contents, where the pages of texts are named: none is walked for ever', async () => {
    const file = join(folder(), 'waybill.db');
    writeFileSync(file, sound);
    const size = sound.readUInt16BE(16);
    const INTERIOR = 5;
    const starts = (pagesOf(file).get('contents') ?? []).map((page) => (page - 1) * size);
    const root = starts.find((start) => sound[start] === INTERIOR) ?? -1;
    for (const offset of [11, size - 7, size - 6, size - 2, size - 1])
      for (let bit = 0; bit < 8; bit += 1) await findingIn(flipped(root + offset, bit), file);
  });
});
