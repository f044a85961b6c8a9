/** Runs as a process: appends to the given file, and prints each position once it is acknowledged. */
import { writeSync } from 'node:fs';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { append, job, started } from './story.ts';

const log = sqliteLog(openDatabase(process.argv[2] ?? ''));

/** Streams that only this run has. */
const base = Number(process.argv[3]) * 1_000_000;

/** One of several callers, so that commits contain more than one append. */
const appendForever = async (first: number): Promise<never> => {
  for (let number = first; ; number += 8) {
    const [fact] = await log.append(append(job(base + number), 0, started()));
    writeSync(1, `${fact?.position}\n`);
  }
};

await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(appendForever));
