/** WhatsApp refuses a message, or answers too little, too late or out of order: the reaction of the job. */
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SandboxControl } from '../../src/sandbox/control.ts';
import type { LinkTimes } from '../../src/whatsapp/baileys/times.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { type RunningWithSandbox, runningWithSandbox, type Told } from '../support/running-with-sandbox.ts';

const numbered = (ending: string) => `628120000${ending}`;
const onPhone = (run: RunningWithSandbox, number: string) => run.control.inboxes(number)[0]?.messages ?? [];

type Expected = Partial<Told> & { readonly type: string };

const started = (attempt: number): Expected => ({ type: 'job.started', attempt });
const validated: Expected = { type: 'job.validated' };
const completed: Expected = { type: 'job.completed' };
const delivered: Expected = { type: 'job.delivered' };
const failed = (attempt: number, code: string, status: number | null = null): Expected => ({
  type: 'job.failed',
  attempt,
  failure: expect.objectContaining({ code, status, retryable: true }),
});
const abandoned = (attempt: number, code: string, status: number | null = null): Expected => ({
  type: 'job.abandoned',
  attempt,
  failure: expect.objectContaining({ code, status }),
});

/** Refused at its first attempt, and not retried. */
const atOnce = (code: string, status: number) => [started(1), validated, abandoned(1, code, status)];
/** Refused once, then accepted. */
const onceMore = (code: string, status: number | null) => [
  started(1),
  validated,
  failed(1, code, status),
  started(2),
  validated,
  completed,
];
/** Refused at each of six attempts. */
const everyTime = (code: string, status: number | null = null) => [
  ...[1, 2, 3, 4, 5].flatMap((attempt) => [started(attempt), validated, failed(attempt, code, status)]),
  started(6),
  validated,
  abandoned(6, code, status),
];

interface Row {
  readonly fault: string;
  /** The last four digits of the recipient's number. */
  readonly to?: string;
  readonly strike?: (control: SandboxControl) => void;
  /** The facts of the job after it was queued. */
  readonly facts: readonly Expected[];
  /** How many copies of the message arrived at the phone, which shows one at most. */
  readonly copies: number;
  /** Whether the queue cools. */
  readonly cools?: true;
  /** A run of its own with these deadlines. */
  readonly times?: Partial<LinkTimes>;
}

const refusesOnce = (code: number) => (control: SandboxControl) => control.ackError(code, 1);

const refusals: readonly Row[] = [
  { fault: '400', to: '0400', facts: everyTime('protocol_error', 400), copies: 0 },
  { fault: '401', strike: refusesOnce(401), facts: atOnce('not_allowed', 401), copies: 0 },
  { fault: '403', to: '0403', facts: atOnce('blocked', 403), copies: 0 },
  { fault: '404', strike: refusesOnce(404), facts: atOnce('refused', 404), copies: 0 },
  { fault: '405', strike: refusesOnce(405), facts: atOnce('blocked', 405), copies: 0 },
  { fault: '406', strike: refusesOnce(406), facts: atOnce('refused', 406), copies: 0 },
  { fault: '410', strike: refusesOnce(410), facts: atOnce('refused', 410), copies: 0 },
  { fault: '419', strike: refusesOnce(419), facts: atOnce('rate_limited', 419), copies: 0, cools: true },
  { fault: '420', to: '0420', facts: everyTime('protocol_error', 420), copies: 0 },
  { fault: '421', to: '0421', facts: everyTime('protocol_error', 421), copies: 0 },
  { fault: '423', strike: refusesOnce(423), facts: atOnce('refused', 423), copies: 0 },
  { fault: '429', strike: refusesOnce(429), facts: atOnce('rate_limited', 429), copies: 0, cools: true },
  { fault: '463', to: '0463', facts: atOnce('reachout_locked', 463), copies: 0 },
  { fault: '475', to: '0475', facts: everyTime('protocol_error', 475), copies: 0 },
  { fault: '479', to: '0479', facts: onceMore('protocol_error', 479), copies: 1 },
  { fault: '500', to: '0500', facts: onceMore('protocol_error', 500), copies: 1 },
  { fault: '503', strike: refusesOnce(503), facts: onceMore('protocol_error', 503), copies: 1 },
  { fault: 'a code that nobody knows', strike: refusesOnce(777), facts: onceMore('protocol_error', 777), copies: 1 },
];

const limited = [started(1), abandoned(1, 'rate_limited', 429)];

const questions: readonly Row[] = [
  {
    fault: 'says that the number is unknown',
    to: '0404',
    facts: [started(1), abandoned(1, 'not_registered')],
    copies: 0,
  },
  { fault: 'knows the number by another address', to: '0010', facts: [started(1), validated, completed], copies: 0 },
  { fault: 'is asked too much about a number', to: '0429', facts: limited, copies: 0, cools: true },
  {
    fault: 'is asked too much',
    to: '2222',
    strike: (control) => control.rateOverlimit(1),
    facts: limited,
    copies: 0,
    cools: true,
  },
  {
    fault: 'does not tell the devices',
    to: '0009',
    facts: onceMore('network_timeout', null),
    copies: 1,
    times: { queryMs: 1_000 },
  },
  { fault: 'tells no LID', to: '0008', facts: everyTime('protocol_error'), copies: 0 },
];

const writes: readonly Row[] = [
  {
    fault: 'loses one acknowledgement',
    to: '0001',
    facts: onceMore('ack_timeout', null),
    copies: 2,
    times: { ackMs: 1_000 },
  },
  {
    fault: 'loses every acknowledgement',
    to: '0002',
    facts: everyTime('ack_timeout'),
    copies: 6,
    times: { ackMs: 100 },
  },
  {
    fault: 'closes before it takes the message',
    strike: (control) => control.drop('before_write'),
    facts: onceMore('session_closed', null),
    copies: 1,
    times: {},
  },
];

let shared: RunningWithSandbox;
let own: RunningWithSandbox | null = null;
beforeAll(async () => {
  shared = await runningWithSandbox();
  await shared.ready();
});
afterEach(async () => {
  await own?.close();
  own = null;
  shared.control.clear({ inboxes: true });
});
afterAll(() => shared.close());

/** A run for one test, with deadlines of its own. */
const ownRun = async (times: Partial<LinkTimes> = {}): Promise<RunningWithSandbox> => {
  own = await runningWithSandbox({ times });
  await own.ready();
  return own;
};

const shows = async ({ to = '1111', strike, facts, copies, cools, times }: Row) => {
  const run = times ? await ownRun(times) : shared;
  const queueBefore = run.story('queue/default').length;
  strike?.(run.control);
  const number = numbered(to);
  const job = await run.queue({ number });
  const told = (await run.ended(job)).slice(1);
  expect(told).toMatchObject(facts);
  const waitsMs = told.flatMap(({ retryAt, at }) => (retryAt === undefined ? [] : [Number(retryAt) - at]));
  expect(waitsMs).toEqual([2_000, 4_000, 8_000, 16_000, 32_000].slice(0, waitsMs.length));
  expect(onPhone(run, number)).toMatchObject(copies === 0 ? [] : [{ messageId: messageIdOf(job), copies }]);
  // None of this is the fault of the session or of other chats.
  const other = await run.queue({ number: '6281299990000' });
  expect((await run.ended(other)).at(-1)).toMatchObject(completed);
  expect(run.story('queue/default').slice(queueBefore)).toEqual(cools ? ['queue.cooled', 'queue.resumed'] : []);
};

describe('a message is refused with', () => {
  test.each(refusals)('$fault', shows);
});

describe('before a message can be written, WhatsApp', () => {
  test.each(questions)('$fault', shows);
});

describe('while a message is written, WhatsApp', () => {
  test.each(writes)('$fault', shows);

  test('closes before it acknowledges: the receipt tells that it went out, and no copy follows', async () => {
    const run = await ownRun();
    run.holdClock();
    const job = await run.queue({ number: numbered('0003') });
    const { at, data } = await run.fact('session.closed');
    await run.fact('job.failed');
    run.clock.advance(data.restartAt - at);
    expect(await run.told(`job/${job}`, 6)).toMatchObject([
      { type: 'job.queued' },
      started(1),
      validated,
      failed(1, 'session_closed'),
      completed,
      delivered,
    ]);
    run.clock.advance(86_400_000);
    expect(onPhone(run, numbered('0003'))).toMatchObject([{ copies: 1 }]);
  });
});

describe('receipts', () => {
  test('that come before the acknowledgement stand for it, and in the wrong order the furthest wins', async () => {
    const run = await ownRun({ ackMs: 500 });
    const number = numbered('1111');
    run.control.loseAck(2, number);
    const job = await run.queue({ number });
    while (!run.control.receipt(number, messageIdOf(job), 'read')) await setImmediate();
    await run.fact('job.read');
    run.control.receipt(number, messageIdOf(job), 'delivered');
    const story = [{ type: 'job.queued' }, started(1), validated, completed, { type: 'job.read' }, delivered];
    expect(await run.told(`job/${job}`, 6)).toMatchObject(story);
    // The second retry waits longer for its acknowledgement than the first, which timed out without effect.
    const next = await run.queue({ number });
    await run.fact('job.failed', ({ stream }) => stream === `job/${next}`);
    expect(await run.told(`job/${job}`, 0)).toMatchObject(story);
    expect(run.log.read(`job/${job}`).at(-1)?.to).toBe('completed.read');
  });

  test('that come long after, from a phone that was off, are taken', async () => {
    const run = await ownRun();
    const number = numbered('0005');
    const job = await run.queue({ number });
    await run.fact('job.completed');
    run.clock.advance(86_400_000);
    expect(run.log.read(`job/${job}`).at(-1)?.to).toBe('completed.acknowledged');
    run.control.online(number);
    await run.fact('job.delivered');
    expect(run.log.read(`job/${job}`).at(-1)?.to).toBe('completed.delivered');
  });

  test('for messages that nobody here sent move nothing', async () => {
    const run = await ownRun();
    const number = numbered('1111');
    const { messageId } = run.control.deliver(number, 'Hi there');
    expect(run.control.receipt(number, messageId, 'read')).toBe(false);
    const job = await run.queue({ number });
    expect((await run.told(`job/${job}`, 5)).map(({ type }) => type)).toEqual([
      'job.queued',
      'job.started',
      'job.validated',
      'job.completed',
      'job.delivered',
    ]);
  });
});
