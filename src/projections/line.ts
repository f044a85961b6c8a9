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
import { partsOfStream } from '../kernel/ids.ts';
import { projection } from './projection.ts';

/**
 * `place` orders the jobs of a lane: it is the number of the job's stream, which grows with the order of queueing. A draft
 * that was approved stands at the position of its approval until it is first started, and `draft` is the number of its
 * stream. `due_at` is 0 for at once; `retry_set_at` is 0 unless the job waits for a retry. `since` is the time from which it
 * may start, by which it is compared with jobs of other lanes; null for a job that comes back, which keeps the time of the
 * fact at its place. `waits_for` is the id of a message whose job has to end first: such a job is not dispatched, and holds
 * back its lane.
 */
const schema = `
  create table line (
    session text not null,
    chat text not null,
    priority integer not null,
    scheduled integer not null,
    place integer not null,
    draft integer,
    job_id text not null,
    since integer,
    due_at integer not null,
    retry_set_at integer not null,
    head integer not null,
    waits_for text,
    primary key (session, chat, priority, scheduled, place)
  ) strict, without rowid;
  create index line_heads on line (session, priority, due_at, place) where head = 1 and waits_for is null;
  create index line_waits on line (waits_for) where waits_for is not null;
  create index line_drafts on line (draft) where draft is not null;
  create index line_due on line (due_at) where due_at > 0;
  create index line_retries on line (retry_set_at) where retry_set_at > 0;
`;

const OF_LANE = 'session = +? and chat = +? and priority = +? and scheduled = 0';

const prepare = (db: Database) => ({
  join: db.prepare(`
    insert into line (session, chat, priority, scheduled, place, draft, job_id, since, due_at, retry_set_at, head, waits_for)
    values (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, not exists (select 1 from line where ${OF_LANE} and place < ?), ?)`),
  schedule: db.prepare(`
    insert into line (session, chat, priority, scheduled, place, draft, job_id, since, due_at, retry_set_at, head, waits_for)
    values (?, ?, ?, 1, ?, ?, ?, ?, ?, 0, 1, ?)`),
  release: db.prepare('update line set waits_for = null where session = ? and chat = ? and priority = ? and place = ?'),
  leave: db.prepare('delete from line where session = ? and chat = ? and priority = ? and scheduled = ? and place = ?'),
  placeOf: db.prepare<[number], number>('select place from line where draft = ?').pluck(),
  setNext: db.prepare(`update line set head = ?
    where ${OF_LANE} and place = (select min(place) from line where ${OF_LANE} and place > +?)`),
});

type Db = ReturnType<typeof prepare>;
type LineFact =
  | FactOf<'job.queued'>
  | FactOf<'job.approved'>
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
  /** The position of its approval; null for a job that was no draft, or is in no line of drafts any more. */
  approvedAt: number | null;
  /** When the job was queued or approved; null if it comes back. */
  since: Millis | null;
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
  { retrySetAt = 0, scheduled = false, waitsFor = null as string | null, approvedAt = null as number | null } = {},
): void => {
  const known = moves.get(recorded.streamId);
  const since = recorded.type === 'job.queued' || recorded.type === 'job.approved' ? recorded.at : null;
  if (!known) {
    moves.set(recorded.streamId, { first: recorded, approvedAt, since, dueAt, retrySetAt, scheduled, waitsFor });
    return;
  }
  known.approvedAt = approvedAt;
  known.since = since;
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

/** Makes the first job of a lane behind this place its head, or demotes it. */
const setNext = (db: Db, { session, chat, priority }: Lane, place: number, head: 0 | 1): void => {
  db.setNext.run(head, session, chat, priority, session, chat, priority, place);
};

/** Whether a job stood at this place of its lane. */
const removeAt = (db: Db, lane: Lane, place: number): boolean => {
  const { session, chat, priority } = lane;
  if (db.leave.run(session, chat, priority, 0, place).changes === 0)
    return db.leave.run(session, chat, priority, 1, place).changes > 0;
  setNext(db, lane, 0, 1);
  return true;
};

const remove = (db: Db, lane: Lane, streamId: number): void => {
  if (removeAt(db, lane, streamId)) return;
  const place = db.placeOf.get(streamId);
  if (place !== undefined) removeAt(db, lane, place);
};

const join = (db: Db, lane: Lane, place: number, draft: number | null, moved: Move): void => {
  const { session, chat, priority } = lane;
  const { first, since, dueAt, retrySetAt, scheduled, waitsFor } = moved;
  const { id } = partsOfStream(first.stream);
  if (scheduled) db.schedule.run(session, chat, priority, place, draft, id, dueAt, dueAt, waitsFor);
  else
    db.join.run(
      session,
      chat,
      priority,
      place,
      draft,
      id,
      since,
      dueAt,
      retrySetAt,
      session,
      chat,
      priority,
      place,
      waitsFor,
    );
};

const release = (db: Db, { session, chat, priority }: Lane, streamId: number): void => {
  if (db.release.run(session, chat, priority, streamId).changes > 0) return;
  const place = db.placeOf.get(streamId);
  if (place !== undefined) db.release.run(session, chat, priority, place);
};

export const line = projection({
  name: 'line',
  version: 7,
  schema,
  prepare,
  gather: (): Moves => new Map(),
  settle: (db, moves) => {
    for (const [streamId, moved] of moves) {
      const { first, approvedAt, dueAt } = moved;
      if (dueAt === null && !wasInLine(first)) continue;
      const lane = laneOf(first.header);
      if (wasInLine(first)) remove(db, lane, streamId);
      if (dueAt === null) continue;
      const place = approvedAt ?? streamId;
      join(db, lane, place, approvedAt === null ? null : streamId, moved);
      // A job that comes back takes the place of its age, before all jobs queued after it.
      if (first.type !== 'job.queued' && approvedAt === null) setNext(db, lane, place, 0);
    }
  },
  on: {
    'job.queued': (_, recorded, moves) => {
      const { notBefore, waits, refersTo, replyTo } = recorded.data;
      const waitsFor = waits ? (refersTo ?? replyTo ?? null) : null;
      move(moves, recorded, notBefore ?? 0, { scheduled: notBefore !== undefined, waitsFor });
    },
    'job.approved': (_, recorded, moves) => {
      const { notBefore, waitsFor = null } = recorded.data;
      const approvedAt = recorded.position;
      move(moves, recorded, notBefore ?? 0, { scheduled: notBefore !== undefined, waitsFor, approvedAt });
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
