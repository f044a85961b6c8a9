import { setImmediate as nextTurn } from 'node:timers/promises';
import { memoryDatabase } from '../support/memory-database.ts';
import { memoryLog } from '../../src/events/log/memory-log.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { readingContract } from './event-log-reading.ts';
import { writingContract } from './event-log-writing.ts';

readingContract('the log in memory', () => memoryLog());
writingContract('the log in memory', (project) => {
  const log = memoryLog({ project });
  return { log, breakCommits: () => log.failNextCommit(), mend: () => {} };
});

/** A slow store, like a remote database: appends arrive while a commit is running. */
const written = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await nextTurn();
};
readingContract('the log over a commit that answers later', () => memoryLog({ written }));
writingContract('the log over a commit that answers later', (project) => {
  const log = memoryLog({ project, written });
  return { log, breakCommits: () => log.failNextCommit(), mend: () => {} };
});

/** The maximum number of pages that SQLite allows. */
const PAGES_MAX = 1_073_741_823;

readingContract('the log in SQLite', () => sqliteLog(memoryDatabase()));
writingContract('the log in SQLite', (project) => {
  const db = memoryDatabase();
  return {
    log: sqliteLog(db, { project }),
    breakCommits: () => db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`),
    mend: () => db.pragma(`max_page_count = ${PAGES_MAX}`),
  };
});
