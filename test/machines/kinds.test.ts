import { expect, test } from 'vitest';
import { deadlines } from '../../src/events/facts/deadlines.ts';
import { kinds } from '../../src/machines/kinds.ts';

const rows = Object.values(kinds);

test('the alarms follow the deadlines of the kinds, and no others', () => {
  expect(Object.assign({}, ...rows.map((row) => row.deadlines))).toEqual(deadlines);
});

test('a kind has an alarm exactly if its facts set deadlines', () => {
  for (const { deadlines: own, alarm } of rows) expect(alarm !== null).toBe(Object.keys(own).length > 0);
});
