/** P5: replaying a log into every projection, against a raw paged read of the same log with JSON.parse. */
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import type { Bench, Size } from './bench.ts';
import { newFolder } from './kit/folder.ts';
import { FACTS_A_JOB, writePast } from './kit/past.ts';

const FACTS: Record<Size, number> = { full: 1_000_000, quick: 20_000 };

const rawRead = (db: Database): void => {
  const page = db.prepare<[number], { position: number; data: string }>(
    'select * from events where position > ? order by position limit 1000',
  );
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)?.position ?? 0)) {
    for (const { data } of rows) JSON.parse(data);
  }
};

export const p5: Bench = {
  name: 'p5',
  title: 'Replay of a whole log into all projections',
  against: 'a raw paged read of the log with JSON.parse',
  unit: 'facts/s',
  better: 'more',
  floor: 0.25,
  aim: 0.5,
  async open(size) {
    const folder = newFolder();
    const file = join(folder.path, 'waybill.db');
    await writePast({ file, finished: FACTS[size] / FACTS_A_JOB });
    const db = openDatabase(file);
    const projections = openProjections(db);
    const log = sqliteLog(db, { project: projections });
    const rate = async (work: () => unknown): Promise<number> => {
      const start = performance.now();
      await work();
      return (FACTS[size] / (performance.now() - start)) * 1_000;
    };
    return {
      ours: () => rate(() => projections.rebuild(log)),
      theirs: () => rate(() => rawRead(db)),
      async close() {
        await log.close();
        folder.remove();
      },
    };
  },
};
