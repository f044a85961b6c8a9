import { expect, test } from 'vitest';
import { append, arrived, type Listed, merge, patch } from '../../web/src/pages/jobs/merge.ts';

type Row = { jobId: string; seen?: number };
const list = (letters: string, nextCursor: string | null = 'more', seen = 0): Listed<Row> => ({
  items: letters.split('').map((jobId) => ({ jobId, seen })),
  nextCursor,
});
const letters = ({ items }: Listed<Row>) => items.map(({ jobId }) => jobId).join('');

test.each([
  ['new ones come first, and the rest stays', 'edcba', 'gfe', 'gfedcba'],
  ['those that are not of the list any more go', 'edcba', 'gec', 'gecba'],
  ['with nothing in common it starts again', 'cba', 'zyx', 'zyx'],
  ['where the last of the page is new, what both know decides', 'edcba', 'gey', 'geydcba'],
])('%s', (_, known, top, expected) => {
  expect(letters(merge(list(known, 'end'), list(top)))).toBe(expected);
});

test('what the first page says is newer, and where to go on is kept', () => {
  const merged = merge(list('cba', 'after a'), list('dc', 'after c', 1));
  expect(merged.items.map(({ seen }) => seen)).toEqual([1, 1, 0, 0]);
  expect(merged.nextCursor).toBe('after a');
  expect(merge(list('ba', 'after a'), list('dcba', 'after a')).nextCursor).toBe('after a');
  expect(letters(merge(list('cba'), list('d', null)))).toBe('d');
});

test('a page at the end repeats nothing', () => {
  expect(append(list('edc'), list('cba', null))).toMatchObject({ nextCursor: null });
  expect(letters(append(list('edc'), list('cba', null)))).toBe('edcba');
});

test('single rows change and go', () => {
  const patched = patch(
    list('cba'),
    new Map<string, Row | null>([
      ['b', { jobId: 'b', seen: 2 }],
      ['a', null],
    ]),
  );
  expect(patched.items).toMatchObject([
    { jobId: 'c', seen: 0 },
    { jobId: 'b', seen: 2 },
  ]);
});

test('it is known how many came before the first', () => {
  expect(arrived(list('cba').items, list('edcba').items)).toBe(2);
  expect(arrived(list('cba').items, list('zyx').items)).toBe(0);
  expect(arrived([], list('cba').items)).toBe(0);
});
