import { expect, test } from 'vitest';
import { insistWith } from '../../src/actors/insist.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { manualClock } from '../support/manual-clock.ts';

test('news of a message whose archive lies elsewhere is put aside, and is no trouble of the whole process', async () => {
  const defects: unknown[] = [];
  const insist = insistWith({ clock: manualClock(), logger: silentLogger, defect: (thrown) => defects.push(thrown) });
  const missing = new Fault('archive.missing', 'Older facts are in archive/000001.jsonl.gz', {
    hint: 'Put it back.',
    retryable: false,
  });
  expect(await insist(() => Promise.reject(missing))).toBeNull();
  expect(defects).toEqual([]);
});
