/** The small tables: stats, minutes, sessions, queues, alarms. */
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { projections } from '../../src/projections/all.ts';
import { moving } from '../../src/projections/projection.ts';
import { DEFAULT_QUEUE_CONFIG } from '../../src/events/facts/queue.ts';
import type { ChatFact } from '../../src/events/facts/chat.ts';
import type { SessionFact } from '../../src/events/facts/session.ts';
import { ANNA, blocked, closed, mediaIdOf, openStory, stored, streamOfMedia, T0 } from './story.ts';

const MINUTE = 60_000;
/** The start of a minute. */
const M0 = Math.ceil(T0 / MINUTE) * MINUTE;

test('stats count the jobs in each state', async () => {
  const { queue, job, reads } = openStory();
  expect(reads.stats.counts('default')).toMatchObject({ waiting: 0, completed: 0, successRate: null });
  await Promise.all([1, 2, 3, 4, 5].map((number) => queue(number)));
  await queue(6, { session: 'other' });
  await Promise.all([1, 2, 3, 4].map((number) => job(number, { type: 'job.started', attempt: 1 })));
  await job(1, { type: 'job.validated', chat: ANNA });
  expect(reads.stats.counts('default')).toMatchObject({ waiting: 1, active: 4, successRate: null });
  await job(1, { type: 'job.completed' });
  await job(1, { type: 'job.delivered', deliveredAt: T0 });
  await job(2, { type: 'job.failed', attempt: 1, failure: closed, retryAt: T0 });
  await job(3, { type: 'job.abandoned', attempt: 1, failure: blocked });
  await job(4, { type: 'job.abandoned', attempt: 1, failure: blocked });
  await job(4, { type: 'job.dismissed' });
  await job(5, { type: 'job.cancelled' });
  expect(reads.stats.counts('default')).toEqual({
    draft: 0,
    waiting: 0,
    active: 0,
    retrying: 1,
    completed: 1,
    failed: 1,
    cancelled: 1,
    dismissed: 1,
    successRate: 1 / 3,
  });
  expect(reads.stats.counts('other')).toMatchObject({ waiting: 1 });
});

test('throughput is of the last 60 seconds, and the hour has 60 minutes', async () => {
  const { queue, job, reads } = openStory();
  const end = async (number: number, at: number) => {
    await queue(number);
    await job(number, { type: 'job.started', attempt: 1 });
    await job(
      number,
      number % 10 ? { type: 'job.completed' } : { type: 'job.abandoned', attempt: 1, failure: blocked },
      at,
    );
  };
  for (const number of [1, 2, 3, 4]) await end(number, M0 + 1);
  for (const number of [5, 10]) await end(number, M0 + MINUTE);
  expect(reads.stats.throughput('default', M0 + MINUTE)).toBe(5);
  expect(reads.stats.throughput('default', M0 + MINUTE + 45_000)).toBe(2);
  expect(reads.stats.throughput('default', M0 + 5 * MINUTE)).toBe(0);
  expect(reads.stats.throughput('other', M0)).toBe(0);
  const { completed, failed } = reads.stats.lastHour('default', M0 + MINUTE + 1);
  expect([completed.length, completed.at(-2), completed.at(-1), failed.at(-1)]).toEqual([60, 4, 1, 1]);
});

const HEARD = { type: 'message.received', source: 'live', direction: 'in', by: ANNA, sentAt: T0 };

test('what came in is counted by the minute and the day, without the history and what the own phone wrote', async () => {
  const { tell, reads } = openStory();
  const hear = (messageId: string, more: object, at: number) =>
    tell(`chat/default/${ANNA}`, { ...HEARD, messageId, ...more } as ChatFact, at);
  await hear('M1', {}, M0);
  await hear('M2', { source: 'offline' }, M0 + MINUTE);
  await hear('M3', { source: 'history' }, M0 + MINUTE);
  await hear('M4', { source: 'phone', direction: 'out' }, M0 + MINUTE);
  const { received } = reads.stats.lastHour('default', M0 + MINUTE);
  expect([received.length, received.at(-2), received.at(-1)]).toEqual([60, 1, 1]);
  expect(reads.stats.lastDay('default', M0 + MINUTE)).toEqual({ completed: 0, failed: 0, received: 2 });
  expect(reads.stats.lastDay('default', M0 + 25 * 60 * MINUTE)).toMatchObject({ received: 0 });
});

const tellAll = async ({ tell }: ReturnType<typeof openStory>, ...facts: SessionFact[]): Promise<void> => {
  for (const [index, fact] of facts.entries()) await tell('session/default', fact, T0 + index);
};

test('a session shows its state, its account and why it was disconnected', async () => {
  const story = openStory();
  const shown = () => story.reads.sessions.byId('default');
  expect(shown()).toBeNull();
  await tellAll(
    story,
    { type: 'session.started' },
    { type: 'session.qr_issued', expiresAt: T0 },
    { type: 'session.paired', account: ANNA },
    { type: 'session.opened', account: ANNA },
    { type: 'session.keepalive_missed', missed: 1 },
    { type: 'session.keepalive_missed', missed: 1 },
  );
  expect(shown()).toEqual({
    id: 'default',
    state: 'keepalive',
    connected: true,
    since: T0 + 4,
    account: ANNA,
    restarts: 0,
    reason: null,
    lastDisconnect: null,
    labelAt: null,
    country: null,
    proxied: false,
  });
  const restartAt = T0 + 9_000;
  await tellAll(story, { type: 'session.closed', code: 428, reason: 'gone', restartAt, restarts: 1 });
  const lastDisconnect = { code: 428, reason: 'gone', cause: null, at: T0 };
  expect(shown()).toMatchObject({ state: 'restart', connected: false, restarts: 1, lastDisconnect });
  expect(story.reads.alarms.nextAfter(T0)).toBe(restartAt);
  expect(story.reads.alarms.due(restartAt - 1)).toEqual([]);
  expect(story.reads.alarms.due(restartAt)).toEqual([{ stream: 'session/default', at: restartAt }]);
  await tellAll(story, { type: 'session.started' });
  expect(shown()).toMatchObject({ state: 'connecting', restarts: 1 });
  expect(story.reads.alarms.nextAfter(0)).toBeNull();
  await tellAll(story, { type: 'session.logged_out', reason: 'device removed' });
  expect(shown()).toMatchObject({ state: 'loggedOut', account: null, reason: 'device removed' });
  await tellAll(story, { type: 'session.started' });
  expect(shown()).toMatchObject({ state: 'connecting', restarts: 0, reason: null });
  expect(story.reads.sessions.list()).toHaveLength(1);
});

test('a queue nobody touched runs by default; cooling ends by an alarm, a pause by a person', async () => {
  const { tell, reads } = openStory();
  const shown = () => reads.queues.of('default');
  expect(shown()).toEqual({ state: 'running', until: null, config: DEFAULT_QUEUE_CONFIG });
  const config = { ...DEFAULT_QUEUE_CONFIG, concurrency: 5 };
  await tell('queue/default', { type: 'queue.cooled', until: T0 + 60_000, reason: 'asked too much' });
  await tell('queue/default', { type: 'queue.configured', config, was: DEFAULT_QUEUE_CONFIG });
  expect(shown()).toEqual({ state: 'cooling', until: T0 + 60_000, config });
  expect(reads.alarms.due(T0 + 60_000)).toEqual([{ stream: 'queue/default', at: T0 + 60_000 }]);
  await tell('queue/default', { type: 'queue.paused' });
  expect(shown()).toEqual({ state: 'paused', until: null, config });
  expect(reads.alarms.nextAfter(0)).toBeNull();
});

/** All rows, each as text. */
const rowsIn = (tables: Database.Database): string[] =>
  projections.flatMap(({ name }) =>
    tables
      .prepare(`select * from ${name}`)
      .all()
      .map((row) => `${name} ${JSON.stringify(row)}`),
  );

test("each session's rows follow from its own facts alone", async () => {
  const { log, db, projections: live, queue, job, tell } = openStory();
  for (const [session, n] of [
    ['default', 1],
    ['shop', 4],
  ] as const) {
    await tell(`session/${session}`, { type: 'session.started' });
    await queue(n, { session });
    await queue(n + 1, { session, notBefore: T0 + MINUTE });
    await job(n, { type: 'job.started', attempt: 1 });
    await job(n, { type: 'job.failed', attempt: 1, failure: closed, retryAt: T0 });
    await tell(streamOfMedia(session, n), stored());
    await tell(streamOfMedia(session, n + 1), stored(n));
    await queue(n + 2, { session, waitsFor: n, media: [mediaIdOf(n), mediaIdOf(n + 1)] });
    await tell(streamOfMedia(session, n), { type: 'media.expired', reason: 'retention' });
    await tell(`session/${session}`, { type: 'session.closed', code: 428, reason: 'gone', restartAt: T0, restarts: 1 });
    await tell(`queue/${session}`, { type: 'queue.paused' });
  }
  await tell('queue/shop', { type: 'queue.resumed' });
  await job(4, { type: 'job.started', attempt: 2 });
  await job(4, { type: 'job.completed' }, M0);

  const alone = (session: string): string[] => {
    const tables = new Database(':memory:');
    const facts = log.page({ after: 0, limit: 1_000 }).filter(({ header }) => header.session === session);
    for (const { schema } of projections) tables.exec(schema);
    moving(projections.map(({ attach }) => attach(tables)))(facts);
    return rowsIn(tables);
  };
  live.settle();
  expect([...alone('default'), ...alone('shop')].toSorted()).toEqual(rowsIn(db).toSorted());
});
