import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdDataFolder } from '../../src/cli/hold.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-hold-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a data folder has one holder, and the second learns who it is', () => {
  const hold = holdDataFolder(folder, 'waybill start');
  expect(() => holdDataFolder(folder, 'waybill rebuild')).toThrow(
    expect.objectContaining({
      code: 'data.in_use',
      message: expect.stringMatching(/is in use by waybill start, process \d+ on \S+\.$/),
    }),
  );
  hold.release();
  hold.release();
  holdDataFolder(folder, 'waybill rebuild').release();
  expect(readdirSync(folder)).toEqual(['lock']);
});

test('a holder that was killed holds nothing, though its name still stands there', async () => {
  const program = `
    const { holdDataFolder } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/cli/hold.ts'))});
    holdDataFolder(${JSON.stringify(folder)}, 'waybill start');
    // Nobody keeps what it returned: the lock must not go with it.
    globalThis.gc();
    console.log('held');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(holder.stdout, 'data');
    expect(() => holdDataFolder(folder, 'waybill verify')).toThrow(`process ${holder.pid}`);
  } finally {
    holder.kill('SIGKILL');
  }
  await once(holder, 'exit');
  holdDataFolder(folder, 'waybill verify').release();
});

test('a folder that cannot be locked is a fault that says what to do', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => holdDataFolder(join(folder, 'file'), 'waybill start')).toThrow(
    expect.objectContaining({ code: 'data.unusable', hint: expect.stringContaining('WAYBILL_DATA') }),
  );
});
