/**
 * How many jobs of each session were completed and given up in each minute, and how many messages came in. Minutes without
 * any have no row. What a phone hands over of its history did not come in when it was recorded, and is not counted.
 */
import type { Database } from 'better-sqlite3';
import type { Recorded } from '../events/log/log.ts';
import type { Millis } from '../kernel/clock.ts';
import type { SessionId } from '../kernel/ids.ts';
import { projection } from './projection.ts';
import type { Settled } from './settled.ts';

const MINUTE_MS = 60_000;

/** `minute` counts from 1970. */
const schema = `
  create table minutes (
    session text not null,
    minute integer not null,
    completed integer not null,
    failed integer not null,
    received integer not null,
    primary key (session, minute)
  ) strict, without rowid;
`;

const prepare = (db: Database) => ({
  add: db.prepare(`insert into minutes (session, minute, completed, failed, received) values (?, ?, ?, ?, ?)
    on conflict (session, minute) do update set
      completed = completed + excluded.completed, failed = failed + excluded.failed, received = received + excluded.received`),
});

interface Counts {
  readonly completed: number;
  readonly failed: number;
  readonly received: number;
}

const NONE: Counts = { completed: 0, failed: 0, received: 0 };

/** By session, then by minute. */
type Gathered = Map<string, Map<number, Counts>>;

const count = (what: keyof Counts, { header, at }: Recorded, gathered: Gathered): void => {
  const session = header.session ?? '';
  const minute = Math.floor(at / MINUTE_MS);
  const minutes = gathered.get(session) ?? new Map<number, Counts>();
  const counts = minutes.get(minute) ?? NONE;
  gathered.set(session, minutes.set(minute, { ...counts, [what]: counts[what] + 1 }));
};

const each =
  (what: keyof Counts) =>
  (_: ReturnType<typeof prepare>, recorded: Recorded, gathered: Gathered): void =>
    count(what, recorded, gathered);

export const minutes = projection({
  name: 'minutes',
  lags: true,
  version: 2,
  schema,
  prepare,
  gather: (): Gathered => new Map(),
  on: {
    'job.completed': each('completed'),
    'job.abandoned': each('failed'),
    'job.expired': each('failed'),
    'message.received': (_, recorded, gathered) => {
      if (recorded.data.direction === 'in' && recorded.data.source !== 'history') count('received', recorded, gathered);
    },
  },
  settle: (db, gathered) => {
    for (const [session, minutes] of gathered) {
      for (const [minute, { completed, failed, received }] of minutes)
        db.add.run(session, minute, completed, failed, received);
    }
  },
});

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

export interface MinutesReads {
  /**
   * Messages completed in the last 60 seconds. The previous minute's messages are assumed to be evenly spread over it.
   */
  throughput(session: SessionId, now: Millis): number;
  /** 60 numbers of each, one for each minute; the last is the current minute. */
  lastHour(session: SessionId, now: Millis): { readonly [What in keyof Counts]: number[] };
  /** The sums of the last 24 hours, to the minute. */
  lastDay(session: SessionId, now: Millis): Counts;
}

const firstOf = (now: Millis, length: number): number => Math.floor(now / MINUTE_MS) - length + 1;

export const minutesReads = (settled: Settled): MinutesReads => {
  const since = settled.prepare<[string, number], Counts & { minute: number }>(
    'select minute, completed, failed, received from minutes where session = ? and minute >= ?',
  );
  const sums = settled.prepare<[string, number], Counts>(`select coalesce(sum(completed), 0) as completed,
    coalesce(sum(failed), 0) as failed, coalesce(sum(received), 0) as received
    from minutes where session = ? and minute >= ?`);
  const series = (session: SessionId, now: Millis, length: number): Counts[] => {
    const first = firstOf(now, length);
    const rows = new Map(since.all(session, first).map(({ minute, ...counts }) => [minute, counts]));
    return Array.from({ length }, (_, index) => rows.get(first + index) ?? NONE);
  };
  return {
    throughput(session, now) {
      const [before, current] = series(session, now, 2).map(({ completed }) => completed);
      const elapsed = (now % MINUTE_MS) / MINUTE_MS;
      return (current ?? 0) + (before ?? 0) * (1 - elapsed);
    },
    lastHour(session, now) {
      const hour = series(session, now, HOUR_MINUTES);
      return {
        completed: hour.map(({ completed }) => completed),
        failed: hour.map(({ failed }) => failed),
        received: hour.map(({ received }) => received),
      };
    },
    lastDay: (session, now) => sums.get(session, firstOf(now, DAY_MINUTES)) ?? NONE,
  };
};
