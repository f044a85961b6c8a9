/** P6: the time of a restart until `/healthz` answers, with a long past and with none. */
import { join } from 'node:path';
import type { Bench, Size } from './bench.ts';
import { newFolder } from './kit/folder.ts';
import { FACTS_A_JOB, writePast } from './kit/past.ts';
import { restartMs } from './kit/processes.ts';

const FACTS: Record<Size, number> = { full: 1_000_000, quick: 20_000 };

export const p6: Bench = {
  name: 'p6',
  title: 'Restart until /healthz answers, with 1M facts and 250k jobs behind it',
  against: 'the same with an empty log',
  unit: 'ms',
  better: 'less',
  floor: 1.5,
  aim: 1.1,
  async open(size) {
    const [long, empty] = [newFolder(), newFolder()];
    await writePast({ file: join(long.path, 'waybill.db'), finished: FACTS[size] / FACTS_A_JOB });
    // The first start creates users and keys.
    for (const { path } of [long, empty]) await restartMs(path);
    return {
      ours: () => restartMs(long.path),
      theirs: () => restartMs(empty.path),
      async close() {
        long.remove();
        empty.remove();
      },
    };
  },
};
