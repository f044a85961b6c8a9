/** A folder that is deleted after the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'waybill-events-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};
