import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createAudit } from '../../src/gateway/operation/audit.ts';
import { archive, giveBack } from '../../src/storage/archive/archive.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { openDepartures } from '../../src/storage/archive/departures.ts';
import type { Fact } from '../../src/events/facts/catalogue.ts';
import type { EventLog, Recorded } from '../../src/events/log/log.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { sayText } from '../support/said.ts';
import { isFinished, leavesInPart } from '../../src/machines/kinds.ts';
import { foldStream } from '../../src/machines/evolve.ts';
import { openProjections, type Projections } from '../../src/storage/sqlite/projector.ts';
import { openReads } from '../../src/projections/reads.ts';
import { manualClock } from '../support/manual-clock.ts';
import { phoneHistory } from '../support/phone-history.ts';
import { createHistory } from '../../src/gateway/history/history.ts';
import { UNBOUNDED } from '../../src/gateway/reach.ts';
import { EVERYTHING } from '../../src/kernel/reach.ts';
import { folder } from './folder.ts';
import { append, job, positions, queued, started, upTo } from './story.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);

interface Opened {
  readonly db: Database.Database;
  readonly log: EventLog;
  readonly projections: Projections;
  archive(before: number): ReturnType<typeof archive>;
  audit(): Promise<string | null>;
}

const open = (path: string): Opened => {
  const db = openDatabase(join(path, 'waybill.db'));
  const projections = openProjections(db);
  const departures = openDepartures(db);
  const project = {
    ...projections,
    apply(facts: readonly Recorded[]) {
      projections.apply(facts);
      departures.apply(facts);
    },
  };
  const log = sqliteLog(db, { project });
  void projections.catchUp(log);
  const clock = manualClock(START + 100 * DAY);
  return {
    db,
    log,
    projections,
    archive: (before) =>
      archive({ db, log, departures, clock }, { before, isFinished, leavesInPart, caller: SYSTEM, progress: () => {} }),
    audit: async () => (await createAudit({ db, log, clock }).run()).problem,
  };
};

const STATES = [
  [null, 'waiting'],
  ['waiting', 'active.validating'],
  ['active.validating', 'active.sending'],
  ['active.sending', 'completed.acknowledged'],
] as const;

/** A message that is completed on its day; its facts are interleaved with others. */
const complete = async (log: EventLog, n: number, day: number, upToStep = 4): Promise<void> => {
  const facts = [
    queued(`text ${n}`),
    started(),
    { type: 'job.validated', chat: '6281234567890@s.whatsapp.net' },
    { type: 'job.completed' },
  ] as const;
  for (let step = 0; step < upToStep; step += 1) {
    const [from, to] = STATES[step] ?? [null, null];
    const told = append(job(n), step);
    const fact = facts[step] ?? started();
    await log.append({
      ...told,
      at: START + day * DAY,
      entries: [{ fact, from, to, ...(step === 0 ? { contents: [sayText(`text ${n}`).said] } : {}) }],
    });
  }
};

const delivered = (log: EventLog, n: number, version: number, day: number) =>
  log.append({
    ...append(job(n), version),
    at: START + day * DAY,
    entries: [
      {
        fact: { type: 'job.delivered', deliveredAt: START + day * DAY },
        from: 'completed.acknowledged',
        to: 'completed.delivered',
      },
    ],
  });

const pause = (log: EventLog, version: number, day: number) =>
  log.append({
    ...append('queue/default', version),
    at: START + day * DAY,
    entries: [
      version % 2 === 0
        ? { fact: { type: 'queue.paused' }, from: 'running', to: 'paused' }
        : { fact: { type: 'queue.resumed' }, from: 'paused', to: 'running' },
    ],
  });

/** Days of messages, with other streams in between: five a day, and each day one that never ends. */
const tellDays = async (log: EventLog, days: number): Promise<void> => {
  for (let day = 0; day < days; day += 1) {
    for (let n = 0; n < 5; n += 1) await complete(log, 10 * day + n, day);
    await pause(log, day, day);
    await complete(log, 10 * day + 9, day, 1);
  }
};

const live = (db: Database.Database): number =>
  db.prepare<[], number>('select count(*) from events').pluck().get() ?? 0;

const segmentFile = (path: string, number = 1): string =>
  join(path, 'archive', `${String(number).padStart(6, '0')}.jsonl.gz`);

test('what is finished and old leaves, and is read as if it had not', async () => {
  const path = folder();
  const opened = open(path);
  const { db, log } = opened;
  await tellDays(log, 6);
  const before = log.page({ after: 0, limit: 1_000 });
  const views = Array.from({ length: 60 }, (_, n) => openReads(db, log).jobs.byId(job(n).slice('job/'.length)));

  expect(await opened.archive(START + 3 * DAY)).toEqual({ file: '000001.jsonl.gz', streams: 15, parts: 0, facts: 60 });
  expect(live(db)).toBe(before.length - 60 + 1);
  expect(log.page({ after: 0, limit: 1_000 }).slice(0, -1)).toEqual(before);
  expect(positions(log.page({ after: 0, limit: 1_000 }))).toEqual(upTo(before.length + 1));
  expect(log.page({ after: 7, limit: 11 })).toEqual(before.slice(7, 18));
  expect(log.page({ after: 0, limit: 7, newestFirst: true, upTo: 40 })).toEqual(before.slice(33, 40).toReversed());
  expect(log.page({ after: 0, limit: 30, type: 'job.completed' })).toEqual(
    before.filter(({ type }) => type === 'job.completed').slice(0, 30),
  );
  for (const n of [0, 9, 24, 50]) expect(log.read(job(n))).toEqual(before.filter(({ stream }) => stream === job(n)));
  const ofDefault = before.filter(({ header }) => header.session === 'default');
  expect(await log.search({ after: 0, limit: 1_000, session: 'default' })).toEqual(ofDefault);
  const newest = { after: 0, limit: 9, session: 'default', newestFirst: true, upTo: 40 };
  expect(await log.search(newest)).toEqual(
    ofDefault
      .filter(({ position }) => position <= 40)
      .toReversed()
      .slice(0, 9),
  );
  expect(foldStream(job(0), log.read(job(0)))?.state).toBe('completed.acknowledged');
  expect(log.page({ after: 0, limit: 10, stream: job(1), afterVersion: 2 })).toHaveLength(2);
  expect(Array.from({ length: 60 }, (_, n) => openReads(db, log).jobs.byId(job(n).slice('job/'.length)))).toEqual(
    views,
  );
  expect(log.page({ after: before.length, limit: 1 })).toMatchObject([
    {
      stream: 'process',
      type: 'process.archived',
      by: 'system',
      data: { segment: 1, facts: 60, streams: 15, first: 1 },
    },
  ]);
  expect(await opened.audit()).toBeNull();
  await log.close();

  const lines = gunzipSync(readFileSync(segmentFile(path)))
    .toString()
    .trim()
    .split('\n');
  expect(lines).toHaveLength(61);
  expect(statSync(segmentFile(path)).mode & 0o777).toBe(0o600);
  const again = open(path);
  expect(await again.audit()).toBeNull();
  await again.log.close();
});

test('a rebuild of every table reads across the seam', async () => {
  const { db, log, projections, archive: leave } = open(folder());
  await tellDays(log, 4);
  await leave(START + 3 * DAY);
  const rows = () => {
    projections.settle();
    return db.prepare('select * from jobs order by stream_id').all();
  };
  const before = rows();
  await projections.rebuild(log);
  expect(rows()).toEqual(before);
  await log.close();
});

test('a late receipt goes on where the archive ends, and leaves with the next segment', async () => {
  const path = folder();
  const opened = open(path);
  const { log, db } = opened;
  await tellDays(log, 3);
  await opened.archive(START + 2 * DAY);
  await delivered(log, 1, 4, 20);
  expect(log.read(job(1)).map(({ version, type }) => `${version} ${type}`)).toEqual([
    '1 job.queued',
    '2 job.started',
    '3 job.validated',
    '4 job.completed',
    '5 job.delivered',
  ]);
  expect(await opened.audit()).toBeNull();
  expect(await opened.archive(START + 30 * DAY)).toMatchObject({ file: '000002.jsonl.gz', streams: 6 });
  expect(await opened.archive(START + 30 * DAY)).toBeNull();
  expect(log.read(job(1))).toHaveLength(5);
  expect(await opened.audit()).toBeNull();
  expect(live(db)).toBe(3 + 3 + 2);
  const header = JSON.parse(
    gunzipSync(readFileSync(segmentFile(path, 2)))
      .toString()
      .split('\n', 1)[0] ?? '',
  ) as object;
  const [first] = log.page({ after: 0, limit: 1, type: 'process.archived' });
  expect(header).toMatchObject({ segment: 2, previous: first && 'sha256' in first.data && first.data.sha256 });
  await log.close();
});

test('older facts of a chat leave as the beginning of its stream, and later ones go on behind them', async () => {
  const path = folder();
  const opened = open(path);
  const { db, log } = opened;
  let now = START;
  const phone = phoneHistory({ log, reads: openReads(db, log) }, () => now);
  const [anna, budi] = ['6281234567801@s.whatsapp.net', '6281234567802@s.whatsapp.net'];
  const stream = `chat/default/${anna}`;
  for (let day = 0; day < 8; day += 1) {
    now = START + day * DAY;
    await phone.live(anna, `A${day}`, now);
    if (day < 3) await phone.live(budi, `B${day}`, now);
    await complete(log, day, day);
  }
  const [first, second] = log.read(stream);
  const erased = first?.position ?? 0;
  const erasing: Fact = { type: 'content.erased', reason: 'asked', positions: [erased] };
  await log.append({ ...append('content/default', 0, erasing), at: now });
  const before = log.read(stream);
  const words = (fact: Recorded | undefined) => log.content(fact?.position ?? 0);
  const tables = () => ['messages', 'chats'].map((name) => db.prepare(`select * from ${name} order by 1, 2`).all());
  const rows = tables();

  // Five days of one chat, all of the other, and the messages of five days.
  expect(await opened.archive(START + 5 * DAY)).toMatchObject({ streams: 5, parts: 2, facts: 20 + 5 + 3 });
  expect(await opened.archive(START + 5 * DAY)).toBeNull();
  expect(log.read(stream)).toEqual(before);
  expect(log.page({ after: 0, stream, limit: 4, newestFirst: true, upTo: before[6]?.position ?? 0 })).toEqual(
    before.slice(3, 7).toReversed(),
  );
  expect(log.page({ after: 0, stream, limit: 3, afterVersion: 3 })).toEqual(before.slice(3, 6));
  expect(await log.search({ after: 0, session: 'default', chatIds: [anna], limit: 6 })).toEqual(before.slice(0, 6));
  const told = await createHistory(log, UNBOUNDED).at({ stream, facts: 'all', reach: EVERYTHING });
  expect(told.ok && told.value.facts).toHaveLength(8);
  expect([words(first), words(second)]).toEqual([null, { kind: 'text', body: 'A1' }]);
  expect(tables()).toEqual(rows);
  expect(await opened.audit()).toBeNull();

  await phone.live(anna, 'later', now);
  await phone.live(budi, 'later', now);
  expect(log.read(stream).at(-1)).toMatchObject({ version: 9, data: { messageId: 'later' } });
  expect(log.read(`chat/default/${budi}`).map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  expect(await opened.archive(START + 7 * DAY)).toMatchObject({ file: '000002.jsonl.gz', streams: 2, parts: 1 });
  expect(log.read(stream).slice(0, -1)).toEqual(before);
  expect(await opened.audit()).toBeNull();
  await opened.projections.rebuild(log);
  expect(await opened.audit()).toBeNull();

  // A redelivery of what is in the archive is known without the file.
  const head = log.head();
  renameSync(segmentFile(path), join(path, 'elsewhere.gz'));
  await phone.live(anna, 'A1', now);
  expect(log.head()).toEqual(head);
  await log.close();
});

test('the space is given back', async () => {
  const path = folder();
  const { db, log, archive: leave } = open(path);
  db.pragma('wal_checkpoint(truncate)');
  const size = () => statSync(join(path, 'waybill.db')).size;
  const empty = size();
  await tellDays(log, 60);
  db.pragma('wal_checkpoint(truncate)');
  const before = size();
  await leave(START + 59 * DAY);
  giveBack(db);
  expect(size() - empty).toBeLessThan((before - empty) * 0.5);
  await log.close();
});

test('without the file, verify says what it could not check, and checks the rest across the seams', async () => {
  const path = folder();
  const opened = open(path);
  const { db, log } = opened;
  await tellDays(log, 5);
  await opened.archive(START + 2 * DAY);
  await opened.archive(START + 4 * DAY);
  const away = join(path, 'elsewhere.gz');
  renameSync(segmentFile(path), away);
  expect(await log.verify()).toBeNull();
  expect(await opened.audit()).toMatch(/^The chain holds.*archive\/000001.jsonl.gz is not there, which holds 40 facts/);
  expect(() => log.read(job(1))).toThrow(
    expect.objectContaining({ code: 'archive.missing', message: expect.stringContaining('000001.jsonl.gz') }),
  );
  // None of the remaining rows is missing.
  expect(log.read(job(31))).toHaveLength(4);
  expect(log.read('queue/default')).toHaveLength(5);

  db.exec(`drop trigger events_refuses_update; update events set "by" = 'bob' where stream = 21 and version = 1`);
  expect(await log.verify()).toMatchObject({ problem: expect.stringContaining('hash') });
  await log.close();
});

test('what the log keeps of its segments is append-only too', () => {
  const { db } = open(folder());
  expect(() => db.exec("insert into segments values (1, 'x', 1, 1, 1, x'00'); delete from segments")).toThrow(
    'append-only',
  );
  db.close();
});

test.each([
  ['in a block', 700],
  ['in the header', 12],
  ['near the end', -20],
])('one flipped bit of the segment %s is found', async (_, at) => {
  const path = folder();
  const opened = open(path);
  await tellDays(opened.log, 4);
  await opened.archive(START + 3 * DAY);
  const file = segmentFile(path);
  const bytes = readFileSync(file);
  const offset = at < 0 ? bytes.length + at : at;
  bytes[offset] = (bytes[offset] ?? 0) ^ 4;
  const handle = openSync(file, 'r+');
  writeSync(handle, bytes);
  closeSync(handle);
  expect(await opened.log.verify()).toMatchObject({ problem: expect.stringContaining('000001.jsonl.gz') });
  await opened.log.close();
});

test.each([
  ['its hash', 'update segments set sha256 = zeroblob(32)'],
  ['a seam', 'update seams set hash = zeroblob(32) where first = (select max(first) from seams)'],
  ['the place of a fact', 'update archived set position = 3 where position = 2'],
  ['a place that is gone', 'delete from archived where position = 2'],
  ['a block', 'delete from segment_blocks'],
])('what the log keeps of a segment is checked against it: %s', async (_, sql) => {
  const opened = open(folder());
  await tellDays(opened.log, 4);
  await opened.archive(START + 3 * DAY);
  for (const table of ['segments', 'seams', 'archived', 'segment_blocks'])
    opened.db.exec(`drop trigger ${table}_refuses_update; drop trigger ${table}_refuses_delete`);
  opened.db.exec(sql);
  expect(await opened.log.verify()).not.toBeNull();
  await opened.log.close();
});

test('what a kill left behind is taken away, and what is strange is not', async () => {
  const path = folder();
  const first = open(path);
  await tellDays(first.log, 3);
  // The state after a kill between the rename and the commit: the file is there, and so are the rows.
  const copy = join(folder(), 'waybill.db');
  await first.db.backup(copy);
  await first.archive(START + 2 * DAY);
  const file = segmentFile(path);
  const whole = readFileSync(file);
  await first.log.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(path, `waybill.db${suffix}`), { force: true });
  renameSync(copy, join(path, 'waybill.db'));
  writeFileSync(`${file}.part`, 'half');

  const second = open(path);
  expect(live(second.db)).toBe(second.log.head().position);
  expect(await second.archive(START + 2 * DAY)).toMatchObject({ facts: 40 });
  expect(readdirSync(join(path, 'archive'))).toEqual(['000001.jsonl.gz']);
  expect(readFileSync(file).equals(whole)).toBe(true);
  expect(await second.audit()).toBeNull();

  const strange = segmentFile(path, 2);
  writeFileSync(strange, 'precious');
  await expect(second.archive(START + 9 * DAY)).rejects.toMatchObject({ code: 'archive.foreign' });
  expect(readFileSync(strange, 'utf8')).toBe('precious');
  expect(await second.audit()).toBeNull();
  expect(existsSync(file)).toBe(true);
  await second.log.close();
});
