import { describe, expect, test } from 'vitest';
import { FAILURES, type FailureCode, failure } from '../../src/events/facts/failure.ts';
import {
  ackFailure,
  classify,
  classifyGroup,
  undelivered,
  unreachableContact,
} from '../../src/whatsapp/baileys/failures.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';

/** Errors as Baileys throws them, without its package. */
const boom = (message: string, statusCode: number, data?: unknown) =>
  Object.assign(new Error(message), { output: { statusCode }, data });
const systemError = (code: string) => Object.assign(new Error(`write ${code}`), { code });

test('every failure is told in a sentence that ends with a full stop', () => {
  const worded = (Object.keys(FAILURES) as FailureCode[]).map((code) => undelivered(code, false).failure.message);
  const others = [unreachableContact().failure.message, failure('protocol_error', 'write EPIPE').message];
  for (const message of [...worded, ...others]) expect(message).toMatch(/^\S.*[^.]\.$/);
  expect(failure('refused', 'Ended already.').message).toBe('Ended already.');
});

describe('an acknowledgement with an error', () => {
  const rows: [error: string, code: FailureCode, retryable: boolean][] = [
    ['400', 'protocol_error', true],
    ['401', 'not_allowed', false],
    ['403', 'blocked', false],
    ['404', 'refused', false],
    ['420', 'protocol_error', true],
    ['421', 'protocol_error', true],
    ['429', 'rate_limited', false],
    ['463', 'reachout_locked', false],
    ['475', 'protocol_error', true],
    ['479', 'protocol_error', true],
    ['500', 'protocol_error', true],
    ['503', 'protocol_error', true],
    ['777', 'protocol_error', true],
  ];
  test.each(rows)('%s is %s', (error, code, retryable) => {
    expect(ackFailure(error)).toMatchObject({ code, retryable, status: Number(error) });
  });

  test('that is no number has no status', () => {
    expect(ackFailure('rate-overlimit')).toMatchObject({ code: 'protocol_error', status: null });
  });
});

describe('what Baileys throws while a message is on its way', () => {
  const rows: [what: string, thrown: unknown, code: FailureCode, written: boolean][] = [
    ['the close code of a websocket', 1006, 'session_closed', false],
    ['a closed connection', boom('Connection Closed', 428), 'session_closed', false],
    ['a write that took too long', boom('Timed Out', 408, { stack: '' }), 'network_timeout', true],
    ['a query answered 429 behind a 500', boom('rate-overlimit', 500, 429), 'rate_limited', false],
    ['a query answered 403', boom('forbidden', 500, 403), 'not_allowed', false],
    ['a query answered 500', boom('internal-server-error', 500, 500), 'protocol_error', false],
    ['a broken pipe', systemError('EPIPE'), 'session_closed', true],
    ['a reset connection', systemError('ECONNRESET'), 'session_closed', true],
    ['sessions that cannot encrypt', boom('All encryptions failed', 500), 'protocol_error', false],
    [
      'keys that are not linked',
      boom('Cannot proceed: socket is not authenticated yet', 401),
      'client_not_ready',
      false,
    ],
    ['an address without a server', boom('Invalid jid', 500), 'number_invalid', false],
    ['keys that could not be stored', new Error('database or disk is full'), 'protocol_error', true],
    ['nothing', undefined, 'protocol_error', true],
  ];
  test.each(rows)('%s', (_what, thrown, code, written) => {
    const failed = classify(thrown, true);
    expect(failed).toBeInstanceOf(Undelivered);
    expect(failed).toMatchObject({ failure: { code }, written });
    expect(classify(thrown, false).written).toBe(false);
  });

  test('what is classified already stays as it is', () => {
    const failed = classify(1006, false);
    expect(classify(failed, true)).toBe(failed);
  });
});

test('a refusal for a group may mean that the record of the group is out of date, and is tried again', () => {
  for (const error of ['401', '403', '404', '405', '420'])
    expect(ackFailure(error, true)).toMatchObject({ code: 'group_refused', retryable: true, status: Number(error) });
  expect(ackFailure('429', true)).toMatchObject({ code: 'rate_limited' });
});

const answered = (data: number): Error => Object.assign(new Error('no'), { data });

test('the answer to a question about a group says whether the account is a member', () => {
  for (const code of [403, 404]) expect(classifyGroup(answered(code)).failure.code).toBe('group_not_member');
  expect(classifyGroup(answered(429)).failure.code).toBe('rate_limited');
  expect(classifyGroup(undelivered('network_timeout', false)).failure.code).toBe('network_timeout');
});
