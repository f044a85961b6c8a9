/**
 * The log in SQLite: a committed append survives a kill and a power cut.
 *
 * SQLite checkpoints the write-ahead log every 1,000 pages and when the database is closed; in addition, an idle log
 * does so (`checkpoint.ts`). On a full disk no checkpoint is possible, and none is needed: the write-ahead log stays
 * where it is and is read at the next start.
 */
import type { Database } from 'better-sqlite3';
import { type Clock, systemClock } from '../../kernel/clock.ts';
import { Defect } from '../../kernel/fault.ts';
import { idleCheckpoint } from './checkpoint.ts';
import { diskFault } from './disk-fault.ts';
import { eventLog } from '../../events/log/event-log.ts';
import type { EventLog, Projector } from '../../events/log/log.ts';
import { recordedOf } from '../../events/log/row.ts';
import { sqliteStore } from './sqlite-store.ts';
import type { Store } from '../../events/log/store.ts';

export interface SqliteLogOptions {
  readonly project?: Projector;
  readonly clock?: Clock;
}

/** The end of the log, read at each start. The cost does not grow with the log. */
const checkEnd = (store: Store): void => {
  const head = store.head();
  const [last] = store.rows({ after: head.position - 1, limit: 2 });
  if (last) recordedOf(last);
  if ((last?.position ?? 0) === head.position && (last?.hash ?? head.hash) === head.hash) return;
  throw new Defect(`The log's last row is not the one that its head names, at position ${head.position}`, {
    position: head.position,
  });
};

/** What a full disk leaves unsettled, the next start makes good. */
const unlessDiskFails = (work: () => void): void => {
  try {
    work();
  } catch (thrown) {
    if (!diskFault('The tables cannot be written', thrown)) throw thrown;
  }
};

/**
 * Takes over the database: closing the log closes it.
 * @throws Defect when the end of the log is not what it should be.
 */
export const sqliteLog = (db: Database, { project, clock = systemClock }: SqliteLogOptions = {}): EventLog => {
  const store = sqliteStore(db, project);
  checkEnd(store);
  const settle = (): void => project?.settle();
  const idle = idleCheckpoint(db, clock, settle);
  const close = (): void => {
    idle.stop();
    unlessDiskFails(settle);
    store.close();
  };
  const log = eventLog({ ...store, close });
  log.onCommit(() => idle.touch());
  return { ...log, trouble: () => log.trouble() ?? idle.trouble() };
};
