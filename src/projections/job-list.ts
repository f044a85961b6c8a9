/**
 * The list of jobs, newest first. It merges runs of one index, one run for each requested status and priority, so the
 * cost of a page does not depend on the rows between its jobs.
 *
 * Words of a failure are searched among the distinct failures (a few dozen: each class with WhatsApp's message), not
 * among the jobs; each match is a run of its own. A time is turned into the number of the first job queued at that
 * time, by a binary search of some twenty look-ups among a million jobs, without an index: numbers grow with the order
 * of queueing. If the clock was set back, a time stands for one of the moments at which it was shown. Only the list of
 * one chat, or of one name of a caller's, skips unwanted rows of that list, at most `OF_CHAT_MAX` for a page. A chat with
 * a person is one list for each of their addresses.
 */
import { STATUSES, type StoredStatus } from '../events/facts/job.ts';
import { PRIORITIES, type Priority } from '../events/facts/words.ts';
import type { Millis } from '../kernel/clock.ts';
import type { ChatId, SessionId } from '../kernel/ids.ts';
import type { Conversations } from './chats/conversations.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { JobStatus, JobView, JobViews } from './job-view.ts';
import { RANK, rankOf } from './jobs.ts';
import type { Settled } from './settled.ts';

export interface Page<T> {
  /** May have fewer than `limit` jobs, even none, with more after the cursor. */
  readonly items: readonly T[];
  /** Null at the end. */
  readonly nextCursor: string | null;
}

export interface JobQuery {
  readonly session: SessionId;
  readonly status?: JobStatus | undefined;
  /** Any address of the conversation. */
  readonly chatId?: ChatId | undefined;
  /** The conversations that the caller reaches; all of the session if left out. */
  readonly reached?: readonly ChatId[] | undefined;
  readonly priority?: Priority | undefined;
  /** Only those with this name of the caller's own. */
  readonly clientRef?: string | undefined;
  /** Only those queued at this time or later. */
  readonly queuedAfter?: Millis | undefined;
  /** Only those queued before this time. */
  readonly queuedBefore?: Millis | undefined;
  /** Only those whose failure contains each of these words in its code, its sentence or WhatsApp's number. */
  readonly failure?: string | undefined;
  readonly limit: number;
  /** The cursor of the previous page; left out for the first page. */
  readonly cursor?: string | undefined;
}

/** The most jobs of one chat to read for a page: a few milliseconds of work. */
export const OF_CHAT_MAX = 5_000;

/** The start of a descending run. */
export const NEWEST = Number.MAX_SAFE_INTEGER;

export const ALL_PRIORITIES: readonly number[] = [...PRIORITIES.keys()];

const stored = (status: JobStatus | undefined): readonly StoredStatus[] => {
  if (status === undefined) return STATUSES;
  return status === 'failed' ? ['failed', 'dismissed'] : [status];
};

type HavingParams = [
  session: string,
  value: string,
  before: number,
  since: number,
  chats: string | null,
  chats: string | null,
  statuses: string,
  priority: number | null,
  failures: string | null,
  failures: string | null,
  limit: number,
];

const prepare = (db: Settled) => {
  const below = 'priority = +? and stream_id < +? and stream_id >= +? order by stream_id desc limit +?';
  /** The jobs with one value in a column, through its index. */
  const having = (column: 'chat' | 'client_ref', index: string) => {
    const rows = `from jobs indexed by ${index} where session = +? and ${column} = +? and stream_id < +? and stream_id >= +? order by stream_id desc`;
    return {
      find: db
        .prepare<HavingParams, number>(
          `select stream_id from (select stream_id, chat, status, priority, failure ${rows} limit ${OF_CHAT_MAX})
            where (+? is null or chat in (select value from json_each(+?))) and status in (select value from json_each(+?))
              and priority = coalesce(+?, priority)
              and (+? is null or failure in (select value from json_each(+?))) limit +?`,
        )
        .pluck(),
      /** The last job to read; undefined if that is all of them. */
      last: db
        .prepare<[string, string, number, number], number>(`select stream_id ${rows} limit 1 offset ${OF_CHAT_MAX - 1}`)
        .pluck(),
    };
  };
  return {
    newest: db
      .prepare<[string, number, number, number, number, number], number>(
        `select stream_id from jobs indexed by jobs_by_status where session = +? and ${RANK} = +? and ${below}`,
      )
      .pluck(),
    failed: db
      .prepare<[string, string, string, number, number, number, number], number>(
        `select stream_id from jobs indexed by jobs_by_failure where failure = +? and session = +? and status = +? and ${below}`,
      )
      .pluck(),
    ofChat: having('chat', 'jobs_by_chat'),
    ofClientRef: having('client_ref', 'jobs_by_client_ref'),
    /** The next distinct failure in the order of the index. */
    nextFailure: db
      .prepare<[string, string], string | null>('select min(failure) from jobs where session = +? and failure > +?')
      .pluck(),
    from: db.prepare<[number], { streamId: number; queuedAt: Millis }>(
      'select stream_id as streamId, queued_at as queuedAt from jobs where stream_id >= +? order by stream_id limit 1',
    ),
    last: db.prepare<[], number | null>('select max(stream_id) from jobs').pluck(),
  };
};

/** Whether a stored failure contains every one of these words. */
const hasWords = (words: readonly string[]) => (json: string) => {
  const { code, message, status } = JSON.parse(json) as { code: string; message: string; status?: number | null };
  const text = `${code} ${code.replaceAll('_', ' ')} ${message} ${status ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
};

const wordsOf = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

/** The newest job of several runs. */
const merge = (runs: readonly (readonly number[])[], limit: number): number[] =>
  runs
    .flat()
    .sort((a, b) => b - a)
    .slice(0, limit);

export const jobList = (db: Settled, views: JobViews, people: Conversations) => {
  const statements = prepare(db);

  /** The number of the first job queued at this time or later; a number past the last job if there is none. */
  const firstSince = (at: Millis): number => {
    let low = 0;
    let high = (statements.last.get() ?? 0) + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const job = statements.from.get(middle);
      if (!job || job.queuedAt >= at) high = middle;
      else low = job.streamId + 1;
    }
    return low;
  };

  const failuresWith = (session: SessionId, words: readonly string[]): string[] => {
    const found: string[] = [];
    for (let last = statements.nextFailure.get(session, ''); last; last = statements.nextFailure.get(session, last)) {
      found.push(last);
    }
    return found.filter(hasWords(words));
  };

  const newest = (session: SessionId, statuses: readonly StoredStatus[], before: number, limit: number): number[] =>
    merge(
      statuses.flatMap((status) =>
        ALL_PRIORITIES.map((priority) => statements.newest.all(session, rankOf(status), priority, before, 0, limit)),
      ),
      limit,
    );

  const addressesOf = (session: SessionId, chat: ChatId): readonly ChatId[] =>
    people.addresses(session, people.of(session, chat));

  /** All addresses of the conversations that the query is bounded to; null if it is bounded to none. */
  const chatsOf = ({ session, chatId, reached }: JobQuery): readonly ChatId[] | null => {
    const named = chatId === undefined ? null : addressesOf(session, chatId);
    if (reached === undefined) return named;
    const all = new Set(reached.flatMap((chat) => addressesOf(session, chat)));
    return named?.filter((chat) => all.has(chat)) ?? [...all];
  };

  /** The lists to skip through; null if the query is bounded neither to chats nor to a name of a caller's. */
  const listsOf = (query: JobQuery) => {
    const { clientRef } = query;
    if (clientRef !== undefined) return [{ ...statements.ofClientRef, value: clientRef }];
    return chatsOf(query)?.map((value) => ({ ...statements.ofChat, value })) ?? null;
  };

  const find = (query: JobQuery, before: number, since: number, limit: number): number[] => {
    const { session, status, priority, failure } = query;
    const statuses = stored(status);
    const priorities = priority === undefined ? ALL_PRIORITIES : [PRIORITIES.indexOf(priority)];
    const failures = failure === undefined ? null : failuresWith(session, wordsOf(failure));
    const lists = listsOf(query);
    if (lists) {
      const [only = null] = priority === undefined ? [] : priorities;
      const [states, wanted] = [JSON.stringify(statuses), failures && JSON.stringify(failures)];
      const among = chatsOf(query);
      const chats = among && JSON.stringify(among);
      const runs = lists.map(({ find: within, value }) =>
        within.all(session, value, before, since, chats, chats, states, only, wanted, wanted, limit),
      );
      return merge(runs, limit);
    }
    const pairs = statuses.flatMap((state) => priorities.map((place) => [state, place] as const));
    const runs = pairs.flatMap(([state, place]) =>
      failures === null
        ? [statements.newest.all(session, rankOf(state), place, before, since, limit)]
        : failures.map((each) => statements.failed.all(each, session, state, place, before, since, limit)),
    );
    return merge(runs, limit);
  };

  /** The last job that was looked at in every list; undefined if there is nothing more to read. */
  const lookedAt = (query: JobQuery, before: number, since: number): number | undefined => {
    const ends = (listsOf(query) ?? []).flatMap(
      ({ last, value }) => last.get(query.session, value, before, since) ?? [],
    );
    return ends.length === 0 ? undefined : Math.max(...ends);
  };

  const list = (query: JobQuery): Page<JobView> | null => {
    const { cursor, limit, queuedAfter, queuedBefore } = query;
    const [place] = cursor === undefined ? [NEWEST] : (decodeCursor(cursor, 'jobs') ?? []);
    if (place === undefined) return null;
    const before = queuedBefore === undefined ? place : Math.min(place, firstSince(queuedBefore));
    const since = queuedAfter === undefined ? 0 : firstSince(queuedAfter);
    const end = lookedAt(query, before, since);
    // A list that ends here may have jobs between those that another one goes on with.
    const found = find(query, before, Math.max(since, end ?? 0), limit + 1);
    const shown = found.slice(0, limit);
    const next = found.length > limit ? shown.at(-1) : end;
    return { items: views.byStreamIds(shown), nextCursor: next === undefined ? null : encodeCursor(['jobs', next]) };
  };

  return { list, newest };
};
