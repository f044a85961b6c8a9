/** No test waits for time to pass, and none measures how long something took: both fail on a machine that is busy. */
import { expect, test } from 'vitest';
import { sourceFiles } from './source-files.ts';

const CLOCKS = /\bsetTimeout\b|\bhrtime\b|performance\.now|waitForTimeout|AbortSignal\.timeout|Atomics\.wait\b/;

/** Files that need real time, and why. */
const NEED_TIME: readonly (readonly [file: RegExp, reason: string])[] = [
  [/^test\/(bench|soak)\//, 'measures, or runs for so many minutes; neither is part of `npm test`'],
  [/^test\/crash\/(campaign|dying)\.ts$/, 'kills a process at a random moment, and gives up on one that is stuck'],
  [/^test\/crash\/webhooks\/receiver\.ts$/, 'answers late, and gives up on a process that sends nothing'],
  [/^test\/crash\/kill-at\.ts$/, 'stands still in the process that dies'],
  [/^test\/web\/screenshots\.ts$/, 'takes pictures; no test'],
  [/^test\/tidy\/patience\.test\.ts$/, 'names them'],
];

const takesTime = ({ path, text }: { path: string; text: string }): boolean =>
  CLOCKS.test(text) && !NEED_TIME.some(([file]) => file.test(path));

const files = sourceFiles('test').filter(({ path }) => !path.includes('node_modules'));

test('no test sleeps, and none asserts timing', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter(takesTime).map(({ path }) => path)).toEqual([]);
});

test.each([
  'setTimeout(done, 100)',
  "import { setTimeout as pause } from 'node:timers/promises'",
  'performance.now() - began',
])('one that does is seen: %s', (text) => {
  expect(takesTime({ path: 'test/http/jobs.test.ts', text })).toBe(true);
});
