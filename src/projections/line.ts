/**
 * The dispatch line: which jobs may be started next. One row for each job that is waiting or retrying.
 *
 * A lane is a group of jobs that must stay in order: same session, chat and priority. Only its first job, the head, may
 * be started, so a head that waits for its retry holds back the jobs behind it. A scheduled job is a lane of its own
 * (`scheduled`) until it is first started, and holds nobody back. The next jobs are searched among heads only, through
 * a partial index in the order of dispatch: a million rows behind the heads, or behind the first few heads, cost
 * nothing.
 *
 * A retry that was set at a future time shows that the clock was set back; like an alarm it is then due. A time that a
 * client asked for is wall-clock time, and is not affected.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../events/facts/catalogue.ts';
import type { StreamHeader } from '../events/facts/header.ts';
import { PRIORITIES } from '../events/facts/words.ts';
import type { Recorded } from '../events/log/log.ts';
import type { Millis } from '../kernel/clock.ts';
import { projection } from './projection.ts';

/**
 * `due_at` is 0 for at once; `retry_set_at` is 0 unless the job waits for a retry. `waits_for` is the id of a message
 * whose job has to end first: such a job is not dispatched, and holds back its lane.
 */
const schema = `
  create table line (
    session text not null,
    chat text not null,
    priority integer not null,
    scheduled integer not null,
    stream_id integer not null,
    due_at integer not null,
    retry_set_at integer not null,
    head integer not null,
    waits_for text,
    primary key (session, chat, priority, scheduled, stream_id)
  ) strict, without rowid;
  create index line_heads on line (session, priority, due_at, stream_id) where head = 1 and waits_for is null;
  create index line_waits on line (waits_for) where waits_for is not null;
  create index line_due on line (due_at) where due_at > 0;
  create index line_retries on line (retry_set_at) where retry_set_at > 0;
`;

const OF_LANE = 'session = +? and chat = +? and priority = +? and scheduled = 0';

const prepare = (db: Database) => ({
  join: db.prepare(`insert into line (session, chat, priority, scheduled, stream_id, due_at, retry_set_at, head, waits_for)
    values (?, ?, ?, 0, ?, ?, ?, not exists (select 1 from line where ${OF_LANE} and stream_id < ?), ?)`),
  schedule:
    db.prepare(`insert into line (session, chat, priority, scheduled, stream_id, due_at, retry_set_at, head, waits_for)
    values (?, ?, ?, 1, ?, ?, 0, 1, ?)`),
  release: db.prepare(
    'update line set waits_for = null where session = ? and chat = ? and priority = ? and stream_id = ?',
  ),
  leave: db.prepare(
    'delete from line where session = ? and chat = ? and priority = ? and scheduled = ? and stream_id = ?',
  ),
  setNext: db.prepare(`update line set head = ?
    where ${OF_LANE} and stream_id = (select min(stream_id) from line where ${OF_LANE} and stream_id > +?)`),
});

type Db = ReturnType<typeof prepare>;
type LineFact =
  | FactOf<'job.queued'>
  | FactOf<'job.failed'>
  | FactOf<'job.interrupted'>
  | FactOf<'job.retried'>
  | FactOf<'job.started'>
  | FactOf<'job.cancelled'>
  | FactOf<'job.completed'>
  | FactOf<'job.abandoned'>
  | FactOf<'job.expired'>
  | FactOf<'job.released'>;

/**
 * The net change of a job in one commit: whether it was in the line before, and its place in the line after, if any.
 */
interface Move {
  readonly first: Recorded<LineFact>;
  dueAt: Millis | null;
  retrySetAt: Millis;
  scheduled: boolean;
  waitsFor: string | null;
}
type Moves = Map<number, Move>;

const move = (
  moves: Moves,
  recorded: Recorded<LineFact>,
  dueAt: Millis | null,
  { retrySetAt = 0, scheduled = false, waitsFor = null as string | null } = {},
): void => {
  const known = moves.get(recorded.streamId);
  if (!known) {
    moves.set(recorded.streamId, { first: recorded, dueAt, retrySetAt, scheduled, waitsFor });
    return;
  }
  known.dueAt = dueAt;
  known.retrySetAt = retrySetAt;
  known.scheduled = scheduled;
  known.waitsFor = waitsFor;
};

const leave = (_: Db, recorded: Recorded<LineFact>, moves: Moves): void => move(moves, recorded, null);

const wasInLine = ({ from }: Recorded<LineFact>): boolean => from === 'waiting' || from === 'retrying';

interface Lane {
  readonly session: string;
  readonly chat: string;
  readonly priority: number;
}

const laneOf = ({ session, chatId, priority }: StreamHeader): Lane => ({
  session: session ?? '',
  chat: chatId ?? '',
  priority: priority === null ? 0 : PRIORITIES.indexOf(priority),
});

// Values are passed one by one instead of spread: every job passes here twice.

/** Makes the first job of a lane behind this one its head, or demotes it. */
const setNext = (db: Db, { session, chat, priority }: Lane, streamId: number, head: 0 | 1): void => {
  db.setNext.run(head, session, chat, priority, session, chat, priority, streamId);
};

const remove = (db: Db, lane: Lane, streamId: number): void => {
  const { session, chat, priority } = lane;
  if (db.leave.run(session, chat, priority, 0, streamId).changes === 0)
    db.leave.run(session, chat, priority, 1, streamId);
  else setNext(db, lane, 0, 1);
};

const join = (db: Db, lane: Lane, streamId: number, { dueAt, retrySetAt, waitsFor }: Move): void => {
  const { session, chat, priority } = lane;
  db.join.run(session, chat, priority, streamId, dueAt, retrySetAt, session, chat, priority, streamId, waitsFor);
};

const release = (db: Db, { session, chat, priority }: Lane, streamId: number): void =>
  void db.release.run(session, chat, priority, streamId);

export const line = projection({
  name: 'line',
  version: 5,
  schema,
  prepare,
  gather: (): Moves => new Map(),
  settle: (db, moves) => {
    for (const [streamId, moved] of moves) {
      const { first, dueAt, scheduled, waitsFor } = moved;
      if (dueAt === null && !wasInLine(first)) continue;
      const lane = laneOf(first.header);
      if (wasInLine(first)) remove(db, lane, streamId);
      if (dueAt === null) continue;
      if (scheduled) db.schedule.run(lane.session, lane.chat, lane.priority, streamId, dueAt, waitsFor);
      else join(db, lane, streamId, moved);
      // A job that comes back takes the place of its age, before all jobs queued after it.
      if (first.type !== 'job.queued') setNext(db, lane, streamId, 0);
    }
  },
  on: {
    'job.queued': (_, recorded, moves) => {
      const { notBefore, waits, refersTo, replyTo } = recorded.data;
      const waitsFor = waits ? (refersTo ?? replyTo ?? null) : null;
      move(moves, recorded, notBefore ?? 0, { scheduled: notBefore !== undefined, waitsFor });
    },
    'job.failed': (_, recorded, moves) => move(moves, recorded, recorded.data.retryAt, { retrySetAt: recorded.at }),
    'job.interrupted': (_, recorded, moves) => move(moves, recorded, 0),
    'job.retried': (_, recorded, moves) => move(moves, recorded, 0, { waitsFor: recorded.data.waitsFor ?? null }),
    'job.released': (db, recorded, moves) => {
      const known = moves.get(recorded.streamId);
      if (known) known.waitsFor = null;
      else release(db, laneOf(recorded.header), recorded.streamId);
    },
    'job.started': leave,
    'job.cancelled': leave,
    'job.expired': leave,
    // The message that it refers to did not go out. Most were in hand, and are in no line.
    'job.abandoned': leave,
    // An acknowledgement can arrive after the interruption that put the job back in line.
    'job.completed': leave,
  },
});
