/** When to wake what is no job: a session that restarts, a queue that cools. Jobs wake by the dispatch line. */
import type { Database } from 'better-sqlite3';
import type { Recorded } from '../events/log.ts';
import type { Millis } from '../kernel/clock.ts';
import { projection } from './projection.ts';

const schema = `
  create table alarms (stream text primary key, at integer not null) strict, without rowid;
  create index alarms_by_time on alarms (at);
`;

const prepare = (db: Database) => ({
  set: db.prepare('insert into alarms (stream, at) values (?, ?) on conflict (stream) do update set at = excluded.at'),
  clear: db.prepare('delete from alarms where stream = ?'),
});

type Db = ReturnType<typeof prepare>;

const clear = (db: Db, { stream }: Recorded): void => {
  db.clear.run(stream);
};

export const alarms = projection({
  name: 'alarms',
  version: 1,
  schema,
  prepare,
  on: {
    'session.closed': (db, { stream, data }) => db.set.run(stream, data.restartAt),
    'session.interrupted': (db, { stream, data }) => db.set.run(stream, data.restartAt),
    'session.started': clear,
    'session.stopped': clear,
    'session.logged_out': clear,
    'session.halted': clear,
    'queue.cooled': (db, { stream, data }) => db.set.run(stream, data.until),
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
  const due = db.prepare<[number], { stream: string; at: Millis }>(
    'select stream, at from alarms where at <= ? order by at, stream',
  );
  const next = db.prepare<[number], Millis | null>('select min(at) from alarms where at > ?').pluck();
  return { due: (now) => due.all(now), nextAfter: (now) => next.get(now) ?? null };
};
