/**
 * What a change of one file needs, in less than twenty seconds: `npm run test:fast`, or `npm run test:fast -- src/kernel/ids.ts`.
 * It checks the types, and runs the tests nearest to what has changed since the last commit, or to the named files.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { sourceFiles, ROOT as root } from '../tidy/source-files.ts';
import { nearestTests } from './nearest.ts';

const run = async (program: string, args: readonly string[]): Promise<boolean> => {
  const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return code === 0;
};

/** Only what has changed since the last time is checked again. */
const types = (project: string, name: string): Promise<boolean> =>
  run(
    'node_modules/typescript/bin/tsc',
    ['--noEmit', '--incremental', '-p', project].concat('--tsBuildInfoFile', `node_modules/.cache/types-${name}.json`),
  );

const changed = (): string[] => {
  const { stdout } = spawnSync('git', ['status', '--porcelain', '--untracked-files=all'], {
    cwd: root,
    encoding: 'utf8',
  });
  return stdout.split('\n').flatMap((line) => line.slice(3).split(' -> ').at(-1) || []);
};

const named = process.argv.slice(2);
const tests = nearestTests(sourceFiles('src', 'test', 'web/src', 'packages'), named.length > 0 ? named : changed());
const passed = await Promise.all([
  types('.', 'node'),
  types('web', 'web'),
  tests.length === 0 || run('node_modules/vitest/vitest.mjs', ['run', ...tests]),
]);
process.exitCode = passed.every(Boolean) ? 0 : 1;
