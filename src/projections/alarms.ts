/**
 * When to wake what is no job: a session that restarts, a queue that cools. Jobs wake by the dispatch line.
 *
 * An alarm that was set in what is now the future tells that the clock was set back. How long it has waited nobody knows,
 * so it is due: to come early costs an attempt, to wait for the same hour twice costs the hour.
 */
import type { Database } from 'better-sqlite3';
import type { Recorded } from '../events/log/log.ts';
import type { Millis } from '../kernel/clock.ts';
import { projection } from './projection.ts';

const schema = `
  create table alarms (stream text primary key, at integer not null, set_at integer not null) strict, without rowid;
  create index alarms_by_time on alarms (at);
`;

const prepare = (db: Database) => ({
  set: db.prepare(`insert into alarms (stream, at, set_at) values (?, ?, ?)
    on conflict (stream) do update set at = excluded.at, set_at = excluded.set_at`),
  clear: db.prepare('delete from alarms where stream = ?'),
});

type Db = ReturnType<typeof prepare>;

const clear = (db: Db, { stream }: Recorded): void => {
  db.clear.run(stream);
};

export const alarms = projection({
  name: 'alarms',
  version: 2,
  schema,
  prepare,
  on: {
    'session.closed': (db, { stream, at, data }) => db.set.run(stream, data.restartAt, at),
    'session.interrupted': (db, { stream, at, data }) => db.set.run(stream, data.restartAt, at),
    'session.started': clear,
    'session.stopped': clear,
    'session.logged_out': clear,
    'session.halted': clear,
    'queue.cooled': (db, { stream, at, data }) => db.set.run(stream, data.until, at),
    'queue.paused': clear,
    'queue.resumed': clear,
  },
});

export interface AlarmReads {
  /** The streams to wake, the earliest first. */
  due(now: Millis): readonly { readonly stream: string; readonly at: Millis }[];
  /** When the next one after this is due; null when there is none. */
  nextAfter(now: Millis): Millis | null;
}

export const alarmReads = (db: Database): AlarmReads => {
  const due = db.prepare<[number, number], { stream: string; at: Millis }>(
    'select stream, at from alarms where at <= ? or set_at > ? order by at, stream',
  );
  const next = db.prepare<[number], Millis | null>('select min(at) from alarms where at > ?').pluck();
  return { due: (now) => due.all(now, now), nextAfter: (now) => next.get(now) ?? null };
};
