/** Whatever can stand in the log has words on the pages that show it. */
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/events/facts/catalogue.ts';
import { addressOf, changesOf, nameOf, objectOf, sentenceOf, type Told } from '../../web/src/pages/audit/words.ts';
import { type StopFact, stopsOf, tookMs } from '../../web/src/pages/jobs/stops.ts';

const T0 = Date.UTC(2026, 0, 1, 12);
const failure = { code: 'ack_timeout', message: 'WhatsApp did not acknowledge the message in time.', status: null };

const fact = (position: number, type: string, seconds: number, data: object = {}): StopFact =>
  ({ position, type, at: new Date(T0 + seconds * 1_000).toISOString(), by: 'system', data }) as StopFact;

const typesOf = (...families: readonly string[]): string[] =>
  [...catalogue.keys()].filter((type) => families.includes(type.split('.', 1)[0] ?? ''));

/** A hold from the first second on, until one later; null while it lasts. */
const held = (reason: string, until: number | null) => ({
  reason,
  from: new Date(T0 + 1_000).toISOString(),
  until: until === null ? null : new Date(T0 + until * 1_000).toISOString(),
});

describe('the stops of a waybill', () => {
  test.each(typesOf('job'))('have words for %s', (type) => {
    const [stop] = stopsOf([
      fact(1, type, 0, { attempt: 1, failure, deliveredAt: T0, readAt: T0, playedAt: T0, receipts: [] }),
    ]);
    expect(stop?.title).not.toContain('job.');
  });

  test('say which attempt they belong to, and how long each took', () => {
    const stops = stopsOf([
      fact(1, 'job.queued', 0, { notBefore: null }),
      fact(2, 'job.started', 1, { attempt: 1 }),
      fact(3, 'job.failed', 21, { attempt: 1, failure }),
      fact(4, 'job.started', 23, { attempt: 2 }),
      fact(5, 'job.completed', 24),
      fact(6, 'job.delivered', 30, { deliveredAt: T0 + 25_000 }),
    ]);
    expect(stops.map(({ attempt }) => attempt)).toEqual([null, 1, 1, 2, 2, null]);
    expect(stops.map(({ afterMs }) => afterMs)).toEqual([null, 1_000, 20_000, 2_000, 1_000, 1_000]);
    expect(stops[2]).toMatchObject({ title: 'Attempt 1 failed', detail: failure.message, code: 'ack_timeout' });
    expect(tookMs(stops)).toBe(25_000);
    expect(tookMs([])).toBe(0);
  });

  test('say that a message is for later only where it is', () => {
    const [atOnce] = stopsOf([fact(1, 'job.queued', 0)]);
    const [later] = stopsOf([fact(1, 'job.queued', 0, { notBefore: T0 + 60_000 })]);
    expect([atOnce?.detail, later?.detail]).toEqual([
      'Written to disk: from here on it cannot be lost.',
      'Written to disk, to be sent at a later time.',
    ]);
  });

  test('name what holds the message, and for how long it did', () => {
    const details = [held('paused', 3), held('paused', null), held('unheard_of', null)].map(
      (hold) => stopsOf([fact(1, 'job.queued', 0)], [hold])[1]?.detail,
    );
    expect(details).toEqual(['The queue was paused, for 2 s.', 'The queue is paused.', 'It is held: unheard of.']);
  });

  test('name what WhatsApp answered, and a fact that nobody knows as it is', () => {
    const [known, unknown] = stopsOf([
      fact(1, 'job.abandoned', 0, { attempt: 1, failure: { ...failure, code: 'blocked', status: 403 } }),
      fact(2, 'job.vanished', 1),
    ]);
    expect([known?.code, unknown?.title]).toEqual(['blocked (403)', 'job.vanished']);
  });
});

/** A fact of the record as the page fetches it, with what matters to its words. */
const told = (type: string, data: object = {}, stream = 'queue/default', session: string | null = 'default') =>
  ({ type, stream, session, by: 'anna', who: 'anna@example.com', data }) as Told;

/** What facts of the record say, all together. */
const SAID = {
  control: 'lose-ack',
  jobs: 1,
  sessions: 2,
  cleared: 3,
  total: 3,
  facts: 4,
  status: 'all',
  reason: 'asked',
  name: 'b',
};

describe('the record of who did what', () => {
  const notShown = new Set(typesOf('session').filter((type) => !/started|paired|stopped|logged_out|halted/.test(type)));
  const shown = typesOf('user', 'queue', 'session', 'process').filter((type) => !notShown.has(type));

  test.each([...shown, 'job.retried', 'job.cancelled', 'job.dismissed'])('has a sentence for %s', (type) => {
    expect(sentenceOf(told(type, { ...SAID, config: {}, was: {} }))).toMatch(/^[A-Z].* /);
  });

  test('says what changed in a configuration', () => {
    const was = { maxAttempts: 5, backoffBaseMs: 2_000, concurrency: 3 };
    expect(changesOf(was, { maxAttempts: 3, backoffBaseMs: 500, concurrency: 3 })).toBe(
      'attempts 5 → 3, first wait 2 s → 0.5 s',
    );
    expect(sentenceOf(told('queue.configured', { was, config: was }))).toBe('Configured the queue: as it was');
    // The words of the buttons that did it.
    expect(sentenceOf(told('job.retried', {}))).toBe('Retried a failed message');
    expect(sentenceOf(told('job.dismissed', {}))).toBe('Dismissed a failed message');
    expect(sentenceOf(told('queue.cleared', { cleared: 1, status: 'failed' }))).toBe(
      'Cleared 1 failed message from the queue',
    );
  });

  test('says who, to what and from where', () => {
    expect(nameOf({ ...told('queue.paused'), who: null })).toBe('A user who was removed');
    expect(nameOf({ ...told('queue.paused'), who: null, by: 'system' })).toBe('Waybill');
    const job = { word: '1f', path: '/jobs/1f', session: 'sales' };
    expect(objectOf(told('job.cancelled', {}, 'job/1f', 'sales'), false)).toEqual(job);
    // The only session needs no name; beside others the default one does.
    const paused = told('queue.paused', {}, 'queue/default', 'default');
    expect(objectOf(paused, false)).toBeNull();
    expect(objectOf(paused, true)).toEqual({ word: 'default', path: '/queue', session: 'default' });
    expect(objectOf(told('user.logged_in', {}, 'user/1f', null), true)).toBeNull();
    expect(objectOf(told('queue.paused', {}, 'queue/sales', 'sales'), false)?.word).toBe('sales');
    expect([addressOf(told('queue.paused')), addressOf(told('queue.paused', { from: '::1' }))]).toEqual([null, '::1']);
  });
});
