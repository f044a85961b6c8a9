import { expect, test } from 'vitest';
import { join, type Read } from '../../web/src/pages/audit/join.ts';

const read = (positions: readonly number[], nextCursor: string | null = 'more'): Read<{ position: number }> => ({
  items: positions.map((position) => ({ position })),
  nextCursor,
});
const places = ({ items }: Read<{ position: number }>) => items.map(({ position }) => position);

test.each([
  ['what is new comes first, and what was read back stays', [9, 7, 5, 3], [12, 9, 7], [12, 9, 7, 5, 3], 'end'],
  ['when they do not meet, it starts again', [9, 7], [30, 20], [30, 20], 'more'],
  ['at first there is nothing but the newest page', [], [9, 7], [9, 7], 'more'],
])('%s', (_, known, top, expected, cursor) => {
  const joined = join(read(known, 'end'), read(top));
  expect([places(joined), joined.nextCursor]).toEqual([expected, cursor]);
});

test('a page that is all there is takes the place of what was known', () => {
  expect(places(join(read([9, 7]), read([9], null)))).toEqual([9]);
});
