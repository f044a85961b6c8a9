import { expect, test } from 'vitest';
import type { State } from '../../src/events/facts/catalogue.ts';
import { deadlines } from '../../src/events/facts/deadlines.ts';
import type { Recorded } from '../../src/events/log/log.ts';
import { type Deadline, deadlineOf, kinds } from '../../src/machines/kinds.ts';
import { sourceFiles } from '../tidy/source-files.ts';

const rows = Object.values(kinds);

test('the alarms follow the deadlines of the kinds, and no others', () => {
  expect(Object.assign({}, ...rows.map((row) => row.deadlines))).toEqual(deadlines);
});

test('a kind has an alarm exactly if its facts set deadlines', () => {
  for (const { deadlines: own, alarm } of rows) expect(alarm !== null).toBe(Object.keys(own).length > 0);
});

test('nothing outside their table asks for a kind by its word', () => {
  const asks =
    /(?:[=!]== |case )'(?:job|session|queue|user|process)'|\['(?:job|session|queue)', '(?:job|session|queue)'/;
  // A command of a job has the same word.
  const others = sourceFiles('src').filter(({ path }) => path !== 'src/machines/job.decide.ts');
  expect(others.length).toBeGreaterThan(200);
  expect(others.filter(({ text }) => asks.test(text)).map(({ path }) => path)).toEqual([]);
  expect(asks.test("kind === 'queue'") && asks.test("const KINDS = ['job', 'session']")).toBe(true);
});

const last = (stream: string, type = 'a.fact', data = {}) => ({ stream, type, data }) as unknown as Recorded;

test.each<[stream: string, state: State, context: object, what: Deadline['what']]>([
  ['job/1', 'waiting', { notBefore: 5, expiresAt: null }, 'attempt'],
  ['job/1', 'waiting', { notBefore: null, expiresAt: 5 }, 'expire'],
  ['job/1', 'retrying', { retryAt: 5 }, 'attempt'],
  ['session/shop', 'restart', { restartAt: 5 }, 'restart'],
  ['queue/shop', 'cooling', { until: 5 }, 'resume'],
  ['media/shop/1', 'failed', { retryAt: 5 }, 'attempt'],
  ['webhook/1', 'failing', { probeAt: 5 }, 'probe'],
])('%s that is %s waits for a time, which its context has', (stream, state, context, what) => {
  expect(deadlineOf(state, context, last(stream))).toEqual({ at: 5, what });
  const unset = Object.fromEntries(Object.keys(context).map((name) => [name, null]));
  expect(deadlineOf(state, unset, last(stream))).toBeNull();
});

test('a QR waits for its own end, and only while it is shown', () => {
  const shown = last('session/shop', 'session.qr_issued', { expiresAt: 5 });
  expect(deadlineOf('qr', {}, shown)).toEqual({ at: 5, what: 'expire' });
  expect(deadlineOf('qr', {}, last('session/shop', 'session.paired'))).toBeNull();
});

test('what waits for a person, or has no actor, has no deadline', () => {
  expect(deadlineOf('paused', { until: 5 }, last('queue/shop'))).toBeNull();
  expect(deadlineOf('waiting', { notBefore: 5 }, last('session/shop'))).toBeNull();
  expect(deadlineOf(null, null, last('user/1'))).toBeNull();
});
