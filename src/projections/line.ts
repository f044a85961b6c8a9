/**
 * The dispatch line: which jobs may be started next. One row for each job that is waiting or retrying.
 *
 * A lane is what must stay in order: the jobs of one session, chat and priority. Only its first job, the head, may be
 * started, so a head that waits for its retry holds back those behind it. A job that was queued for a later time is a
 * lane of its own (`scheduled`) until it is first started, and holds nobody back. Whoever asks for the next jobs looks
 * at heads only, through a partial index in the order of dispatch: a million rows behind the heads, or behind the first
 * few heads, cost nothing.
 */
import type { Database } from 'better-sqlite3';
import type { Recorded } from '../events/log.ts';
import { PRIORITIES } from '../events/words.ts';
import type { Millis } from '../kernel/clock.ts';
import type { ChatId, JobId, SessionId } from '../kernel/ids.ts';
import type { Lane, LaneOf } from './lanes.ts';
import { projection } from './projection.ts';

/** `seq` is the number of the job's stream; `due_at` is 0 for at once. */
const schema = `
  create table line (
    session text not null,
    chat text not null,
    priority integer not null,
    scheduled integer not null,
    seq integer not null,
    due_at integer not null,
    head integer not null,
    primary key (session, chat, priority, scheduled, seq)
  ) strict, without rowid;
  create index line_heads on line (session, priority, due_at, seq) where head = 1;
  create index line_due on line (due_at) where head = 1 and due_at > 0;
`;

const OF_LANE = 'session = +? and chat = +? and priority = +? and scheduled = 0';

const prepare = (db: Database, laneOf: LaneOf) => ({
  laneOf,
  join: db.prepare(`insert into line (session, chat, priority, scheduled, seq, due_at, head)
    values (?, ?, ?, 0, ?, ?, not exists (select 1 from line where ${OF_LANE} and seq < ?))`),
  schedule: db.prepare(`insert into line (session, chat, priority, scheduled, seq, due_at, head)
    values (?, ?, ?, 1, ?, ?, 1)`),
  leave: db.prepare('delete from line where session = ? and chat = ? and priority = ? and scheduled = ? and seq = ?'),
  next: db
    .prepare<[string, string, number, number], number>(`select min(seq) from line where ${OF_LANE} and seq > +?`)
    .pluck(),
  setHead: db.prepare(`update line set head = ? where ${OF_LANE} and seq = ?`),
});

type Db = ReturnType<typeof prepare>;

/** What one commit does with a job: it was in the line or not, and in the end has a place there or not. */
interface Move {
  readonly first: Recorded;
  dueAt: Millis | null;
  scheduled: boolean;
}
type Moves = Map<number, Move>;

const move = (moves: Moves, recorded: Recorded, dueAt: Millis | null, scheduled = false): void => {
  const known = moves.get(recorded.streamId);
  if (known) Object.assign(known, { dueAt, scheduled });
  else moves.set(recorded.streamId, { first: recorded, dueAt, scheduled });
};

const leave = (_: Db, recorded: Recorded, moves: Moves): void => move(moves, recorded, null);

const wasInLine = ({ from }: Recorded): boolean => from === 'waiting' || from === 'retrying';

/** The first of a lane after a place becomes its head, or is so no more. */
const setNext = (db: Db, { session, chat, priority }: Lane, place: number, head: 0 | 1): void => {
  const next = db.next.get(session, chat, priority, place);
  if (typeof next === 'number') db.setHead.run(head, session, chat, priority, next);
};

const remove = (db: Db, lane: Lane, seq: number): void => {
  const { session, chat, priority } = lane;
  if (db.leave.run(session, chat, priority, 0, seq).changes === 0) db.leave.run(session, chat, priority, 1, seq);
  else setNext(db, lane, 0, 1);
};

/** A job that comes back stands where its age puts it, before all that were queued after it. */
const insert = (db: Db, lane: Lane, seq: number, dueAt: Millis): void => {
  const { session, chat, priority } = lane;
  db.join.run(session, chat, priority, seq, dueAt, session, chat, priority, seq);
  setNext(db, lane, seq, 0);
};

export const line = projection({
  name: 'line',
  version: 1,
  schema,
  prepare,
  gather: (): Moves => new Map(),
  settle: (db, moves) => {
    for (const [seq, { first, dueAt, scheduled }] of moves) {
      if (dueAt === null && !wasInLine(first)) continue;
      const lane = db.laneOf(first);
      if (wasInLine(first)) remove(db, lane, seq);
      if (dueAt === null) continue;
      if (scheduled) db.schedule.run(lane.session, lane.chat, lane.priority, seq, dueAt);
      else insert(db, lane, seq, dueAt);
    }
  },
  on: {
    'job.queued': (_, recorded, moves) => {
      const { notBefore } = recorded.data;
      move(moves, recorded, notBefore ?? 0, notBefore !== null);
    },
    'job.failed': (_, recorded, moves) => move(moves, recorded, recorded.data.retryAt),
    'job.interrupted': (_, recorded, moves) => move(moves, recorded, 0),
    'job.retried': (_, recorded, moves) => move(moves, recorded, 0),
    'job.started': leave,
    'job.cancelled': leave,
    // An acknowledgement can arrive after the interruption that put the job back in line.
    'job.completed': leave,
  },
});

/** A job that may be started now. */
export interface Candidate {
  readonly jobId: JobId;
  readonly chat: ChatId;
}

export interface LineReads {
  /**
   * Up to `limit` jobs to start, at most one a chat and none of a busy one: HIGH before NORMAL before LOW, then the
   * oldest first. Where very many are overdue at once (a scheduled campaign, the end of an outage), those go in
   * pages by the time they were due.
   */
  next(session: SessionId, now: Millis, limit: number, busyChats: ReadonlySet<ChatId>): readonly Candidate[];
  /** When the next head becomes due, in any session; null when none waits for a time. */
  nextDueAfter(now: Millis): Millis | null;
}

interface Head {
  readonly seq: number;
  readonly chat: ChatId;
  readonly due: Millis;
}

const OVERDUE_PAGE_MIN = 64;

/** Two runs of heads, each by seq, as one. */
function* merge(one: Iterable<Head>, other: Iterable<Head>): Generator<Head> {
  const [left, right] = [one[Symbol.iterator](), other[Symbol.iterator]()];
  let [a, b] = [left.next(), right.next()];
  while (!a.done && !b.done) {
    if (a.value.seq < b.value.seq) {
      yield a.value;
      a = left.next();
    } else {
      yield b.value;
      b = right.next();
    }
  }
  for (; !a.done; a = left.next()) yield a.value;
  for (; !b.done; b = right.next()) yield b.value;
}

/** Reads page after page, as far as it is asked to. */
function* pages(read: (last: Head | undefined) => Head[]): Generator<Head[]> {
  for (let page = read(undefined); page.length > 0; page = read(page.at(-1))) yield page;
}

export const lineReads = (db: Database): LineReads => {
  const HEADS = 'select seq, chat, due_at as due from line where head = 1 and session = +? and priority = +?';
  const ready = db.prepare<[string, number, number, number], Head>(
    `${HEADS} and due_at = 0 and seq > +? order by seq limit +?`,
  );
  const overdue = db.prepare<[string, number, number, number, number, number], Head>(
    `${HEADS} and due_at <= +? and (due_at, seq) > (+?, +?) order by due_at, seq limit +?`,
  );
  const jobId = db.prepare<[number], string>('select job_id from jobs where id = ?').pluck();
  const due = db.prepare<[number], Millis | null>(
    'select min(due_at) from line where head = 1 and due_at > 0 and due_at > ?',
  );
  due.pluck();

  const readyHeads = function* (session: SessionId, priority: number, limit: number): Generator<Head> {
    for (const page of pages((last) => ready.all(session, priority, last?.seq ?? 0, limit))) yield* page;
  };
  const overdueHeads = function* (session: SessionId, priority: number, now: Millis, limit: number): Generator<Head> {
    const size = Math.max(limit, OVERDUE_PAGE_MIN);
    for (const page of pages((last) => overdue.all(session, priority, now, last?.due ?? 1, last?.seq ?? 0, size))) {
      yield* page.toSorted((a, b) => a.seq - b.seq);
    }
  };

  return {
    next(session, now, limit, busyChats) {
      const found: Candidate[] = [];
      const taken = new Set(busyChats);
      const size = limit + busyChats.size;
      for (const priority of PRIORITIES.keys()) {
        if (found.length >= limit) break;
        for (const { seq, chat } of merge(
          readyHeads(session, priority, size),
          overdueHeads(session, priority, now, size),
        )) {
          if (taken.has(chat)) continue;
          taken.add(chat);
          found.push({ jobId: jobId.get(seq) ?? '', chat });
          if (found.length >= limit) break;
        }
      }
      return found;
    },
    nextDueAfter: (now) => due.get(now) ?? null,
  };
};
