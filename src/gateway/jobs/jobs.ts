/** Queries about outgoing messages, and the commands for accepted ones. */
import * as v from 'valibot';
import type { MediaState } from '../../events/facts/media.ts';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import { JobId, type SessionId, streamOf } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { mediaOf } from '../../messages/content.ts';
import { encodeCursor } from '../../projections/cursor.ts';
import type { JobQuery } from '../../projections/job-list.ts';
import type { JobView } from '../../projections/job-view.ts';
import type { Reads } from '../../projections/reads.ts';
import { explain } from '../../story/explanation.ts';
import type { ReadNumber } from '../../whatsapp/port.ts';
import type { System } from '../../actors/system.ts';
import { isOfFetch } from '../media/fetch-failures.ts';
import type { Hold, Holds } from './holds.ts';
import { sessionIn } from '../sessions/known-session.ts';
import type { PastHold } from './past-holds.ts';
import { badCursor, factPage, type Page, placeIn } from '../pages.ts';

/** A job by its id. If a session is given too, the job must belong to it. */
export interface JobRef {
  /** Any text. A text that is not a job id finds no job. */
  readonly jobId: string;
  readonly session?: SessionId | undefined;
}

/** `failed` is a file that is still to be fetched, and that the last attempt could not fetch or use. */
export type FileState = MediaState | 'failed';

/** A job as clients see it. */
export interface Job extends JobView {
  /** Why the job does not go out yet. */
  readonly hold: Hold | null;
  /** Where the file of the message is; null for a message without one. */
  readonly mediaState: FileState | null;
  /** The attempts left on the current retry ladder; 0 for a job that has ended. */
  readonly attemptsLeft: number;
}

export interface JobDetail extends Job {
  /** The past holds of the job that came from its queue. Null if its facts cannot be read. */
  readonly holds: readonly PastHold[] | null;
  /** One sentence for people: the progress of the job, or the reason why it failed. */
  readonly explanation: string;
}

export interface JobListQuery extends JobQuery {
  /** The chat as people write numbers. `chatId` takes precedence. */
  readonly number?: string | undefined;
}

export interface RetryQueue extends Page<Job> {
  readonly stats: { readonly retrying: number; readonly failed: number };
}

export interface Jobs {
  find(ref: JobRef): Result<JobView>;
  /** A job with what is known of its place and its file. */
  shown(job: JobView): Job;
  detail(ref: JobRef): Result<JobDetail>;
  /** Newest first. */
  list(query: JobListQuery): Result<Page<Job>>;
  /** Jobs that wait for a retry, soonest first, followed by jobs that failed for good, newest first. */
  retryQueue(query: Pick<JobQuery, 'session' | 'limit' | 'cursor'>): Result<RetryQueue>;
  /** The facts of one job, oldest first. */
  facts(query: JobRef & { limit: number; cursor?: string | undefined }): Result<Page<Recorded>>;
  /** Puts a failed job back in the queue; resolves to its new state. */
  retry(job: JobId, caller: Caller, session?: SessionId): Promise<Result<Job>>;
  cancel(job: JobId, caller: Caller, session?: SessionId): Promise<Result<void>>;
}

interface JobsPorts {
  readonly system: System;
  readonly log: EventLog;
  readonly reads: Reads;
  readonly readNumber: ReadNumber;
  readonly holds: Holds;
}

const FACTS = 'facts of a job';
const WITHOUT_QUOTE = 'It has no quote, because the message that it answers did not go out.';

export const noJob = (): Result<never> => refuse('job.not_found', 'There is no job with this id.');

export const createJobs = ({ system, log, reads, readNumber, holds }: JobsPorts): Jobs => {
  const known = sessionIn(system);

  const find = ({ jobId, session }: JobRef): Result<JobView> => {
    const job = v.is(JobId, jobId) ? reads.jobs.byId(jobId) : null;
    return job && (session === undefined || job.session === session) ? ok(job) : noJob();
  };

  const explanationOf = (job: Job): string => {
    const told = explain(job, { session: reads.sessions.byId(job.session)?.state ?? null, hold: job.hold });
    return job.queued?.replyTo && holds.hasLostQuote(job) ? `${told} ${WITHOUT_QUOTE}` : told;
  };

  const mediaStateOf = ({ content, failure }: JobView): FileState | null => {
    const [id] = content ? mediaOf(content) : [];
    const state = id === undefined ? null : reads.media.state(id);
    return state === 'pending' && failure && isOfFetch(failure) ? 'failed' : state;
  };

  const shown = (job: JobView): Job => {
    const { maxAttempts } = reads.queues.of(job.session).config;
    const ended = job.status === 'completed' || job.status === 'failed' || job.status === 'cancelled';
    const left = ended ? 0 : Math.max(maxAttempts - (job.attempts - job.ladderFrom), 0);
    return { ...job, hold: holds.ofJob(job), attemptsLeft: left, mediaState: mediaStateOf(job) };
  };

  const shownPage = ({ items, nextCursor }: Page<JobView>): Page<Job> => ({ items: items.map(shown), nextCursor });

  const tell = async (ref: JobRef, type: 'retry' | 'cancel', caller: Caller): Promise<Result<Job>> => {
    const job = find(ref);
    if (!job.ok) return job;
    const told = await system.jobs.find(job.value.jobId)?.tell({ type }, caller);
    if (told?.ok === false) return told;
    const after = find(ref);
    return after.ok ? ok(shown(after.value)) : after;
  };

  return {
    find,
    shown,
    detail(ref) {
      const job = find(ref);
      if (!job.ok) return job;
      const seen = shown(job.value);
      return ok({ ...seen, holds: holds.past(seen), explanation: explanationOf(seen) });
    },
    list({ number, ...query }) {
      const session = known(query.session);
      if (!session.ok) return session;
      const chat = number === undefined ? null : readNumber(number, query.session);
      if (chat?.ok === false) return chat;
      const page = reads.jobs.list({ ...query, chatId: query.chatId ?? chat?.value });
      return page ? ok(shownPage(page)) : badCursor();
    },
    retryQueue(query) {
      const session = known(query.session);
      if (!session.ok) return session;
      const page = reads.jobs.retryQueue(query);
      if (!page) return badCursor();
      const { retrying, failed } = reads.stats.counts(query.session);
      return ok({ stats: { retrying, failed }, ...shownPage(page) });
    },
    facts({ limit, cursor, ...ref }) {
      const job = find(ref);
      if (!job.ok) return job;
      const reached = placeIn(FACTS, cursor, 0);
      if (!reached.ok) return reached;
      const stream = streamOf.job(job.value.jobId);
      const found = log.page({ after: 0, stream, afterVersion: reached.value, limit: limit + 1 });
      return ok(factPage(found, limit, ({ version }) => encodeCursor([FACTS, version])));
    },
    retry: (jobId, caller, session) => tell({ jobId, session }, 'retry', caller),
    async cancel(jobId, caller, session) {
      const told = await tell({ jobId, session }, 'cancel', caller);
      return told.ok ? ok(undefined) : told;
    },
  };
};
