/** The status of a session and its queue. */
import type { EventLog } from '../../events/log/log.ts';
import type { System } from '../../actors/system.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { SessionId } from '../../kernel/ids.ts';
import type { MediaTotals } from '../../projections/media.ts';
import type { QueueView } from '../../projections/queues.ts';
import type { Reads } from '../../projections/reads.ts';
import type { SessionView } from '../../projections/sessions.ts';

import type { Holds, SessionHold } from '../jobs/holds.ts';

export interface Status {
  readonly session: Omit<SessionView, 'since' | 'labelAt'> & {
    /** What people call it. */
    readonly label: string | null;
    /** Null if the session was never started. */
    readonly since: Millis | null;
    /** `pending` after a log-out, until WhatsApp has unlinked the device. */
    readonly unlinking: 'pending' | null;
  };
  /** Uploads of the session that have not expired; a file that several share counts for each. */
  readonly media: MediaTotals;
  readonly queue: {
    readonly state: QueueView['state'];
    readonly until: Millis | null;
    /** Why the session sends no messages. */
    readonly hold: SessionHold | null;
    readonly concurrency: number;
    readonly active: number;
    /** Drafts that wait for somebody's approval. They are not in line. */
    readonly drafts: number;
    readonly waiting: number;
    readonly retrying: number;
    readonly completed: number;
    /** Includes dismissed jobs. */
    readonly failed: number;
    readonly cancelled: number;
    readonly successRate: number | null;
    /** The number of messages completed in the last 60 seconds. */
    readonly throughput: number;
  };
}

/** The state of a session that was never started. */
const NEVER_STARTED = {
  state: 'stopped',
  connected: false,
  account: null,
  since: null,
  restarts: 0,
  reason: null,
  lastDisconnect: null,
  labelAt: null,
  country: null,
  proxied: false,
} as const;

interface StatusPorts {
  readonly reads: Reads;
  readonly log: Pick<EventLog, 'beside'>;
  readonly clock: Clock;
  readonly holds: Holds;
  readonly system: Pick<System, 'session'>;
}

export type StatusOf = (session: SessionId) => Status;

/** The label that stands beside the fact at a position. */
export const labelIn = (log: Pick<EventLog, 'beside'>, labelAt: number | null): string | null =>
  labelAt === null ? null : (log.beside('session', labelAt, 0)?.label ?? null);

export const statusReader = ({ reads, log, clock, holds, system }: StatusPorts): StatusOf => {
  const unlinking = (id: SessionId): 'pending' | null => {
    const found = system.session(id);
    const pending = found && (found.link.leaving() || found.session.snapshot().context.unlinkUntil !== null);
    return pending ? 'pending' : null;
  };

  return (id) => {
    const { state, until, config } = reads.queues.of(id);
    const counts = reads.stats.counts(id);
    const { labelAt, ...session } = reads.sessions.byId(id) ?? { id, ...NEVER_STARTED };
    const label = labelIn(log, labelAt);
    const { active, waiting, retrying, completed, cancelled, successRate } = counts;
    return {
      session: { ...session, label, unlinking: unlinking(id) },
      media: reads.media.totalsOf(id),
      queue: {
        state,
        until,
        hold: holds.ofSession(id),
        concurrency: config.concurrency,
        active,
        drafts: counts.draft,
        waiting,
        retrying,
        completed,
        failed: counts.failed + counts.dismissed,
        cancelled,
        successRate,
        throughput: Math.round(reads.stats.throughput(id, clock.now()) * 10) / 10,
      },
    };
  };
};
