/** Who is next in the dispatch line: read lazily, page by page, in the order of its index of heads. */
import type { Database } from 'better-sqlite3';
import { PRIORITIES, type Priority } from '../events/facts/words.ts';
import type { Millis } from '../kernel/clock.ts';
import { type ChatId, type JobId, type SessionId, streamOf } from '../kernel/ids.ts';

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
  /**
   * When the next job becomes due, in any session; null when none waits for a time. One that is behind another counts
   * too: it may be at the head by then, and whoever sleeps until that time must not depend on being told.
   */
  nextDueAfter(now: Millis): Millis | null;
  /** Whether a waiting job stands behind another one of its lane; a job that is not in the line does not. */
  isHeldBack(job: { jobId: JobId; session: SessionId; chatId: ChatId; priority: Priority }): boolean;
}

interface Head extends Candidate {
  readonly seq: number;
  readonly due: Millis;
}

/** So many that were overdue for the longest time are put into the order of their age. */
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

const headsOf = (line: string): string => `
  select seq, line.chat, due_at as due, job_id as jobId from ${line} cross join jobs on jobs.id = seq
  where head = 1 and line.session = +? and line.priority = +?`;
const HEADS = headsOf('line');

export const lineReads = (db: Database): LineReads => {
  const ready = db.prepare<[string, number, number, number], Head>(
    `${HEADS} and due_at = 0 and seq > +? order by seq limit +?`,
  );
  const overdue = db.prepare<[string, number, number, number, number, number], Head>(
    `${HEADS} and due_at <= +? and (due_at, seq) > (+?, +?) order by due_at, seq limit +?`,
  );
  /** Whether any is overdue, and whether the clock was set back behind any retry: mostly neither, and nothing more is asked. */
  const lateOnes = db.prepare<[number, number], { overdue: number; setBack: number }>(
    `select exists (select 1 from line where due_at > 0 and due_at <= +?) as overdue,
      exists (select 1 from line where retry_set_at > 0 and retry_set_at > +?) as setBack`,
  );
  const setBack = db.prepare<[string, number, number, number, number], Head>(
    `${headsOf('line indexed by line_retries')} and retry_set_at > 0 and retry_set_at > +? and due_at > +?
      order by seq limit +?`,
  );
  const due = db
    .prepare<[number], Millis | null>('select min(due_at) from line where due_at > 0 and due_at > +?')
    .pluck();
  const isHead = db
    .prepare<[string, string, number, string], number>(
      `select head from line where session = +? and chat = +? and priority = +? and scheduled = 0
        and seq = (select id from streams where name = +?)`,
    )
    .pluck();

  const readyHeads = function* (session: SessionId, priority: number, size: number): Generator<Head> {
    for (const page of pages((last) => ready.all(session, priority, last?.seq ?? 0, size))) yield* page;
  };
  const overdueHeads = function* (session: SessionId, priority: number, now: Millis, least: number): Generator<Head> {
    const size = Math.max(least, OVERDUE_PAGE_MIN);
    for (const page of pages((last) => overdue.all(session, priority, now, last?.due ?? 1, last?.seq ?? 0, size))) {
      yield* page.toSorted((a, b) => a.seq - b.seq);
    }
  };
  const heads = function* (session: SessionId, now: Millis, size: number): Generator<Head> {
    const late = lateOnes.get(now, now);
    for (const priority of PRIORITIES.keys()) {
      const ready = readyHeads(session, priority, size);
      const due = late?.overdue === 1 ? merge(ready, overdueHeads(session, priority, now, size)) : ready;
      yield* late?.setBack === 1 ? merge(setBack.all(session, priority, now, now, size), due) : due;
    }
  };

  return {
    next(session, now, limit, busyChats) {
      const found: Candidate[] = [];
      const taken = new Set(busyChats);
      for (const { jobId, chat } of heads(session, now, limit + busyChats.size)) {
        if (found.length >= limit) break;
        if (taken.has(chat)) continue;
        taken.add(chat);
        found.push({ jobId, chat });
      }
      return found;
    },
    nextDueAfter: (now) => due.get(now) ?? null,
    isHeldBack: ({ jobId, session, chatId, priority }) =>
      isHead.get(session, chatId, PRIORITIES.indexOf(priority), streamOf.job(jobId)) === 0,
  };
};
