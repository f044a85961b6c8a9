/** What can be asked of the tables. HTTP and the actors read through this and nothing else. */
import type { Database } from 'better-sqlite3';
import { type AlarmReads, alarmReads } from './alarms.ts';
import { type IdempotencyReads, idempotencyReads } from './idempotency.ts';
import { type JobReads, jobReads } from './job-reads.ts';
import { type LineReads, lineReads } from './line-reads.ts';
import { type MinutesReads, minutesReads } from './minutes.ts';
import { type QueueReads, queueReads } from './queues.ts';
import { type SessionReads, sessionReads } from './sessions.ts';
import { type StatsReads, statsReads } from './stats.ts';

/** Every answer is of one moment: nothing is awaited, and what has been appended is in it. */
export interface Reads {
  readonly jobs: JobReads;
  readonly line: LineReads;
  readonly stats: StatsReads & MinutesReads;
  readonly sessions: SessionReads;
  readonly queues: QueueReads;
  readonly alarms: AlarmReads;
  readonly idempotency: IdempotencyReads;
  /** Reads of one moment for the price of one: each alone asks the operating system for its locks and gives them back. */
  together<T>(read: () => T): T;
}

const readsTogether = (db: Database): Reads['together'] => {
  const begin = db.prepare('begin');
  const end = db.prepare('commit');
  return (read) => {
    if (db.inTransaction) return read();
    begin.run();
    try {
      return read();
    } finally {
      end.run();
    }
  };
};

/** To be opened after the log and the projections, whose tables it reads. */
export const openReads = (db: Database): Reads => ({
  jobs: jobReads(db),
  line: lineReads(db),
  stats: { ...statsReads(db), ...minutesReads(db) },
  sessions: sessionReads(db),
  queues: queueReads(db),
  alarms: alarmReads(db),
  idempotency: idempotencyReads(db),
  together: readsTogether(db),
});
