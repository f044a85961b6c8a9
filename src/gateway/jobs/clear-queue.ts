/**
 * Clears a queue: cancels every waiting job by a fact of its own, and dismisses every failed job.
 *
 * The log records the start of a clearing before its first job, and the end after its last. If the process stops during
 * a clearing, the next start resumes it. Jobs are cleared in pages that commit in a few milliseconds, and the event
 * loop runs between two pages, so other requests stay fast. Up to a thousand jobs are cleared before the answer. A
 * larger queue is cleared in the background, and clients can follow the count. Jobs that are queued after the request
 * are not cleared.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CLEARABLE, type Clearable, type QueueFact } from '../../events/facts/queue.ts';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { Fault } from '../../kernel/fault.ts';
import { type JobId, partsOfStream, type SessionId, streamOf } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { Reads } from '../../projections/reads.ts';
import type { SessionActor } from '../../actors/sessions/session-actor.ts';
import type { System } from '../../actors/system.ts';
import { countCleared } from './cleared-jobs.ts';

export interface Clearing {
  readonly id: string;
  readonly session: SessionId;
  readonly status: Clearable;
  /** The number of jobs to clear at the time of the request. */
  readonly total: number;
  readonly cleared: number;
  readonly done: boolean;
  /** The reason why the clearing ended early, or null. */
  readonly problem: string | null;
}

export interface Clearings {
  /** `following` is null if the clearing is already done. */
  clear(
    session: SessionActor,
    status: Clearable,
    caller: Caller,
  ): Promise<Result<{ readonly cleared: number; readonly following: Clearing | null }>>;
  /** Cancels every waiting job and every draft; resolves after the last one. */
  clearAll(session: SessionActor, caller: Caller): Promise<Result<void>>;
  /** A clearing by its id. If a session is given too, the clearing must belong to it. */
  find(id: string, session?: SessionId): Promise<Result<Clearing>>;
  /** Resumes the clearings that the last stop interrupted. */
  carryOn(): void;
}

interface ClearingsPorts {
  readonly system: System;
  readonly log: EventLog;
  readonly reads: Reads;
  readonly entropy: Entropy;
  readonly atOnceMax?: number;
}

/** A clearing that runs in this process. */
interface Run {
  clearing: Clearing;
  ended: Promise<void>;
}

type Started = Extract<Recorded<QueueFact>, { type: 'queue.clearing_started' }>;
type Cleared = Extract<Recorded<QueueFact>, { type: 'queue.cleared' }>;

const AT_ONCE_MAX = 1_000;

/** The number of jobs in one page; their facts share a commit. */
const PAGE = 50;
/** The number of clearings that are searched for an id, newest first. */
const KEPT_MAX = 1_000;

const STATUSES = {
  waiting: ['waiting'],
  retrying: ['retrying'],
  failed: ['failed'],
  all: ['waiting', 'retrying', 'failed'],
} as const;

/** The largest possible job id of a time. Job ids grow with time, so jobs that are queued later are beyond it. */
const newestPossible = (at: number): JobId => `${at.toString(16).padStart(12, '0')}ffffff`;

/** The caller who requested the clearing, also after a restart. */
const callerOf = ({ by, correlation, data }: Started): Caller => ({ by, correlation, from: data.from ?? null });

const sessionOf = ({ stream }: Recorded): SessionId => partsOfStream(stream).id;

const clearingOf = (started: Started): Clearing => {
  const { clearing, status, total } = started.data;
  return { id: clearing, session: sessionOf(started), status, total, cleared: 0, done: false, problem: null };
};

export const createClearings = (ports: ClearingsPorts): Clearings => {
  const { system, log, reads, entropy, atOnceMax = AT_ONCE_MAX } = ports;
  const runs = new Map<string, Run>();

  const startedNewestFirst = (stream?: string) =>
    log.page({
      after: 0,
      type: 'queue.clearing_started',
      newestFirst: true,
      limit: KEPT_MAX,
      ...(stream === undefined ? {} : { stream }),
    }) as readonly Started[];

  const startedBy = (id: string, stream?: string): Started | null =>
    startedNewestFirst(stream).find(({ data }) => data.clearing === id) ?? null;

  const endOf = ({ stream, position, data: { clearing } }: Started): Cleared | null => {
    const facts = log.page({ after: position, stream, type: 'queue.cleared', limit: KEPT_MAX }) as readonly Cleared[];
    return facts.find(({ data }) => data.clearing === clearing) ?? null;
  };

  /** Returns false for a job that was dispatched in between. Such a job is active and is not touched. */
  const clearOne = async (job: JobId, type: 'cancel' | 'dismiss', caller: Caller): Promise<boolean> =>
    (await system.jobs.find(job)?.tell({ type }, caller))?.ok === true;

  const work = async (started: Started, count: (cleared: number) => void) => {
    const newest = newestPossible(started.at);
    const caller = callerOf(started);
    for (const each of STATUSES[started.data.status]) {
      for (let after = 0; ; ) {
        const page = reads.jobs
          .idsToClear(sessionOf(started), each, after, PAGE)
          .filter(({ jobId }) => jobId <= newest);
        const last = page.at(-1);
        if (!last) break;
        const type = each === 'failed' ? 'dismiss' : 'cancel';
        const told = await Promise.all(page.map(({ jobId }) => clearOne(jobId, type, caller)));
        count(told.filter(Boolean).length);
        after = last.streamId;
        await nextTurn();
      }
    }
  };

  /** No clearing of a queue touches drafts; they go with their session alone. */
  const cancelDrafts = async ({ id }: SessionActor, caller: Caller): Promise<void> => {
    for (let after = 0; ; ) {
      const page = reads.jobs.idsToClear(id, 'draft', after, PAGE);
      const last = page.at(-1);
      if (!last) return;
      await Promise.all(page.map(({ jobId }) => clearOne(jobId, 'cancel', caller)));
      after = last.streamId;
      await nextTurn();
    }
  };

  const complete = async ({ queue }: SessionActor, started: Started, run: Run) => {
    const count = (more: number) => {
      run.clearing = { ...run.clearing, cleared: run.clearing.cleared + more };
    };
    count(await countCleared(log, started));
    await work(started, count);
    const { id: clearing, cleared } = run.clearing;
    await queue.tell({ type: 'recordCleared', clearing, cleared }, callerOf(started));
    run.clearing = { ...run.clearing, done: true };
    runs.delete(clearing);
  };

  const stopEarly = (run: Run, thrown: unknown) => {
    if (!(thrown instanceof Fault)) system.meetDefect(thrown);
    const problem =
      thrown instanceof Fault
        ? `It ended early (${thrown.code}); ask again for the rest. The next start goes on with it, too.`
        : 'It ended on a defect of Waybill.';
    run.clearing = { ...run.clearing, done: true, problem };
    throw thrown;
  };

  /** Returns the current run of an open clearing, or starts a new run if the last one ended early. */
  const runOf = (session: SessionActor, started: Started): Run => {
    const known = runs.get(started.data.clearing);
    if (known?.clearing.done === false) return known;
    const run: Run = { clearing: clearingOf(started), ended: Promise.resolve() };
    runs.set(started.data.clearing, run);
    run.ended = complete(session, started, run).catch((thrown: unknown) => stopEarly(run, thrown));
    // The problem is kept, and it also reaches the callers that await the end.
    run.ended.catch(() => {});
    return run;
  };

  const openOf = ({ id, queue }: SessionActor, status: Clearable): Started | null => {
    const open = queue.snapshot().context.clearings.find((one) => one.status === status);
    return open ? startedBy(open.id, streamOf.queue(id)) : null;
  };

  /** The open clearings of removed sessions, which no start resumes. */
  const ofRemoved = (): readonly Started[] => {
    const known = new Set(system.sessions().map(({ id }) => id));
    return startedNewestFirst().filter((started) => !known.has(sessionOf(started)) && endOf(started) === null);
  };

  const toClear = (session: SessionId, status: Clearable): number => {
    const counts = reads.stats.counts(session);
    return STATUSES[status].reduce((sum, each) => sum + counts[each], 0);
  };

  const begin = async (session: SessionActor, status: Clearable, caller: Caller): Promise<Result<Run>> => {
    const clearing = `clr_${Buffer.from(entropy.bytes(12)).toString('base64url')}`;
    const total = toClear(session.id, status);
    const told = await session.queue.tell({ type: 'startClearing', clearing, status, total }, caller);
    if (!told.ok) return told;
    const [fact] = told.value as readonly Started[];
    const started = fact ?? openOf(session, status);
    // The open clearing may have ended meanwhile.
    return started ? ok(runOf(session, started)) : begin(session, status, caller);
  };

  return {
    async clear(session, status, caller) {
      const begun = await begin(session, status, caller);
      if (!begun.ok) return begun;
      const run = begun.value;
      if (run.clearing.total > atOnceMax) return ok({ cleared: run.clearing.cleared, following: run.clearing });
      await run.ended;
      return ok({ cleared: run.clearing.cleared, following: null });
    },
    async clearAll(session, caller) {
      for (const status of ['waiting', 'retrying'] as const) {
        if (toClear(session.id, status) === 0) continue;
        const begun = await begin(session, status, caller);
        if (!begun.ok) return begun;
        await begun.value.ended;
      }
      await cancelDrafts(session, caller);
      return ok(undefined);
    },
    async find(id, session) {
      const run = runs.get(id);
      const started = run ? null : startedBy(id);
      const known = run?.clearing ?? (started && clearingOf(started));
      if (!known || (session !== undefined && known.session !== session))
        return refuse('clearing.not_found', 'There is no clearing with this id.');
      if (!started) return ok(known);
      const end = endOf(started);
      return ok({ ...known, cleared: end?.data.cleared ?? (await countCleared(log, started)), done: end !== null });
    },
    carryOn() {
      for (const started of ofRemoved()) system.ensureSession(sessionOf(started));
      for (const session of system.sessions()) {
        for (const status of CLEARABLE) {
          const started = openOf(session, status);
          if (started) runOf(session, started);
        }
      }
    },
  };
};
