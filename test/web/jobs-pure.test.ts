/** What the pages of jobs compute without a browser. */
import { describe, expect, test } from 'vitest';
import { ApiProblem, Unreachable } from '../../web/src/api/problem.ts';
import { actOnEach } from '../../web/src/pages/jobs/bulk.ts';
import { CSV_HEAD, cellOf, csvLines } from '../../web/src/pages/jobs/csv.ts';
import type { Job } from '../../web/src/pages/jobs/job.ts';
import { isFolded, type Leg, legsOf } from '../../web/src/pages/jobs/fold.ts';
import { type Held, type StopFact, stopsOf } from '../../web/src/pages/jobs/stops.ts';
import { bodyOf, type Draft, EMPTY_DRAFT, whatIsWrong } from '../../web/src/pages/send/draft.ts';
import { canRetry, wayOutOf } from '../../web/src/words/failures.ts';

const T0 = Date.UTC(2026, 0, 1, 12);
const at = (seconds: number): string => new Date(T0 + seconds * 1_000).toISOString();
const failure = { code: 'ack_timeout', message: 'WhatsApp did not acknowledge it.', status: null };

const jobOf = (jobId: string, more: Partial<Job> = {}): Job => ({
  jobId,
  session: 'default',
  messageId: '3EB0',
  chatId: '6281234567890@s.whatsapp.net',
  type: 'text',
  text: { body: 'Hello' },
  message: 'Hello',
  to: '6281234567890@s.whatsapp.net',
  replyTo: null,
  mentions: [],
  audience: null,
  expiresAt: null,
  clientRef: null,
  metadata: null,
  status: 'failed',
  dismissed: false,
  priority: 'NORMAL',
  attempts: 1,
  attemptsLeft: 0,
  sendAt: null,
  draft: null,
  cancelled: null,
  hold: null,
  progress: 0,
  queuedAt: at(0),
  startedAt: null,
  completedAt: null,
  deliveredAt: null,
  readAt: null,
  playedAt: null,
  nextAttemptAt: null,
  failure: null,
  ...more,
});

/** The facts of a message whose attempts all failed; each takes ten seconds. */
const failing = (attempts: number): StopFact[] => {
  const facts = [
    { type: 'job.queued', data: { notBefore: null } },
    ...Array.from({ length: attempts }, (_, n) => n + 1).flatMap((attempt) => [
      { type: 'job.started', data: { attempt } },
      { type: attempt === attempts ? 'job.abandoned' : 'job.failed', data: { attempt, failure } },
    ]),
  ];
  return facts.map(({ type, data }, n) => ({ position: n + 1, type, at: at(n * 5), by: 'system', data }) as StopFact);
};

const titlesOf = (legs: readonly Leg[]): string[] => legs.map(({ title }) => title);

describe('the legs of a waybill', () => {
  test.each([1, 2, 3])('are its stops, after %i attempts', (attempts) => {
    const stops = stopsOf(failing(attempts));
    expect(legsOf(stops)).toEqual(stops);
  });

  test('are the first attempt, the last one, and those in between as one', () => {
    const legs = legsOf(stopsOf(failing(6)));
    expect(titlesOf(legs)).toEqual([
      'Accepted',
      'Attempt 1',
      'Attempt 1 failed',
      'Attempts 2 to 5 failed',
      'Attempt 6',
      'Given up',
    ]);
    expect(legs.find(isFolded)).toMatchObject({ detail: failure.message });
  });

  test('keep what a person did, and fold on either side of it', () => {
    const facts = failing(9);
    const retried = { position: 99, type: 'job.retried', at: facts[8]?.at ?? '', by: 'anna', data: {} } as StopFact;
    const legs = legsOf(stopsOf([...facts.slice(0, 9), retried, ...facts.slice(9)]));
    expect(titlesOf(legs).slice(3, 6)).toEqual(['Attempts 2 to 4 failed', 'Retried', 'Attempts 5 to 8 failed']);
  });
});

describe('a hold', () => {
  const cooled: Held = { reason: 'cooling', from: at(11), until: at(14) };

  test('stands among the stops at its time, with its reason and how long it lasted', () => {
    const stops = stopsOf(failing(2), [cooled]);
    expect(titlesOf(stops)).toEqual(['Accepted', 'Attempt 1', 'Attempt 1 failed', 'Held', 'Attempt 2', 'Given up']);
    expect(stops[3]?.detail).toBe('The queue cooled down after WhatsApp was asked too much, for 3 s.');
  });

  test('that lasts is the last stop', () => {
    const stops = stopsOf(failing(1).slice(0, 1), [{ reason: 'paused', from: at(1), until: null }]);
    expect(stops.at(-1)).toMatchObject({ title: 'Held', detail: 'The queue is paused.' });
  });

  test('within the attempts in between is counted there', () => {
    expect(legsOf(stopsOf(failing(4), [cooled])).find(isFolded)?.detail).toBe(`${failure.message} 1 hold.`);
  });
});

describe('a cell of the file', () => {
  test.each([
    ['plain', 'plain'],
    ['two, "three"\nfour', '"two, ""three""\nfour"'],
    ['=1+1', "'=1+1"],
    ['+62 812', "'+62 812"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    [-1, '-1'],
    [null, ''],
    [false, 'false'],
  ])('of %j is %j', (value, cell) => {
    expect(cellOf(value)).toBe(cell);
  });

  test('says the kind of each message, and the reference of its client', () => {
    expect(CSV_HEAD).toContain(',type,message,');
    expect(CSV_HEAD).toContain(',clientRef\r\n');
  });

  test('ends a line with the mark that other programs expect', () => {
    expect(csvLines([jobOf('a'), jobOf('b')]).match(/\r\n/g)).toHaveLength(2);
  });
});

const problem = (status: number, detail: string) =>
  new ApiProblem({ type: '', title: '', status, detail, code: 'job.not_failed', requestId: '' }, null);

describe('an act on many jobs', () => {
  const jobs = Array.from({ length: 20 }, (_, n) => jobOf(String(n)));

  test('goes on past refusals, and says which jobs were refused and why', async () => {
    const asked: number[] = [];
    const outcome = await actOnEach(
      jobs,
      ({ jobId }) => (Number(jobId) % 5 === 0 ? Promise.reject(problem(409, 'It is not failed.')) : Promise.resolve()),
      (amount) => asked.push(amount),
    );
    expect(outcome).toMatchObject({ done: 16, left: 0, refused: [{ why: 'It is not failed.' }] });
    expect(outcome.refused[0]?.jobs.map(({ jobId }) => jobId)).toEqual(['0', '5', '10', '15']);
    expect(asked).toEqual(jobs.map((_, n) => n + 1));
  });

  test('ends when the gateway no longer answers, and counts the jobs that it did not reach', async () => {
    const outcome = await actOnEach(
      jobs,
      () => Promise.reject(new Unreachable(null)),
      () => {},
    );
    expect(outcome.done).toBe(0);
    expect(outcome.left).toBeGreaterThan(0);
    expect(outcome.left + (outcome.refused[0]?.jobs.length ?? 0)).toBe(jobs.length);
  });
});

test.each([
  ['not_registered', false, 'resend'],
  ['blocked', false, 'none'],
  ['rate_limited', false, 'retry'],
  ['ack_timeout', true, 'retry'],
  ['a_new_one', false, 'resend'],
] as const)('for %s the way out is known', (code, retryable, by) => {
  const job = jobOf('a', { failure: { code, message: '', retryable } });
  expect(wayOutOf(job)?.by).toBe(by);
  expect(canRetry(job)).toBe(by === 'retry');
  expect(canRetry({ ...job, status: 'completed' })).toBe(false);
});

describe('the form of a message', () => {
  const draft: Draft = { ...EMPTY_DRAFT, number: '0812', values: { body: 'Hello' } };
  const wrongFields = (some: Partial<Draft>) => Object.keys(whatIsWrong({ ...draft, ...some }, null, T0));

  test.each([
    ['is fine', {}, []],
    ['needs a number and a message that is not blank', { number: ' ', values: { body: ' \n' } }, ['number', 'body']],
    ['takes a time that has just passed', { sendAt: at(-50) }, []],
    ['takes no time that passed before', { sendAt: at(-70) }, ['sendAt']],
    ['takes an end that is ahead, and after its beginning', { sendAt: at(60), expiresAt: at(120) }, []],
    ['takes no end that has passed', { expiresAt: at(-1) }, ['expiresAt']],
    ['takes no end before its beginning', { sendAt: at(120), expiresAt: at(60) }, ['expiresAt']],
    ['takes no reference of 256 characters', { clientRef: 'x'.repeat(256) }, ['clientRef']],
    ['takes no metadata without a colon', { metadata: 'shop: jakarta\nblue' }, ['metadata']],
    ['takes no metadata that stands there twice', { metadata: 'shop: a\nshop: b' }, ['metadata']],
    ['takes no metadata that is too long', { metadata: `shop: ${'x'.repeat(501)}` }, ['metadata']],
    [
      'takes no more metadata than the gateway',
      { metadata: 'abcdefghijklmnopq'.replaceAll(/./g, '$&: 1\n') },
      ['metadata'],
    ],
  ])('%s', (_, some, wrong) => {
    expect(wrongFields(some)).toEqual(wrong);
  });

  test('makes a request of what stands beside the message', () => {
    const beside = {
      mentions: '+62 811-555-0001, 0812 555 0002\n',
      forwarded: true,
      expiresAt: at(60),
      clientRef: ' order-1042 ',
      metadata: 'shop: jakarta\nlink: https://example.com',
    };
    expect(bodyOf({ ...draft, ...beside })).toEqual({
      to: '0812',
      type: 'text',
      text: { body: 'Hello' },
      mentions: ['+62 811-555-0001', '0812 555 0002'],
      forwarded: true,
      expiresAt: new Date(at(60)).toISOString(),
      clientRef: 'order-1042',
      metadata: { shop: 'jakarta', link: 'https://example.com' },
    });
    expect(bodyOf({ ...draft, mentions: 'all' })).toHaveProperty('mentions', 'all');
    expect(Object.keys(bodyOf(draft))).toEqual(['to', 'type', 'text']);
  });
});
