import { expect, test } from 'vitest';
import type { Sample } from './gauges.ts';
import { growthOf } from './growth.ts';

const MIB = 1_048_576;
const MINUTE = 60_000;

/** Half an hour, a sample every ten seconds; memory rises and falls as garbage is collected. */
const half = (grow: (minute: number) => Partial<Sample>): Sample[] =>
  Array.from({ length: 180 }, (_, index) => {
    const minute = index / 6;
    const saw = (index % 5) * 4 * MIB;
    const base = { heap: 40 * MIB + saw, rss: 220 * MIB + saw, descriptors: 36 + (index % 7), resources: 13 };
    const rest = { heapTotal: 0, external: 0, depth: 0, completed: 0, failed: 0, lagP99: 1, lagMax: 2 };
    const { heap = 0, rss = 0, descriptors = 0, resources = 0 } = grow(minute);
    return {
      atMs: minute * MINUTE,
      ...rest,
      heap: base.heap + heap,
      rss: base.rss + rss,
      descriptors: base.descriptors + descriptors,
      resources: base.resources + resources,
    };
  });

test('what goes up and down does not grow', () => {
  expect(growthOf(half(() => ({}))).tooMuch).toEqual([]);
});

test('what grows in the beginning is warming up', () => {
  const samples = half((minute) => ({ heap: Math.min(minute, 8) * 5 * MIB, rss: Math.min(minute, 8) * 20 * MIB }));
  expect(growthOf(samples).tooMuch).toEqual([]);
});

test.each([
  ['heap', (minute: number) => ({ heap: minute * MIB })],
  ['rss', (minute: number) => ({ rss: minute * 2 * MIB })],
  ['descriptors', (minute: number) => ({ descriptors: Math.floor(minute) })],
  ['resources', (minute: number) => ({ resources: Math.floor(minute) })],
])('a leak is seen: %s', (what, grow) => {
  expect(growthOf(half(grow)).tooMuch).toEqual([expect.stringContaining(`grows: ${what}`)]);
});

test('a few minutes tell nothing, and say so', () => {
  const { found, tooMuch } = growthOf(half((minute) => ({ heap: minute * 9 * MIB })).slice(0, 30));
  expect(tooMuch).toEqual([]);
  expect(found).toEqual(['too short a run to tell whether anything grows']);
});
