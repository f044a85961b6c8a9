/**
 * When to wake an actor: a session that restarts, a queue that cools, as the deadlines in facts say. Jobs wake by the
 * dispatch line.
 *
 * An alarm that was set in what is now the future tells that the clock was set back. Nobody knows how long it has waited,
 * so it is due: to come early costs an attempt, to wait for the same hour twice costs the hour.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../events/facts/catalogue.ts';
import { deadlines } from '../events/facts/deadlines.ts';
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
type Moving = Recorded<FactOf<keyof typeof deadlines>>;

/** The time that a fact sets, or null when it ends the wait of its stream. */
const deadlineOf = ({ type, data }: Moving): Millis | null => {
  const read = deadlines[type] as (fact: object) => Millis | null;
  return read(data);
};

const move = (db: Db, recorded: Moving): void => {
  const { stream, at } = recorded;
  const deadline = deadlineOf(recorded);
  if (deadline === null) db.clear.run(stream);
  else db.set.run(stream, deadline, at);
};

export const alarms = projection({
  name: 'alarms',
  version: 2,
  schema,
  prepare,
  on: Object.fromEntries(Object.keys(deadlines).map((type) => [type, move])),
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
