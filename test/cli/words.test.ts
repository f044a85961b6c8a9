import { expect, test } from 'vitest';
import { nearest } from '../../src/config/nearest.ts';
import { progressOf } from '../../src/cli/progress.ts';
import { transferOf } from '../../src/cli/transfer.ts';
import { count, durationText } from '../../src/story/words.ts';
import { fakeShell } from './fake-shell.ts';

test.each([
  [-5, '0 ms'],
  [350, '350 ms'],
  [2_000, '2 s'],
  [2_540, '2.5 s'],
  [60_000, '1 min'],
  [90_000, '1 min 30 s'],
  [3_599_999, '60 min'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
])('%d ms are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test('amounts agree with their noun', () => {
  expect([0, 1, 1_000_000].map((amount) => count(amount, 'job'))).toEqual(['0 jobs', '1 job', '1,000,000 jobs']);
});

test('the word that was meant is guessed when it is close, and only then', () => {
  const known = ['start', 'sandbox', 'verify'];
  expect(nearest('strat', known)).toBe('start');
  expect(nearest('VERIFY', known)).toBe('verify');
  expect(nearest('stop', known)).toBeNull();
});

const clock = () => {
  let now = 0;
  return { elapsed: () => now, wait: (ms: number) => void (now += ms) };
};

test('a long task is told now and then, a quick one not at all', () => {
  const shell = fakeShell();
  const { elapsed, wait } = clock();
  const { at } = progressOf(shell, 'rebuilding', elapsed);
  at(1, 1_000_000);
  wait(5_000);
  at(500_000, 1_000_000);
  at(500_001, 1_000_000);
  at(1_000_000, 1_000_000);
  expect(shell.errLines).toEqual(['rebuilding: 500,000 of 1,000,000']);
});

test('on a terminal it is a bar, which is wiped at the end', () => {
  const shell = fakeShell({ terminal: true });
  const { elapsed, wait } = clock();
  const { at } = progressOf(shell, 'rebuilding', elapsed);
  wait(100);
  at(1, 2);
  at(2, 2);
  expect(shell.overwritten).toEqual([`rebuilding  ${'█'.repeat(15)}${'░'.repeat(15)}  1 of 2`, '']);
  expect(shell.errLines).toEqual([]);
});

test('an upload is one line that is rewritten: how much of it, and how fast', () => {
  const shell = fakeShell({ terminal: true });
  const { elapsed, wait } = clock();
  const transfer = transferOf(shell, { name: 'a-long-film-of-our-holidays.mp4', total: 80_000_000 }, elapsed);
  transfer.at(1_000_000);
  wait(500);
  transfer.at(10_000_000);
  transfer.at(10_000_001);
  wait(1_500);
  transfer.at(40_000_000);
  transfer.end();
  expect(shell.overwritten).toEqual([
    `a-long-film-of-our-holi…  ${'█'.repeat(3)}${'░'.repeat(21)}  12 %  10.0 of 80.0 MB  20.0 MB/s`,
    `a-long-film-of-our-holi…  ${'█'.repeat(12)}${'░'.repeat(12)}  50 %  40.0 of 80.0 MB  20.0 MB/s`,
    '',
  ]);
});

test('an upload of unknown size says what has gone', () => {
  const shell = fakeShell({ terminal: true });
  const { elapsed, wait } = clock();
  const transfer = transferOf(shell, { name: 'standard input', total: null }, elapsed);
  wait(1_000);
  transfer.at(2_500_000);
  expect(shell.overwritten).toEqual(['standard input  2.5 MB  2.5 MB/s']);
});

test.each([
  ['a quick upload', { terminal: true }, 100],
  ['an upload without a terminal', { terminal: false }, 5_000],
  ['an upload with NO_COLOR', { terminal: true, env: { NO_COLOR: '1' } }, 5_000],
  ['an upload in CI', { terminal: true, env: { CI: 'true' } }, 5_000],
])('%s is not told', (_, setting, ms) => {
  const shell = fakeShell(setting);
  const { elapsed, wait } = clock();
  const transfer = transferOf(shell, { name: 'a.pdf', total: 2 }, elapsed);
  wait(ms);
  transfer.at(1);
  transfer.end();
  expect([shell.overwritten, shell.outLines, shell.errLines]).toEqual([[], [], []]);
});
