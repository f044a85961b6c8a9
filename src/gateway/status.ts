/** How a session and its queue are doing. */
import type { Clock, Millis } from '../kernel/clock.ts';
import type { SessionId } from '../kernel/ids.ts';
import type { QueueView } from '../projections/queues.ts';
import type { Reads } from '../projections/reads.ts';
import type { SessionView } from '../projections/sessions.ts';

import type { Holds, SessionHold } from './holds.ts';

export interface Status {
  readonly session: Omit<SessionView, 'since'> & {
    /** Null for a session that was never started. */
    readonly since: Millis | null;
  };
  readonly queue: {
    readonly state: QueueView['state'];
    readonly until: Millis | null;
    /** Why no message of the session goes out. */
    readonly hold: SessionHold | null;
    readonly concurrency: number;
    readonly active: number;
    readonly waiting: number;
    readonly retrying: number;
    readonly completed: number;
    /** Dismissed jobs included. */
    readonly failed: number;
    readonly cancelled: number;
    readonly successRate: number | null;
    /** Messages completed in the last 60 seconds. */
    readonly throughput: number;
  };
}

/** A session that was never started is stopped. */
const NEVER_STARTED = {
  state: 'stopped',
  connected: false,
  account: null,
  since: null,
  restarts: 0,
  reason: null,
  lastDisconnect: null,
} as const;

export type StatusOf = (session: SessionId) => Status;

export const statusReader =
  ({ reads, clock, holds }: { readonly reads: Reads; readonly clock: Clock; readonly holds: Holds }): StatusOf =>
  (id) => {
    const { state, until, config } = reads.queues.of(id);
    const { dismissed, failed, successRate, active, waiting, retrying, completed, cancelled } = reads.stats.counts(id);
    return {
      session: reads.sessions.byId(id) ?? { id, ...NEVER_STARTED },
      queue: {
        state,
        until,
        hold: holds.ofSession(id),
        concurrency: config.concurrency,
        active,
        waiting,
        retrying,
        completed,
        failed: failed + dismissed,
        cancelled,
        successRate,
        throughput: Math.round(reads.stats.throughput(id, clock.now()) * 10) / 10,
      },
    };
  };
