/** The queries on jobs. */
import type { Clearable } from '../events/facts/queue.ts';
import type { Millis } from '../kernel/clock.ts';
import { type ChatId, isManyPeople, type JobId, type SessionId } from '../kernel/ids.ts';
import type { Conversations } from './chats/conversations.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { ALL_PRIORITIES, type JobQuery, jobList, NEWEST, type Page } from './job-list.ts';
import { type JobRow, type JobView, jobViews, type OfLog } from './job-view.ts';
import { RANK, rankOf } from './jobs.ts';
import type { Settled } from './settled.ts';

/** A job that `queue/clear` finds. */
export interface Clearing {
  readonly streamId: number;
  readonly jobId: JobId;
}

export interface Active {
  readonly jobId: JobId;
  readonly session: SessionId;
  readonly chatId: ChatId;
}

export interface JobReads {
  /** Null if there is no such job. */
  byId(job: JobId): JobView | null;
  /** The same without what was said: one row, and no fact is read. */
  rowById(job: JobId): JobRow | null;
  /** Newest first. Null if the cursor is invalid, which is the client's mistake. */
  list(query: JobQuery): Page<JobView> | null;
  /**
   * Jobs that wait for a retry, soonest first, then jobs that failed for good and were not dismissed, newest first.
   * Null if the cursor is invalid.
   */
  retryQueue(query: Pick<JobQuery, 'session' | 'limit' | 'cursor'>): Page<JobView> | null;
  /**
   * The row of a job that was sent to one of these chats; null if it has other recipients or does not exist.
   */
  sentTo(job: JobId, chats: readonly ChatId[]): JobRow | null;
  /**
   * One page of the jobs to clear, oldest first; `after` is the `streamId` of the last job, 0 to start. Dismissed jobs
   * do not count as failed.
   */
  idsToClear(
    session: SessionId,
    status: Exclude<Clearable, 'all'> | 'draft',
    after: number,
    limit: number,
  ): readonly Clearing[];
  /** All jobs in hand, of every session. */
  active(): readonly Active[];
  /** People who were sent a message that WhatsApp acknowledged, by chat id. */
  acknowledgedPeople(session: SessionId, limit: number): readonly ChatId[];
  /** The number of the stream of the first job that was queued to a chat; null if there is none. */
  firstTo(session: SessionId, chat: ChatId): number | null;
}

const prepare = (db: Settled) => {
  return {
    oldest: db.prepare<[string, number, number, number, number], Clearing>(
      `select stream_id as streamId, job_id as jobId from jobs indexed by jobs_by_status
        where session = +? and ${RANK} = +? and priority = +? and stream_id > +? order by stream_id limit +?`,
    ),
    soonest: db.prepare<[string, number, number, number], { streamId: number; at: Millis }>(
      `select stream_id as streamId, next_attempt_at as at from jobs where status = 'retrying' and session = +?
        and (next_attempt_at, stream_id) > (+?, +?) order by next_attempt_at, stream_id limit +?`,
    ),
    // From one chat to the next in the index, whatever number of messages each has.
    nextChat: db
      .prepare<[string, string], string>('select min(chat) from jobs where session = +? and chat > +?')
      .pluck(),
    firstTo: db
      .prepare<[string, string], number | null>('select min(stream_id) from jobs where session = +? and chat = +?')
      .pluck(),
    acknowledged: db
      .prepare<[string, string], number>(
        'select 1 from jobs where session = ? and chat = ? and completed_at is not null limit 1',
      )
      .pluck(),
    active: db.prepare<[], Active>(
      `select job_id as jobId, jobs.session, chat as chatId from stats cross join jobs indexed by jobs_by_status
        on jobs.session = stats.session and ${RANK} = ${rankOf('active')} where stats.active > 0`,
    ),
  };
};

export const jobReads = (db: Settled, log: OfLog, people: Conversations): JobReads => {
  const views = jobViews(db, log);
  const statements = prepare(db);
  const { list, newest } = jobList(db, views, people);
  const next = (session: SessionId, after: ChatId): ChatId | null => statements.nextChat.get(session, after) ?? null;

  const retryQueue: JobReads['retryQueue'] = ({ session, limit, cursor }) => {
    const failedBefore = cursor === undefined ? null : decodeCursor(cursor, 'failed');
    const retryingAfter = cursor === undefined ? [0, 0] : decodeCursor(cursor, 'retrying');
    if (!failedBefore && !retryingAfter) return null;
    const [at = 0, after = 0] = retryingAfter ?? [];
    const [before = NEWEST] = failedBefore ?? [];
    const retrying = failedBefore ? [] : statements.soonest.all(session, at, after, limit + 1);
    const failed = newest(session, ['failed'], before, limit + 1 - retrying.length);
    const places = [
      ...retrying.map(({ streamId, at }) => ({ streamId, cursor: ['retrying', at, streamId] })),
      ...failed.map((streamId) => ({ streamId, cursor: ['failed', streamId] })),
    ];
    const shown = places.slice(0, limit);
    const last = shown.at(-1);
    const more = places.length > limit && last !== undefined;
    return {
      items: views.byStreamIds(shown.map(({ streamId }) => streamId)),
      nextCursor: more ? encodeCursor(last.cursor) : null,
    };
  };

  return {
    byId: (job) => views.byId(job),
    rowById: (job) => views.rowById(job),
    list,
    retryQueue,
    sentTo(job, chats) {
      const known = views.rowById(job);
      const mayRead =
        known !== null && [known.chatId, known.recipient].some((chat) => chat !== null && chats.includes(chat));
      return mayRead ? known : null;
    },
    idsToClear: (session, status, after, limit) =>
      ALL_PRIORITIES.flatMap((priority) => statements.oldest.all(session, rankOf(status), priority, after, limit))
        .sort((a, b) => a.streamId - b.streamId)
        .slice(0, limit),
    active: () => statements.active.all(),
    firstTo: (session, chat) => statements.firstTo.get(session, chat) ?? null,
    acknowledgedPeople(session, limit) {
      const people: ChatId[] = [];
      for (let chat = next(session, ''); chat !== null && people.length < limit; chat = next(session, chat)) {
        if (!isManyPeople(chat) && statements.acknowledged.get(session, chat) === 1) people.push(chat);
      }
      return people;
    },
  };
};
