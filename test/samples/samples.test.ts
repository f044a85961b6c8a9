import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createAudit } from '../../src/gateway/operation/audit.ts';
import type { Head } from '../../src/events/log/log.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { foldStream } from '../../src/machines/evolve.ts';
import { openReads } from '../../src/projections/reads.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';

interface Expected {
  readonly head: Head;
  readonly streams: Readonly<Record<string, { state: string; context: Record<string, unknown> } | null>>;
  readonly jobs: readonly { readonly jobId: string; readonly session: string; readonly chatId: string }[];
  readonly keys: readonly { readonly key: string; readonly job_id: string }[];
  readonly texts: Readonly<Record<string, string | null>>;
}

const SAMPLE = join(import.meta.dirname, 'format-5');
const expected = JSON.parse(readFileSync(join(SAMPLE, 'expected.json'), 'utf8')) as Expected;

/** A copy of the folder, as that version left it. */
const copied = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-sample-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(join(SAMPLE, 'archive'), join(folder, 'archive'), { recursive: true });
  writeFileSync(join(folder, 'waybill.db'), gunzipSync(readFileSync(join(SAMPLE, 'waybill.db.gz'))));
  return folder;
};

const open = async (folder: string) => {
  const db = openDatabase(join(folder, 'waybill.db'));
  const projections = openProjections(db);
  const log = sqliteLog(db, { project: projections });
  onTestFinished(() => log.close());
  await projections.catchUp(log);
  return { db, log, reads: openReads(db, log) };
};

/** The context of a job in format 5, in today's words. */
const inTodaysWords = (context: Record<string, unknown>): Record<string, unknown> => {
  if (!('content' in context)) return context;
  const { chat: chatId, content: digest, ...rest } = context;
  return { ...rest, chatId, content: { kind: 'text', digest }, ladderFrom: 0 };
};

test('a folder of format 5 opens, its log ends where it did, and all of it verifies', async () => {
  const { db, log } = await open(copied());
  expect(log.head()).toEqual(expected.head);
  const { problem } = await createAudit({ db, log, clock: systemClock }).run();
  expect(problem).toBeNull();
});

test('every stream of it folds to the state and the context that it had, beside what is new in it', async () => {
  const { log } = await open(copied());
  expect(log.streams('', 1_000)).toEqual(Object.keys(expected.streams));
  for (const [stream, told] of Object.entries(expected.streams)) {
    const folded = foldStream(stream, log.read(stream));
    const known = told && { ...told, context: inTodaysWords(told.context) };
    if (known === null) expect(folded).toBeNull();
    else expect(folded).toMatchObject(known);
  }
});

test('every job of it is shown as it was, with its text', async () => {
  const { log, reads } = await open(copied());
  for (const job of expected.jobs) expect(reads.jobs.byId(job.jobId)).toMatchObject(job);
  for (const [stream, text] of Object.entries(expected.texts)) {
    const content = log.content(log.streamId(stream) ?? 0);
    expect(content).toEqual(text === null ? null : { kind: 'text', body: text });
  }
});

test('its streams have headers and its idempotency keys are claimed, those in the archive too', async () => {
  const { log } = await open(copied());
  for (const { jobId, session, chatId } of expected.jobs) {
    expect(log.read(`job/${jobId}`).map(({ header }) => header)).toContainEqual(
      expect.objectContaining({ session, chatId }),
    );
  }
  for (const { key, job_id } of expected.keys) expect(log.claimed(key)).toBe(log.streamId(`job/${job_id}`));
  const ofShop = await log.search({ after: 0, limit: 1_000, session: 'shop' });
  expect(new Set(ofShop.map(({ header }) => header.session))).toEqual(new Set(['shop']));
  expect(ofShop.length).toBeGreaterThan(10);
});

test('without the files of its archive it is refused with what to do, and opens once they are back', async () => {
  const folder = copied();
  const elsewhere = join(folder, 'elsewhere');
  renameSync(join(folder, 'archive'), elsewhere);
  expect(() => openDatabase(join(folder, 'waybill.db'))).toThrow(/archive\/000001\.jsonl\.gz/);
  renameSync(elsewhere, join(folder, 'archive'));
  const { log } = await open(folder);
  expect(log.head()).toEqual(expected.head);
});
