/** P10: the size of a finished job in the file: its four facts and its rows in every table, without its text. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Size } from './bench.ts';
import { newFolder } from './kit/folder.ts';
import { writePast } from './kit/past.ts';

const JOBS: Record<Size, number> = { full: 50_000, quick: 5_000 };

export const p10: Bench = {
  name: 'p10',
  title: 'Bytes of the database for each finished job, all of which say the same',
  unit: 'bytes/job',
  better: 'less',
  floor: 2_000,
  aim: 900,
  open: async (size) => ({
    async ours() {
      const folder = newFolder();
      const [empty, full] = [join(folder.path, 'empty.db'), join(folder.path, 'full.db')];
      await writePast({ file: empty });
      await writePast({ file: full, finished: JOBS[size] });
      const bytes = statSync(full).size - statSync(empty).size;
      folder.remove();
      return bytes / JOBS[size];
    },
    close: async () => {},
  }),
};
