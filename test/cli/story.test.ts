import { expect, test } from 'vitest';
import { placingPaths } from '../../src/kernel/own-paths.ts';
import { storyOf } from '../../src/story/story.ts';
import type { Fact } from '../../src/events/facts/catalogue.ts';
import { failure } from '../../src/events/facts/failure.ts';
import { NO_HEADER } from '../../src/events/facts/header.ts';
import type { Recorded } from '../../src/events/log/log.ts';
import { DEFAULT_QUEUE_CONFIG } from '../../src/events/facts/queue.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 0, 0);
const JOB = 'job/4f2a91c03b7e55d201';
const CHAT = '6281234567890@s.whatsapp.net';

const recorded = (stream: string, { type, ...data }: Fact, states: [string | null, string | null] = [null, null]) =>
  ({
    position: 7,
    stream,
    streamId: 1,
    header: { session: 'default', chatId: CHAT, priority: 'NORMAL', tenant: null },
    version: 1,
    type,
    schema: 1,
    data,
    at: NOW,
    from: states[0],
    to: states[1],
    causation: null,
    correlation: null,
    by: 'system',
    hash: '',
  }) as Recorded;

const context = {
  timeOfDay: (at: number) => new Date(at).toISOString().slice(11, 19),
  placed: placingPaths('/waybill'),
};
const tell = (fact: Recorded) => storyOf(fact, context).map(({ level, sentence }) => `${level}: ${sentence}`);

const queued: Fact = {
  type: 'job.queued',
  session: 'default',
  chat: CHAT,
  content: { kind: 'text', digest: 'c'.repeat(64) },
  messageId: '3EB04F2A91C03B7E55D201',
  priority: 'HIGH',
  idempotency: { key: 'k', digest: 'd' },
};
const timeout = failure('network_timeout', 'WhatsApp did not answer in time');
const notRegistered = failure('not_registered', 'The number is not on WhatsApp', 404);

test.each<[Fact, ...string[]]>([
  [queued, 'info: message queued for 62812…890, priority HIGH'],
  [{ ...queued, notBefore: NOW + 1_800_000 }, 'info: message queued for 62812…890, priority HIGH, not before 03:30:00'],
  [
    { type: 'job.started', attempt: 2 },
    'info: processing the message to 62812…890 (attempt 2)',
    'info: validating contact 62812…890',
  ],
  [
    { type: 'job.validated', chat: CHAT },
    'info: validation successful, 62812…890 is on WhatsApp',
    'info: sending to 62812…890',
  ],
  [{ type: 'job.completed' }, 'info: completed, WhatsApp has acknowledged the message to 62812…890'],
  [{ type: 'job.delivered', deliveredAt: NOW }, 'info: delivered to 62812…890'],
  [{ type: 'job.read', readAt: NOW }, 'info: read by 62812…890'],
  [{ type: 'job.played', playedAt: NOW }, 'info: played by 62812…890'],
  [
    { type: 'job.failed', attempt: 1, failure: timeout, retryAt: NOW + 2_000 },
    'warn: attempt 1 to 62812…890 failed (network_timeout), next attempt in 2 s at 03:00:02',
  ],
  [
    { type: 'job.abandoned', attempt: 5, failure: timeout },
    'error: failed for good, attempt 5 to 62812…890 (network_timeout): no attempt is left',
  ],
  [
    { type: 'job.abandoned', attempt: 1, failure: notRegistered },
    'warn: failed for good, attempt 1 to 62812…890 (not_registered): a retry cannot help',
  ],
  [
    { type: 'job.interrupted', attempts: 0 },
    'warn: interrupted on its way to 62812…890, waits again; the attempt does not count',
  ],
  [{ type: 'job.retried', attempts: 5 }, 'info: the message to 62812…890 waits again, on request'],
  [{ type: 'job.cancelled' }, 'info: the message to 62812…890 is cancelled'],
  [{ type: 'job.dismissed' }, 'info: the failed message to 62812…890 is dismissed from the retry queue'],
])('a message: %j', (fact, ...lines) => {
  expect(tell(recorded(JOB, fact))).toEqual(lines);
});

test.each<[Fact, string, string, string]>([
  [
    { type: 'session.opened', account: CHAT },
    'connecting',
    'ready',
    'info: session default: connecting → ready, connected as 62812…890, messages go out as the queue allows',
  ],
  [
    { type: 'session.closed', code: 428, reason: 'Connection Closed', restartAt: NOW + 2_500, restarts: 1 },
    'ready',
    'restart',
    'warn: session default: ready → restart, the link closed (428: Connection Closed), restart 1 in 2.5 s at 03:00:02',
  ],
  [
    { type: 'session.qr_issued', expiresAt: NOW + 20_000 },
    'qr',
    'qr',
    'info: session default: qr, a QR waits to be scanned until 03:00:20, at /waybill/api/whatsapp/session/qr',
  ],
  [
    { type: 'session.halted', reason: 'connection_replaced', code: 440, detail: 'conflict', until: null },
    'ready',
    'halted',
    'error: session default: ready → halted, another client uses this link; stop that one, then start the session (conflict).',
  ],
])('a session: %j', (fact, from, to, line) => {
  expect(tell(recorded('session/default', fact, [from, to]))).toEqual([line]);
});

test('a change of the queue says from what to what', () => {
  const change: Fact = {
    type: 'queue.configured',
    was: DEFAULT_QUEUE_CONFIG,
    config: { ...DEFAULT_QUEUE_CONFIG, concurrency: 5, maxAttempts: 8 },
  };
  expect(tell(recorded('queue/default', change, ['running', 'running']))).toEqual([
    'info: queue default: configured, concurrency 3 → 5, maxAttempts 6 → 8',
  ]);
});

test('a log-in says from where', () => {
  const [line] = storyOf(recorded('user/u1', { type: 'user.logged_in', from: '10.0.0.7' }), context);
  expect(line).toEqual({ level: 'info', sentence: 'logged in', fields: { user: 'u1', from: '10.0.0.7' } });
});

test('the lines of a message carry its job, its session, and the request that asked', () => {
  const [line] = storyOf({ ...recorded(JOB, queued), correlation: 'req-1' }, context);
  expect(line?.fields).toEqual({ job: '4f2a91c03b7e55d201', session: 'default', requestId: 'req-1' });
});

test('no line holds a whole number, a content key or an idempotency key', () => {
  const facts: Fact[] = [queued, { type: 'job.validated', chat: CHAT }, { type: 'session.paired', account: CHAT }];
  const told = JSON.stringify(
    facts.map((fact) => storyOf(recorded(fact.type.startsWith('job') ? JOB : 'session/default', fact), context)),
  );
  expect(told).not.toMatch(/6281234567890|c{64}|"k"|3EB0/);
});

test('a message that nobody remembers still has a line', () => {
  const lines = storyOf({ ...recorded(JOB, { type: 'job.completed' }), header: NO_HEADER }, context);
  expect(lines).toEqual([
    {
      level: 'info',
      sentence: 'completed, WhatsApp has acknowledged the message to the contact',
      fields: { job: '4f2a91c03b7e55d201' },
    },
  ]);
});
