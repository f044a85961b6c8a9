/**
 * The dispatch line: which jobs may be started next. One row for each job that is waiting or retrying.
 *
 * A lane is what must stay in order: the jobs of one session, chat and priority. Only its first job, the head, may be
 * started, so a head that waits for its retry holds back those behind it. A job that was queued for a later time is a
 * lane of its own (`scheduled`) until it is first started, and holds nobody back. Whoever asks for the next jobs looks
 * at heads only, through a partial index in the order of dispatch: a million rows behind the heads, or behind the first
 * few heads, cost nothing.
 *
 * A retry that was set in what is now the future tells that the clock was set back; like an alarm it is due then. A
 * time that a client asked for is a time of the clock on the wall, whatever happens to it.
 */
import type { Database } from 'better-sqlite3';
import type { Recorded } from '../events/log/log.ts';
import type { Millis } from '../kernel/clock.ts';
import type { Lane, LaneOf } from './lanes.ts';
import { projection } from './projection.ts';

/** `seq` is the number of the job's stream; `due_at` is 0 for at once, `retry_set_at` for what is no retry. */
const schema = `
  create table line (
    session text not null,
    chat text not null,
    priority integer not null,
    scheduled integer not null,
    seq integer not null,
    due_at integer not null,
    retry_set_at integer not null,
    head integer not null,
    primary key (session, chat, priority, scheduled, seq)
  ) strict, without rowid;
  create index line_heads on line (session, priority, due_at, seq) where head = 1;
  create index line_due on line (due_at) where due_at > 0;
  create index line_retries on line (retry_set_at) where retry_set_at > 0;
`;

const OF_LANE = 'session = +? and chat = +? and priority = +? and scheduled = 0';

const prepare = (db: Database, laneOf: LaneOf) => ({
  laneOf,
  join: db.prepare(`insert into line (session, chat, priority, scheduled, seq, due_at, retry_set_at, head)
    values (?, ?, ?, 0, ?, ?, ?, not exists (select 1 from line where ${OF_LANE} and seq < ?))`),
  schedule: db.prepare(`insert into line (session, chat, priority, scheduled, seq, due_at, retry_set_at, head)
    values (?, ?, ?, 1, ?, ?, 0, 1)`),
  leave: db.prepare('delete from line where session = ? and chat = ? and priority = ? and scheduled = ? and seq = ?'),
  setNext: db.prepare(`update line set head = ?
    where ${OF_LANE} and seq = (select min(seq) from line where ${OF_LANE} and seq > +?)`),
});

type Db = ReturnType<typeof prepare>;

/** What one commit does with a job: it was in the line or not, and in the end has a place there or not. */
interface Move {
  readonly first: Recorded;
  dueAt: Millis | null;
  retrySetAt: Millis;
  scheduled: boolean;
}
type Moves = Map<number, Move>;

const move = (
  moves: Moves,
  recorded: Recorded,
  dueAt: Millis | null,
  { retrySetAt = 0, scheduled = false } = {},
): void => {
  const known = moves.get(recorded.streamId);
  if (known) Object.assign(known, { dueAt, retrySetAt, scheduled });
  else moves.set(recorded.streamId, { first: recorded, dueAt, retrySetAt, scheduled });
};

const leave = (_: Db, recorded: Recorded, moves: Moves): void => move(moves, recorded, null);

const wasInLine = ({ from }: Recorded): boolean => from === 'waiting' || from === 'retrying';

/** The first of a lane after a place becomes its head, or is so no more. */
const setNext = (db: Db, { session, chat, priority }: Lane, place: number, head: 0 | 1): void => {
  db.setNext.run(head, session, chat, priority, session, chat, priority, place);
};

const remove = (db: Db, lane: Lane, seq: number): void => {
  const { session, chat, priority } = lane;
  if (db.leave.run(session, chat, priority, 0, seq).changes === 0) db.leave.run(session, chat, priority, 1, seq);
  else setNext(db, lane, 0, 1);
};

const insert = (db: Db, { session, chat, priority }: Lane, seq: number, dueAt: Millis, retrySetAt: Millis): void => {
  db.join.run(session, chat, priority, seq, dueAt, retrySetAt, session, chat, priority, seq);
};

export const line = projection({
  name: 'line',
  version: 3,
  schema,
  prepare,
  gather: (): Moves => new Map(),
  settle: (db, moves) => {
    for (const [seq, { first, dueAt, retrySetAt, scheduled }] of moves) {
      if (dueAt === null && !wasInLine(first)) continue;
      const lane = db.laneOf(first);
      if (wasInLine(first)) remove(db, lane, seq);
      if (dueAt === null) continue;
      if (scheduled) db.schedule.run(lane.session, lane.chat, lane.priority, seq, dueAt);
      else insert(db, lane, seq, dueAt, retrySetAt);
      // One that comes back stands where its age puts it, before all that were queued after it.
      if (first.type !== 'job.queued') setNext(db, lane, seq, 0);
    }
  },
  on: {
    'job.queued': (_, recorded, moves) => {
      const { notBefore } = recorded.data;
      move(moves, recorded, notBefore ?? 0, { scheduled: notBefore !== null });
    },
    'job.failed': (_, recorded, moves) => move(moves, recorded, recorded.data.retryAt, { retrySetAt: recorded.at }),
    'job.interrupted': (_, recorded, moves) => move(moves, recorded, 0),
    'job.retried': (_, recorded, moves) => move(moves, recorded, 0),
    'job.started': leave,
    'job.cancelled': leave,
    // An acknowledgement can arrive after the interruption that put the job back in line.
    'job.completed': leave,
  },
});
