/** A folder from before files and messages of other kinds: texts alone, with headers and claims. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { Head } from '../../src/events/log/log.ts';
import { foldStream } from '../../src/machines/evolve.ts';
import { openReads } from '../../src/projections/reads.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { verified } from '../support/command.ts';

interface Job {
  readonly jobId: string;
  readonly status: string;
  readonly priority: string;
  readonly sendAt: number | null;
}

interface Expected {
  readonly head: Head;
  readonly streams: Readonly<Record<string, object | null>>;
  readonly jobs: readonly Job[];
  readonly contents: Readonly<Record<string, object>>;
  readonly claims: readonly { readonly key: string; readonly position: number }[];
}

const SAMPLE = join(import.meta.dirname, 'format-6');
const expected = JSON.parse(readFileSync(join(SAMPLE, 'expected.json'), 'utf8')) as Expected;

/** A copy of the folder, as that version left it. */
const copied = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-sample-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const part of ['archive', 'encryption-key']) cpSync(join(SAMPLE, part), join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'waybill.db'), gunzipSync(readFileSync(join(SAMPLE, 'waybill.db.gz'))));
  return folder;
};

const open = async (folder: string) => {
  const db = openDatabase(join(folder, 'waybill.db'));
  const projections = openProjections(db);
  const log = sqliteLog(db, { project: projections });
  await projections.catchUp(log);
  return { db, log, reads: openReads(db, log) };
};

test('a folder of format 6 opens: every stream folds to what it was, beside what is new in it', async () => {
  const { log } = await open(copied());
  onTestFinished(() => log.close());
  expect(log.head()).toEqual(expected.head);
  expect(log.streams('', 1_000)).toEqual(Object.keys(expected.streams));
  for (const [stream, told] of Object.entries(expected.streams)) {
    const folded = foldStream(stream, log.read(stream));
    if (told === null) expect(folded).toBeNull();
    else expect(folded).toMatchObject(told);
  }
});

test('its jobs are shown as they were, with their texts, and its idempotency keys are claimed', async () => {
  const { db, log, reads } = await open(copied());
  onTestFinished(() => log.close());
  for (const job of expected.jobs) expect(reads.jobs.byId(job.jobId)).toMatchObject(job);
  for (const [stream, content] of Object.entries(expected.contents))
    expect(log.content(log.streamId(stream) ?? 0)).toEqual(content);
  expect(db.prepare('select * from claims').all()).toEqual(expected.claims);
});

test('it has what a queue had then: each priority, a number that fails, a time, a cancellation, two sessions', () => {
  const statuses = expected.jobs.map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set(['completed', 'failed', 'waiting', 'cancelled']));
  expect(new Set(expected.jobs.map(({ priority }) => priority))).toEqual(new Set(['HIGH', 'NORMAL', 'LOW']));
  expect(expected.jobs.filter(({ sendAt }) => sendAt !== null)).toHaveLength(1);
  expect(expected.claims).toHaveLength(3);
  expect(expected.streams).toMatchObject({
    'queue/default': { state: 'paused', context: { config: { maxAttempts: 4 } } },
    'session/shop': {},
  });
});

test('once it is brought up to date all of it verifies, and it has no files', async () => {
  const folder = copied();
  await (await open(folder)).log.close();
  const { code, output } = await verified(folder);
  expect(output).toContain('media        ok, 0 uploads');
  expect(code, output).toBe(0);
});
