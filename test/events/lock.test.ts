import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { doorOf, lockFolder } from '../../src/storage/sqlite/lock.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { folder } from './folder.ts';

const HOLDER = join(import.meta.dirname, 'hold-folder.ts');

/** Another process that holds the folder. */
const holder = async (path: string): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [HOLDER, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
};

const refusal = (path: string): Fault => {
  try {
    lockFolder(path).release();
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
  throw new Error('the folder was free');
};

test('a second process is refused and told who the first one is', async () => {
  const path = folder();
  const child = await holder(path);
  const fault = refusal(path);
  expect(fault).toMatchObject({
    code: 'folder.locked',
    retryable: false,
    hint: expect.stringContaining('WAYBILL_DATA'),
  });
  expect(fault.message).toContain(path);
  expect(fault.message).toContain(`process ${child.pid} on ${hostname()}, which started at 20`);
});

test('the folder is free as soon as its process was killed, whatever is left in it', async () => {
  const path = folder();
  const child = await holder(path);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(JSON.parse(readFileSync(join(path, 'lock.json'), 'utf8'))).toMatchObject({ pid: child.pid });
  lockFolder(path).release();
});

test('the ticket of a holder is for its own user alone, also where an older file was open to others', () => {
  const path = folder();
  const file = join(path, 'lock.json');
  writeFileSync(file, '{}', { mode: 0o644 });
  const lock = lockFolder(path);
  lock.announce({ url: 'http://127.0.0.1:1', ticket: 'secret' });
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  expect(doorOf(path)?.ticket).toBe('secret');
  lock.release();
});

test('a process id that lives again in another process locks nothing', () => {
  const path = folder();
  writeFileSync(join(path, 'lock.json'), JSON.stringify({ pid: process.ppid, host: hostname(), since: '2026-01-01' }));
  lockFolder(path).release();
});

test('within one process the folder is taken once, and free again after its release', () => {
  const path = folder();
  const lock = lockFolder(path);
  expect(refusal(path).message).toContain(`process ${process.pid}`);
  lock.release();
  lock.release();
  lockFolder(path).release();
});

test('a holder that left no name is still in the way', async () => {
  const path = folder();
  await holder(path);
  rmSync(join(path, 'lock.json'));
  expect(refusal(path).message).toContain('did not say who it is');
});

test('a folder that cannot be locked says so', () => {
  expect(refusal(join(folder(), 'missing'))).toMatchObject({ code: 'folder.unusable' });
});
