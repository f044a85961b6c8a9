import { describe, expect, test } from 'vitest';
import { catalogue, checkFact, isFactType, readFact } from '../../src/events/facts/catalogue.ts';
import { schemaVersion, upcast } from '../../src/events/facts/upcasters.ts';
import { Defect } from '../../src/kernel/fault.ts';
import { jobFacts, queueFacts, sessionFacts } from '../support/facts.ts';

const at = { stream: 'job/000000000000000001', position: 42 };

test.each(Object.values({ ...jobFacts, ...sessionFacts, ...queueFacts }))('$type comes back as it went', (fact) => {
  const { type, ...data } = fact;
  const stored: unknown = JSON.parse(JSON.stringify(data));
  expect(readFact({ type, schema: schemaVersion(type), data: stored }, at)).toEqual({ type, data });
  expect(checkFact(fact, at.stream)).toEqual(fact);
});

test('a type is written subject.past_tense and known only when it is in the catalogue', () => {
  for (const type of catalogue.keys()) expect(type).toMatch(/^[a-z]+\.[a-z_]+$/);
  expect(isFactType('job.queued')).toBe(true);
  expect(isFactType('job.exploded')).toBe(false);
});

describe('a stored fact is a defect that names where it stands', () => {
  test('of a version that is newer than this Waybill', () => {
    expect(() => readFact({ type: 'job.completed', schema: 2, data: {} }, at)).toThrow('does not know');
  });

  test.each([
    ['of a type that nobody knows', 'job.exploded', {}, 'job.exploded'],
    ['without a field', 'job.started', {}, 'attempt: expected'],
    ['with a field too many', 'job.completed', { extra: 1 }, 'extra: expected never'],
    ['with a field of another form', 'job.validated', { chat: '0812-3456-7890' }, 'chat: expected'],
  ])('%s', (_what, type, data, words) => {
    const read = () => readFact({ type, schema: 1, data }, at);
    expect(read).toThrow(Defect);
    expect(read).toThrow(expect.objectContaining(at));
    expect(read).toThrow(words);
    expect(read).not.toThrow('0812');
  });
});

describe('an old shape', () => {
  const known = {
    'job.queued': [
      (data: Record<string, unknown>) => ({ ...data, priority: 'NORMAL' }),
      ({ to, ...rest }: Record<string, unknown>) => ({ ...rest, chat: to }),
    ],
  };

  test('is brought to today’s, step by step from the version it was stored in', () => {
    expect(schemaVersion('job.queued', known)).toBe(3);
    expect(upcast('job.queued', 1, { to: 'x' }, known)).toEqual({ chat: 'x', priority: 'NORMAL' });
    expect(upcast('job.queued', 2, { to: 'x', priority: 'LOW' }, known)).toEqual({ chat: 'x', priority: 'LOW' });
    expect(upcast('job.queued', 3, { chat: 'x' }, known)).toEqual({ chat: 'x' });
  });

  test('of a type that never changed is as it was', () => {
    expect(schemaVersion('job.started', known)).toBe(1);
    expect(upcast('job.started', 1, { attempt: 1 }, known)).toEqual({ attempt: 1 });
  });
});
