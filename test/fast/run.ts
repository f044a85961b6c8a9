/**
 * What a change of one file needs, in less than twenty seconds: `npm run test:fast`, or `npm run test:fast -- src/kernel/ids.ts`.
 * It checks the types, and runs the tests that import what has changed since the last commit, or the named files. Tests
 * that start processes, threads or a browser are left to `npm test`: what they start, they do not import.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

const run = async (program: string, args: readonly string[]): Promise<boolean> => {
  const env = { ...process.env, WAYBILL_TEST_FAST: '1' };
  const child = spawn(process.execPath, [program, ...args], { cwd: root, env, stdio: 'inherit' });
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
const files = (named.length > 0 ? named : changed()).filter((file) => file.endsWith('.ts') || file.endsWith('.tsx'));
const passed = await Promise.all([
  types('.', 'node'),
  types('web', 'web'),
  files.length === 0 ||
    run('node_modules/vitest/vitest.mjs', ['related', '--run', '--passWithNoTests', '--project', 'shared', ...files]),
]);
process.exitCode = passed.every(Boolean) ? 0 : 1;
