import { expect, test } from 'vitest';
import { deadlines } from '../../src/events/facts/deadlines.ts';
import { kinds } from '../../src/machines/kinds.ts';
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
