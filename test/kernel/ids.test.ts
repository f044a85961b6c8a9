import { array, assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { JobId, jobIds, MessageId } from '../../src/kernel/ids.ts';
import { jobOfMessage, messageIdOf } from '../../src/kernel/message-ids.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';

const anyJob = array(integer({ min: 0, max: 15 }), { minLength: 18, maxLength: 18 }).map((digits) =>
  digits.map((digit) => digit.toString(16)).join(''),
);

test('ids grow with time, and within a millisecond no two are the same', () => {
  let now = Date.UTC(2026, 0, 1);
  const next = jobIds({ clock: { now: () => now }, entropy: systemEntropy });
  const given: string[] = [];
  for (let millisecond = 0; millisecond < 20; millisecond += 1, now += 1) {
    for (let asked = 0; asked < 500; asked += 1) given.push(next());
  }
  expect(given.every((id) => v.is(JobId, id))).toBe(true);
  expect(given).toEqual(given.toSorted());
  expect(new Set(given).size).toBe(given.length);
});

test('a clock that is set back gives no id twice', () => {
  const times = [1_000, 1_000, 999, 999, 1_000, 1_001];
  const next = jobIds({ clock: { now: () => times.shift() ?? 0 }, entropy: systemEntropy });
  const given = Array.from({ length: 6 }, next);
  expect(new Set(given).size).toBe(6);
});

test('a message id names its job, and no two jobs share one', () => {
  assert(
    property(anyJob, (job) => {
      const messageId = messageIdOf(job);
      expect(v.is(MessageId, messageId)).toBe(true);
      expect(jobOfMessage(messageId)).toBe(job);
    }),
    { numRuns: 2_000 },
  );
});

test('what is no id of a message names no job', () => {
  for (const text of ['', '3EB0', '3EB00193A4C2F7B000123', 'BAE5F00BA4', '3eb00193a4c2f7b0001234']) {
    expect(jobOfMessage(text)).toBeNull();
  }
});

test('message ids do not show the order of their jobs', () => {
  const next = jobIds({ clock: { now: () => Date.UTC(2026, 0, 1) }, entropy: systemEntropy });
  const ids = Array.from({ length: 1_000 }, () => messageIdOf(next()));
  const places = Array.from({ length: 18 }, (_, place) => new Set(ids.map((id) => id[place + 4])).size);
  expect(places).toEqual(Array.from({ length: 18 }, () => 16));
  const falls = ids.filter((id, index) => index > 0 && id < (ids[index - 1] ?? '')).length;
  expect(falls).toBeGreaterThan(400);
  expect(falls).toBeLessThan(600);
});

test('random bytes are given once', () => {
  const given = Array.from({ length: 2_000 }, () => Buffer.from(systemEntropy.bytes(9)).toString('hex'));
  expect(new Set(given).size).toBe(2_000);
  expect(systemEntropy.bytes(5_000)).toHaveLength(5_000);
  const kept = systemEntropy.bytes(16);
  const before = Buffer.from(kept).toString('hex');
  systemEntropy.bytes(4_096);
  expect(Buffer.from(kept).toString('hex')).toBe(before);
});
