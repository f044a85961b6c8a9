/** Processes and folders that end with their test at the latest. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Spawn, spawnWaybill } from './spawn.ts';

/** Runs `waybill` with these arguments; killed at the end of the test. */
export const waybill: Spawn = (...args) => {
  const process = spawnWaybill(...args);
  onTestFinished(async () => {
    await process.end('SIGKILL');
  });
  return process;
};

/** An empty folder. */
export const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'waybill-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};
