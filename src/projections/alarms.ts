/**
 * When to wake an actor by the deadlines in its facts: a session that restarts, a queue that cools, a job whose time is
 * over. The dispatch line wakes jobs for their attempts.
 *
 * An alarm that was set at a future time shows that the clock was set back. How long it has waited is unknown, so it
 * counts as due: an early alarm costs an attempt, a late one could cost the hour by which the clock was set back.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../events/facts/catalogue.ts';
import { deadlines } from '../events/facts/deadlines.ts';
import type { Recorded } from '../events/log/log.ts';
import type { Millis } from '../kernel/clock.ts';
import { LISTED, listOf } from './listed.ts';
import { projection } from './projection.ts';

const schema = `
  create table alarms (stream text primary key, at integer not null, set_at integer not null) strict, without rowid;
  create index alarms_by_time on alarms (at);
`;

const prepare = (db: Database) => ({
  set: db.prepare(`insert into alarms (stream, at, set_at) values (?, ?, ?)
    on conflict (stream) do update set at = excluded.at, set_at = excluded.set_at`),
  clear: db.prepare(`delete from alarms where stream in ${LISTED}`),
});

type Db = ReturnType<typeof prepare>;
type Moving = Recorded<FactOf<keyof typeof deadlines>>;

/** The deadline that a fact sets; null if it clears the deadline of its stream, undefined if it leaves it alone. */
const deadlineOf = ({ type, data }: Moving): Millis | null | undefined => {
  const read = deadlines[type] as (fact: object) => Millis | null | undefined;
  return read(data);
};

/** The last that the facts of a commit say of a stream's deadline. */
type Moves = Map<string, { readonly deadline: Millis | null; readonly at: Millis }>;

const move = (_: Db, recorded: Moving, moves: Moves): void => {
  const deadline = deadlineOf(recorded);
  if (deadline !== undefined) moves.set(recorded.stream, { deadline, at: recorded.at });
};

export const alarms = projection({
  name: 'alarms',
  version: 4,
  schema,
  prepare,
  gather: (): Moves => new Map(),
  settle: (db, moves) => {
    const cleared: string[] = [];
    for (const [stream, { deadline, at }] of moves) {
      if (deadline === null) cleared.push(stream);
      else db.set.run(stream, deadline, at);
    }
    if (cleared.length > 0) db.clear.run(listOf(cleared));
  },
  on: Object.fromEntries(Object.keys(deadlines).map((type) => [type, move])),
});

export interface AlarmReads {
  /** The streams to wake, earliest deadline first. */
  due(now: Millis): readonly { readonly stream: string; readonly at: Millis }[];
  /** When the next alarm after this time is due; null if there is none. */
  nextAfter(now: Millis): Millis | null;
}

export const alarmReads = (db: Database): AlarmReads => {
  const due = db.prepare<[number, number], { stream: string; at: Millis }>(
    'select stream, at from alarms where at <= ? or set_at > ? order by at, stream',
  );
  const next = db.prepare<[number], Millis | null>('select min(at) from alarms where at > ?').pluck();
  return { due: (now) => due.all(now, now), nextAfter: (now) => next.get(now) ?? null };
};
