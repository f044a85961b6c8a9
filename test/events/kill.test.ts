import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { folder } from './folder.ts';

const APPENDER = join(import.meta.dirname, 'append-until-killed.ts');
const ACKNOWLEDGED_BEFORE_KILL = 400;

test('what was acknowledged is there after the process was killed, three times over', async () => {
  const file = join(folder(), 'waybill.db');
  const acknowledged: number[] = [];
  for (const round of [1, 2, 3]) {
    const child = spawn(process.execPath, [APPENDER, file, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    for await (const line of createInterface(child.stdout)) {
      acknowledged.push(Number(line));
      if (acknowledged.length === round * ACKNOWLEDGED_BEFORE_KILL) child.kill('SIGKILL');
    }
    if (child.signalCode === null) await once(child, 'exit');

    const log = sqliteLog(openDatabase(file));
    expect(log.head().position).toBeGreaterThanOrEqual(Math.max(...acknowledged));
    expect(await log.verify()).toBeNull();
    await log.close();
  }
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
});
