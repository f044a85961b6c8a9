/** How many jobs of each session were completed, and given up, in each minute. Minutes without any have no row. */
import type { Database } from 'better-sqlite3';
import type { Recorded } from '../events/log/log.ts';
import type { Millis } from '../kernel/clock.ts';
import type { SessionId } from '../kernel/ids.ts';
import { projection } from './projection.ts';

const MINUTE_MS = 60_000;

/** `minute` counts from 1970. */
const schema = `
  create table minutes (
    session text not null,
    minute integer not null,
    completed integer not null,
    failed integer not null,
    primary key (session, minute)
  ) strict, without rowid;
`;

const prepare = (db: Database) => ({
  add: db.prepare(`insert into minutes (session, minute, completed, failed) values (?, ?, ?, ?)
    on conflict (session, minute)
    do update set completed = completed + excluded.completed, failed = failed + excluded.failed`),
});

type Ended = { completed: number; failed: number };
/** By session, then by minute. */
type Gathered = Map<string, Map<number, Ended>>;

const end =
  (how: keyof Ended) =>
  (_: ReturnType<typeof prepare>, recorded: Recorded, gathered: Gathered): void => {
    const session = recorded.header.session ?? '';
    const minute = Math.floor(recorded.at / MINUTE_MS);
    const minutes = gathered.get(session) ?? new Map<number, Ended>();
    const ended = minutes.get(minute) ?? { completed: 0, failed: 0 };
    ended[how] += 1;
    gathered.set(session, minutes.set(minute, ended));
  };

export const minutes = projection({
  name: 'minutes',
  version: 1,
  schema,
  prepare,
  gather: (): Gathered => new Map(),
  on: { 'job.completed': end('completed'), 'job.abandoned': end('failed'), 'job.expired': end('failed') },
  settle: (db, gathered) => {
    for (const [session, minutes] of gathered) {
      for (const [minute, { completed, failed }] of minutes) db.add.run(session, minute, completed, failed);
    }
  },
});

const HOUR_MINUTES = 60;

export interface MinutesReads {
  /**
   * Messages completed in the last 60 seconds. The previous minute's messages are assumed to be evenly spread over it.
   */
  throughput(session: SessionId, now: Millis): number;
  /** 60 numbers, one for each minute; the last is the current minute. */
  lastHour(session: SessionId, now: Millis): { readonly completed: number[]; readonly failed: number[] };
}

export const minutesReads = (db: Database): MinutesReads => {
  const since = db.prepare<[string, number], Ended & { minute: number }>(
    'select minute, completed, failed from minutes where session = ? and minute >= ?',
  );
  const series = (session: SessionId, now: Millis, length: number): Ended[] => {
    const first = Math.floor(now / MINUTE_MS) - length + 1;
    const rows = new Map(since.all(session, first).map(({ minute, ...ended }) => [minute, ended]));
    return Array.from({ length }, (_, index) => rows.get(first + index) ?? { completed: 0, failed: 0 });
  };
  return {
    throughput(session, now) {
      const [before, current] = series(session, now, 2).map(({ completed }) => completed);
      const elapsed = (now % MINUTE_MS) / MINUTE_MS;
      return (current ?? 0) + (before ?? 0) * (1 - elapsed);
    },
    lastHour(session, now) {
      const hour = series(session, now, HOUR_MINUTES);
      return { completed: hour.map(({ completed }) => completed), failed: hour.map(({ failed }) => failed) };
    },
  };
};
