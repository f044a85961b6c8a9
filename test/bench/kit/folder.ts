/** A folder that is deleted after the benchmark. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const newFolder = (): { path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'waybill-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};
