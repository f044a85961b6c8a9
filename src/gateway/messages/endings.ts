/**
 * Waits for the end of jobs, for clients that would rather wait than ask again.
 *
 * A wait ends with the job, with its time, with the client that goes away, or with the process. It is a row in memory and
 * nothing else: no fact depends on it, and a job ends the same whether or not somebody waits. There is room for so many;
 * one more is told at once that the job has not ended.
 */
import type { EventLog, Recorded } from '../../events/log/log.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import { type JobId, partsOfStream } from '../../kernel/ids.ts';
import type { JobRow } from '../../projections/job-view.ts';
import type { Reads } from '../../projections/reads.ts';

export interface Endings {
  /** Whether the job has ended: as soon as it has, after a time, or when `left` aborts. */
  of(job: JobId, withinMs: Millis, left?: AbortSignal): Promise<boolean>;
  /** Ends all waits, and each that begins from now on. */
  stop(): void;
  /** How many wait now. */
  waiting(): number;
}

interface EndingsPorts {
  readonly log: Pick<EventLog, 'onCommit'>;
  readonly reads: Pick<Reads, 'jobs'>;
  readonly clock: Clock;
}

const WAITS_MAX = 500;

const ENDS: ReadonlySet<string> = new Set([
  'job.completed',
  'job.abandoned',
  'job.expired',
  'job.cancelled',
  'job.rejected',
]);

export const hasEnded = ({ status }: Pick<JobRow, 'status'>): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

export const createEndings = ({ log, reads, clock }: EndingsPorts): Endings => {
  const waits = new Map<JobId, Set<() => void>>();
  let waiting = 0;
  let isStopped = false;

  log.onCommit((facts) => {
    if (waiting > 0) for (const fact of facts) if (ENDS.has(fact.type)) endWaitsFor(fact);
  });
  const endWaitsFor = ({ stream }: Recorded): void => {
    for (const end of waits.get(partsOfStream(stream).id) ?? []) end();
  };

  const isOver = (job: JobId): boolean => {
    const row = reads.jobs.rowById(job);
    return row !== null && hasEnded(row);
  };

  /** Puts a wait down; returns how it is taken away again. */
  const put = (job: JobId, end: () => void): (() => void) => {
    const others = waits.get(job) ?? new Set();
    waits.set(job, others.add(end));
    waiting += 1;
    return () => {
      waiting -= 1;
      others.delete(end);
      if (others.size === 0) waits.delete(job);
    };
  };

  return {
    async of(job, withinMs, left) {
      if (isOver(job)) return true;
      if (isStopped || waiting >= WAITS_MAX || left?.aborted) return false;
      const { promise, resolve: end } = Promise.withResolvers<void>();
      const leave = put(job, end);
      const forget = clock.after(withinMs, end);
      left?.addEventListener('abort', () => end());
      await promise;
      forget();
      leave();
      return isOver(job);
    },
    stop() {
      isStopped = true;
      for (const ends of waits.values()) for (const end of ends) end();
    },
    waiting: () => waiting,
  };
};
