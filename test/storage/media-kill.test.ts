import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import type { MediaFiles } from '../../src/messages/media.ts';
import { openMediaFiles } from '../../src/storage/media/media-files.ts';
import { folder } from '../support/process.ts';
import { rounds } from '../support/rounds.ts';

const TAKER = join(import.meta.dirname, 'take-until-killed.ts');

const POINTS = [
  'a part is half written',
  'a file is about to get its name',
  'a file has its name',
  'a file was answered',
  'a file was removed',
] as const;

type Line = readonly string[];

/** What the process printed until it was killed. */
const linesUntilKilled = async (...args: readonly string[]): Promise<Line[]> => {
  const child = spawn(process.execPath, [TAKER, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const gone = once(child, 'exit');
  const lines: Line[] = [];
  for await (const line of createInterface(child.stdout)) lines.push(line.split(' '));
  expect(await gone).toEqual([null, 'SIGKILL']);
  return lines;
};

const valuesOf = (lines: readonly Line[], word: string): Set<string> =>
  new Set(lines.filter(([first]) => first === word).map(([, value = '']) => value));

const isSynced = (lines: readonly Line[], path: string): boolean =>
  lines.some(([word, what]) => word === 'synced' && what === path);

/** Whether a file was on disk, with its name, after these lines. One without a name in them has it from a run before. */
const isOnDisk = (lines: readonly Line[], path: string): boolean => {
  const subfolder = dirname(path);
  const named = lines.findLastIndex(([word, , to]) => word === 'renamed' && to === path);
  const made = lines.findIndex(([word, what]) => word === 'made' && what === subfolder);
  const part = lines[named]?.[1];
  return (
    (part === undefined || isSynced(lines.slice(0, named), part)) &&
    isSynced(lines.slice(named + 1), subfolder) &&
    (made < 0 || isSynced(lines.slice(made), dirname(subfolder)))
  );
};

const answeredTooEarly = (lines: readonly Line[], files: MediaFiles): string[] =>
  lines.flatMap(([word, sha256 = ''], index) =>
    word === 'answered' && !isOnDisk(lines.slice(0, index), files.pathOf(sha256)) ? [sha256] : [],
  );

test('killed anywhere, the store has whole files only, and every file that it answered', async () => {
  const media = join(folder(), 'media');
  const kept = new Set<string>();
  for (let round = 1; round <= rounds(1); round += 1) {
    for (const point of POINTS) {
      const nth = 1 + ((round * 7) % 20);
      const lines = await linesUntilKilled(media, `${point} ${round}`, point, String(nth));
      const removing = valuesOf(lines, 'removing');
      for (const sha256 of valuesOf(lines, 'answered')) if (!removing.has(sha256)) kept.add(sha256);

      const files = openMediaFiles({ folder: media, clock: systemClock, entropy: systemEntropy });
      expect(readdirSync(join(media, 'scratch'))).toEqual([]);
      expect(answeredTooEarly(lines, files)).toEqual([]);
      const found = new Set<string>();
      for await (const { sha256, name } of files.list()) {
        expect([name, sha256 && (await files.check(sha256))]).toEqual([name, 'whole']);
        found.add(sha256 ?? name);
      }
      expect([...kept].filter((sha256) => !found.has(sha256))).toEqual([]);
    }
  }
  expect(kept.size).toBeGreaterThan(5);
});
