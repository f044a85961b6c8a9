import { describe, expect, test } from 'vitest';
import { projections } from '../../src/projections/all.ts';
import { importsOf, unknownRooms, violations } from './import-rules.ts';
import { type SourceFile, sourceFiles } from './source-files.ts';
import { tablesMadeIn, tablesNamedIn } from './tables.ts';

const files = sourceFiles('src');

describe('imports point inwards', () => {
  test('in every file of every room', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap(importsOf).length).toBeGreaterThan(400);
    expect(violations(files)).toEqual([]);
    expect(unknownRooms(files)).toEqual([]);
  });

  test.each([
    ['src/machines/x.ts', "import { join } from 'node:path';", 'node:path'],
    ['src/kernel/x.ts', "import type { Fact } from '../events/catalogue.ts';", 'events/catalogue.ts'],
    ['src/http/x.ts', "import {\n  baileysWhatsApp,\n} from '../whatsapp/baileys.ts';", 'whatsapp/baileys.ts'],
    ['src/http/x.ts', "import type { ReadNumber } from '../whatsapp/port.ts';", 'whatsapp/port.ts'],
    ['src/http/x.ts', "import { openDatabase } from '../storage/sqlite/database.ts';", 'storage/sqlite/database.ts'],
    ['src/actors/x.ts', "const port = await import('../whatsapp/baileys.ts');", 'whatsapp/baileys.ts'],
    ['src/actors/x.ts', "import 'baileys';", 'baileys'],
    ['src/projections/deep/x.ts', "export { fold } from '../../machines/evolve.ts';", 'machines/evolve.ts'],
    ['src/events/x.ts', "import { Hono } from 'hono/tiny';", 'hono/tiny'],
    ['src/sandbox/x.ts', "import { WebSocket } from 'wsx';", 'wsx'],
    ['src/sandbox/x.ts', "import { proto } from 'baileys';", 'baileys'],
  ])('a violation in %s is seen: %s', (path, text, imported) => {
    const room = path.split('/')[1];
    expect(violations([{ path, text }])).toEqual([`${path} imports ${imported}, which src/${room} may not`]);
  });

  test.each([
    ['src/actors/x.ts', "import type { Link } from '../whatsapp/port.ts';"],
    ['src/whatsapp/x.ts', "import { proto } from 'baileys/WAProto';"],
    ['src/machines/x.ts', "import { setup } from 'xstate';\nimport { fold } from './evolve.ts';"],
  ])('what %s may import is let be: %s', (path, text) => {
    expect(violations([{ path, text }])).toEqual([]);
  });

  test('a room that the table does not know is seen', () => {
    expect(
      unknownRooms([
        { path: 'src/helpers/x.ts', text: '' },
        { path: 'src/main.ts', text: '' },
      ]),
    ).toEqual(['helpers']);
  });
});

describe('projections know the log by its port alone', () => {
  const storage = files.filter(({ path }) => path.startsWith('src/storage/'));
  const ofStorage = new Set(storage.flatMap(({ text }) => tablesMadeIn(text)));
  const ours = files.filter(({ path }) => path.startsWith('src/projections/'));
  const reaching = (all: readonly SourceFile[]): string[] =>
    all.flatMap(({ path, text }) =>
      tablesNamedIn(text)
        .filter((table) => ofStorage.has(table))
        .map((table) => `${path} reads or writes ${table}, which the storage makes`),
    );

  test('their SQL names no table of the log, nor any other of the storage', () => {
    expect([...ofStorage]).toEqual(expect.arrayContaining(['events', 'streams', 'contents', 'claims', 'head']));
    expect(ours.flatMap(({ text }) => tablesNamedIn(text)).length).toBeGreaterThan(30);
    expect(reaching(ours)).toEqual([]);
  });

  test.each([
    ['select body from contents where position = ?', 'contents'],
    ['select 1 from jobs join streams on streams.id = jobs.stream_id', 'streams'],
    ['select type from jobs, events', 'events'],
    ['insert or ignore into claims (key) values (?)', 'claims'],
    ['update head set position = ?', 'head'],
  ])('%j would be seen', (sql, table) => {
    const path = 'src/projections/x.ts';
    expect(reaching([{ path, text: `db.prepare('${sql}')` }])).toEqual([
      `${path} reads or writes ${table}, which the storage makes`,
    ]);
    expect(reaching([{ path, text: `/** It would ${sql}. */\nconst one = 1; // ${sql}\n` }])).toEqual([]);
  });
});

describe('tables that lag are read through their barrier', () => {
  const lagging = projections.filter(({ lags }) => lags).map(({ name }) => name);
  const bare = (all: readonly SourceFile[]): string[] =>
    all.flatMap(({ path, text }) =>
      lagging
        .filter((table) => tablesNamedIn(text).includes(table) && !tablesMadeIn(text).includes(table))
        .filter(() => !/import (type )?\{[^}]*\bSettled\b/.test(text))
        .map((table) => `${path} reads ${table}, which lags: prepare the statement on Settled`),
    );

  test('in every file', () => {
    expect(lagging.length).toBeGreaterThan(2);
    expect(bare(files)).toEqual([]);
  });

  test('a statement on the database itself would be seen', () => {
    const text = "db.prepare('select 1 from jobs where stream_id = ?')";
    expect(bare([{ path: 'src/gateway/x.ts', text }])).toEqual([
      'src/gateway/x.ts reads jobs, which lags: prepare the statement on Settled',
    ]);
  });
});
