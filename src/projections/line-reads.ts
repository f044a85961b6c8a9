/** The next jobs of the dispatch line, read lazily, page by page, through its index of heads. */
import type { Database } from 'better-sqlite3';
import { PRIORITIES, type Priority } from '../events/facts/words.ts';
import type { Millis } from '../kernel/clock.ts';
import type { ChatId, JobId, MessageId, SessionId } from '../kernel/ids.ts';
import type { OfLog } from './job-view.ts';
import { RANK, rankOf } from './jobs.ts';
import { laneReads } from './lanes.ts';
import type { Settled } from './settled.ts';

/** A job that may be started now. */
export interface Candidate {
  readonly jobId: JobId;
  readonly chatId: ChatId;
  /** The conversation to which its chat leads. */
  readonly lane: ChatId;
  /** The number of its stream. */
  readonly streamId: number;
}

export interface LineReads {
  /**
   * Up to `limit` jobs to start, at most one for each person or group and none of a busy chat: HIGH before NORMAL before LOW, then
   * by the time from which they may start, which is the time of queueing or the scheduled time. If very many jobs are
   * overdue (a scheduled campaign, the end of an outage), they are read in pages by due time, and each page is sorted.
   */
  next(session: SessionId, now: Millis, limit: number, busyChats: ReadonlySet<ChatId>): readonly Candidate[];
  /**
   * When the next job of any session becomes due; null if none waits for a time. A job behind another counts too: it
   * may be the head by then, and the alarm's timer must not depend on being told.
   */
  nextDueAfter(now: Millis): Millis | null;
  /**
   * The sessions with a job that became due after the first time and up to the second, or with a retry that was set at
   * a future time because the clock was set back.
   */
  dueSessions(after: Millis, upTo: Millis): readonly SessionId[];
  /** The jobs that wait for the end of the job of this message. */
  waitingFor(message: MessageId): readonly JobId[];
  /** All messages whose jobs others wait for. */
  awaited(): readonly MessageId[];
  /** Whether a job waits for the end of another one that its message names. */
  waits(job: InLane): boolean;
  /** The conversation to which an address leads: jobs for all of its addresses are one lane. */
  laneOf(session: SessionId, chat: ChatId): ChatId;
  /** Whether an older job for another address of the same person, with the same priority, waits or is in hand. */
  isBehind(job: InLane): boolean;
  /** Whether a waiting job is behind another one of its lane. False for a job that is not in the line. */
  isHeldBack(job: InLane): boolean;
  /** Whether a job of this lane is in the line, behind which a new one would wait. */
  hasLane(lane: Omit<InLane, 'streamId'>): boolean;
}

/** A job and its lane. */
interface InLane {
  readonly streamId: number;
  readonly session: SessionId;
  readonly chatId: ChatId;
  readonly priority: Priority;
}

interface Stored extends Omit<Candidate, 'lane'> {
  readonly priority: number;
  readonly scheduled: number;
  readonly due: Millis;
  /** Its place in its lane. */
  readonly place: number;
  /** The time from which it may start; null for a job that comes back and keeps its time. */
  readonly since: Millis | null;
}

interface Head extends Stored {
  readonly since: Millis;
}

/** The minimum size of a page of overdue jobs; jobs are sorted within a page. */
const OVERDUE_PAGE_MIN = 64;

const inOrder = (a: Head, b: Head): number => a.since - b.since || a.place - b.place;

/** Merges two sorted runs of heads. */
function* merge(one: Iterable<Head>, other: Iterable<Head>): Generator<Head> {
  const [left, right] = [one[Symbol.iterator](), other[Symbol.iterator]()];
  let [a, b] = [left.next(), right.next()];
  while (!a.done && !b.done) {
    if (inOrder(a.value, b.value) < 0) {
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

function* mapped<T, U>(rows: Iterable<T>, change: (row: T) => U): Generator<U> {
  for (const row of rows) yield change(row);
}

interface Late {
  readonly overdue: number;
  readonly setBack: number;
}

const NOT_LATE: Late = { overdue: 0, setBack: 0 };

/** Reads page after page, lazily. */
function* pages(read: (last: Stored | undefined) => Stored[]): Generator<Stored[]> {
  for (let page = read(undefined); page.length > 0; page = read(page.at(-1))) yield page;
}

const headsOf = (line: string): string => `
  select coalesce(draft, place) as streamId, place, chat as chatId, priority, scheduled, due_at as due, job_id as jobId, since
  from ${line} where head = 1 and waits_for is null and session = +? and priority = +?`;
const HEADS = headsOf('line');

const prepare = (db: Database, settled: Settled) => ({
  ready: db.prepare<[string, number, number, number], Stored>(
    `${HEADS} and due_at = 0 and place > +? order by place limit +?`,
  ),
  overdue: db.prepare<[string, number, number, number, number, number], Stored>(
    `${HEADS} and due_at <= +? and (due_at, place) > (+?, +?) order by due_at, place limit +?`,
  ),
  /**
   * Whether any job is overdue, and whether the clock was set back behind a retry. Usually neither is true, and no more
   * queries follow.
   */
  lateOnes: db.prepare<[number, number], Late>(
    `select exists (select 1 from line where due_at > 0 and due_at <= +?) as overdue,
      exists (select 1 from line where retry_set_at > 0 and retry_set_at > +?) as setBack`,
  ),
  setBack: db.prepare<[string, number, number, number, number], Stored>(
    `${headsOf('line indexed by line_retries')} and retry_set_at > 0 and retry_set_at > +? and due_at > +?
      order by place limit +?`,
  ),
  due: db.prepare<[number], Millis | null>('select min(due_at) from line where due_at > 0 and due_at > +?').pluck(),
  dueSessions: db
    .prepare<[number, number, number], SessionId>(
      `select session from line where due_at > 0 and due_at > +? and due_at <= +?
        union select session from line where retry_set_at > 0 and retry_set_at > +?`,
    )
    .pluck(),
  waitingFor: db.prepare<[string], JobId>('select job_id from line where waits_for = ?').pluck(),
  awaited: db.prepare<[], MessageId>('select distinct waits_for from line where waits_for is not null').pluck(),
  waits: db
    .prepare<[string, string, number, number], number>(
      `select 1 from line where session = ? and chat = ? and priority = ? and scheduled in (0, 1) and place = ?
        and waits_for is not null`,
    )
    .pluck(),
  inHand: settled
    .prepare<[string, number], ChatId>(
      `select chat from jobs indexed by jobs_by_status
        where session = ? and ${RANK} = ${rankOf('active')} and stream_id < ?`,
    )
    .pluck(),
  placeOfDraft: db.prepare<[number], number>('select place from line where draft = ?').pluck(),
  ofLane: db
    .prepare<[string, string, number], number>(
      'select 1 from line where session = ? and chat = ? and priority = ? and scheduled = 0 limit 1',
    )
    .pluck(),
  isHead: db
    .prepare<[string, string, number, number], number>(
      'select head from line where session = ? and chat = ? and priority = ? and scheduled = 0 and place = ?',
    )
    .pluck(),
});

export const lineReads = (db: Database, settled: Settled, log: Pick<OfLog, 'page'>): LineReads => {
  const statements = prepare(db, settled);
  const lanes = laneReads(db);

  /** A job that comes back has waited since the fact at its place, which put it in line. */
  const timed = (head: Stored): Head => {
    const since = head.since ?? log.page({ after: head.place - 1, upTo: head.place, limit: 1 })[0]?.at ?? 0;
    return { ...head, since };
  };

  const readyHeads = function* (session: SessionId, priority: number, size: number): Generator<Stored> {
    for (const page of pages((last) => statements.ready.all(session, priority, last?.place ?? 0, size))) yield* page;
  };
  const overdueHeads = function* (session: SessionId, priority: number, now: Millis, least: number): Generator<Head> {
    const size = Math.max(least, OVERDUE_PAGE_MIN);
    const read = (last: Stored | undefined) =>
      statements.overdue.all(session, priority, now, last?.due ?? 1, last?.place ?? 0, size);
    for (const page of pages(read)) yield* page.map(timed).sort(inOrder);
  };
  /** The heads that are late, and among them the ones that are ready, by the time from which they may start. */
  const lateHeads = (session: SessionId, priority: number, now: Millis, size: number, late: Late): Iterable<Head> => {
    const ready = mapped(readyHeads(session, priority, size), timed);
    const due = late.overdue === 1 ? merge(ready, overdueHeads(session, priority, now, size)) : ready;
    if (late.setBack === 0) return due;
    return merge(statements.setBack.all(session, priority, now, now, size).map(timed), due);
  };
  const heads = function* (session: SessionId, now: Millis, size: number): Generator<Stored> {
    const late = statements.lateOnes.get(now, now) ?? NOT_LATE;
    for (const priority of PRIORITIES.keys()) {
      if (late.overdue === 0 && late.setBack === 0) yield* readyHeads(session, priority, size);
      else yield* lateHeads(session, priority, now, size, late);
    }
  };

  /** The place of a job in its lane, which for an approved draft is that of its approval. */
  const placeOf = (streamId: number): number => statements.placeOfDraft.get(streamId) ?? streamId;

  const isBehindOneInHand = ({ session, chatId, streamId }: Omit<InLane, 'priority'>): boolean => {
    const lane = lanes.of(session, chatId);
    return statements.inHand.all(session, streamId).some((chat) => lanes.of(session, chat) === lane);
  };

  return {
    next(session, now, limit, busyChats) {
      const found: Candidate[] = [];
      const taken = new Set([...busyChats].map((chat) => lanes.of(session, chat)));
      for (const { jobId, chatId, streamId, place, priority, scheduled } of heads(
        session,
        now,
        limit + busyChats.size,
      )) {
        if (found.length >= limit) break;
        const lane = lanes.of(session, chatId);
        if (taken.has(lane)) continue;
        if (scheduled === 0 && lanes.isBehind({ session, chatId, priority, place })) continue;
        taken.add(lane);
        found.push({ jobId, chatId, lane, streamId });
      }
      return found;
    },
    nextDueAfter: (now) => statements.due.get(now) ?? null,
    dueSessions: (after, upTo) => statements.dueSessions.all(after, upTo, upTo),
    waitingFor: (message) => statements.waitingFor.all(message),
    awaited: () => statements.awaited.all(),
    waits: ({ streamId, session, chatId, priority }) =>
      statements.waits.get(session, chatId, PRIORITIES.indexOf(priority), placeOf(streamId)) === 1,
    hasLane: ({ session, chatId, priority }) =>
      lanes
        .addresses(session, lanes.of(session, chatId))
        .some((address) => statements.ofLane.get(session, address, PRIORITIES.indexOf(priority)) === 1),
    laneOf: lanes.of,
    isBehind: ({ priority, ...job }) =>
      lanes.isBehind({ ...job, priority: PRIORITIES.indexOf(priority), place: placeOf(job.streamId) }) ||
      isBehindOneInHand(job),
    isHeldBack({ streamId, session, chatId, ...job }) {
      const [priority, place] = [PRIORITIES.indexOf(job.priority), placeOf(streamId)];
      return (
        statements.isHead.get(session, chatId, priority, place) === 0 ||
        lanes.isBehind({ session, chatId, priority, place })
      );
    },
  };
};
