import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { databaseFile } from '../../src/cli/data-folder.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { lockFolder } from '../../src/storage/sqlite/lock.ts';
import { manualClock } from '../support/manual-clock.ts';
import { running } from '../support/running.ts';
import { scriptedWhatsApp } from '../support/scripted-whatsapp.ts';
import { waybill } from './fake-shell.ts';

let data: string;
let env: Record<string, string>;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'waybill-archive-'));
  env = { WAYBILL_DATA: data };
  return () => rmSync(data, { recursive: true });
});

/** Two messages were delivered long ago, and one waits. */
const history = async (): Promise<string> => {
  const gateway = await running({
    db: openDatabase(databaseFile(data)),
    clock: manualClock(Date.UTC(2026, 0, 1)),
    script: scriptedWhatsApp(),
  });
  const first = await gateway.queue({ text: 'one' });
  await gateway.ready();
  await gateway.fact('job.completed');
  const { position } = gateway.log.head();
  await gateway.queue({ text: 'two' });
  await gateway.fact('job.completed', (fact) => fact.position > position);
  await gateway.gateway.queues.pause('default', { by: 'anna', correlation: null });
  await gateway.queue({ text: 'waits' });
  await gateway.log.close();
  return first;
};

test('what is finished moves to a file, and events, verify and backup say so', async () => {
  const job = await history();
  const before = (await waybill('events', { env })).lines;
  const { exit, out } = await waybill('archive --before 2026-01-02', { env });
  expect({ exit, out }).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/^Archived 8 facts of 2 messages to .*archive\/000001\.jsonl\.gz\.$/),
  });
  expect((await waybill('events', { env })).lines.slice(0, -1)).toEqual(before);
  expect((await waybill(`events --stream job/${job}`, { env })).lines).toHaveLength(4);
  expect(await waybill('verify', { env })).toMatchObject({ exit: 0, out: expect.stringContaining('chain        ok') });
  expect(await waybill('rebuild', { env })).toMatchObject({ exit: 0 });
  expect(await waybill('verify', { env })).toMatchObject({ exit: 0 });
  expect(await waybill('archive --before 2026-01-02', { env })).toMatchObject({
    exit: 0,
    out: 'Nothing that is finished is as old as that.',
  });
  expect(await waybill(`backup ${join(data, 'copy.db')}`, { env })).toMatchObject({
    exit: 0,
    out: expect.stringContaining('keep a copy of the folder archive as well'),
  });
});

test('without its file, verify ends with 1 and names what it could not check; events says where it is', async () => {
  await history();
  await waybill('archive --before 2026-01-02', { env });
  const file = join(data, 'archive', '000001.jsonl.gz');
  renameSync(file, join(data, 'elsewhere'));
  expect(await waybill('verify', { env })).toMatchObject({
    exit: 1,
    out: expect.stringMatching(/^PROBLEM {2}The chain holds.*000001\.jsonl\.gz is not there, which holds 8 facts/),
  });
  expect(await waybill('events', { env })).toMatchObject({
    exit: 74,
    err: expect.stringMatching(/000001\.jsonl\.gz, which is missing or unreadable\nPut the file back/),
  });
  renameSync(join(data, 'elsewhere'), file);
  expect(await waybill('verify', { env })).toMatchObject({ exit: 0 });
});

test('a restored backup from after it says that the archive is missing, and is whole with it', async () => {
  await history();
  await waybill('archive --before 2026-01-02', { env });
  await waybill(`backup ${join(data, 'copy.db')}`, { env });
  const other = { WAYBILL_DATA: join(data, 'other') };
  const { exit, out } = await waybill(`restore ${join(data, 'copy.db')}`, { env: other });
  expect(exit).toBe(0);
  expect(out).toMatch(/NOT CHECKED: archive\/000001\.jsonl\.gz is not there/);
  renameSync(join(data, 'archive'), join(data, 'other', 'archive'));
  expect(await waybill('verify', { env: other })).toMatchObject({ exit: 0 });
});

test('a folder that a server holds is left alone', async () => {
  await history();
  const lock = lockFolder(data);
  expect(await waybill('archive --before 2026-01-02', { env })).toMatchObject({ exit: 69 });
  lock.release();
  expect(readdirSync(data)).not.toContain('archive');
});

describe('a date', () => {
  test.each(['archive', 'archive --before yesterday', 'archive --before 2026-02-30', 'archive --before 2999-01-01'])(
    'must be one of the past: waybill %s ends with 64',
    async (line) => {
      await history();
      expect(await waybill(line, { env })).toMatchObject({ exit: 64, err: expect.stringContaining('--before') });
    },
  );

  test('may be a moment with its zone', async () => {
    await history();
    expect(await waybill('archive --before 2026-01-02T01:00:00+07:00', { env })).toMatchObject({ exit: 0 });
  });
});
