/**
 * Why a message does not go out yet, and until when. Its own times count first, then the order of its chat, then its
 * session.
 */
import type { JobFact } from '../../events/facts/job.ts';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import { Defect, Fault } from '../../kernel/fault.ts';
import type { Priority } from '../../events/facts/words.ts';
import { type ChatId, type SessionId, streamOf } from '../../kernel/ids.ts';
import { HOLDS } from '../../machines/permit.ts';
import type { JobRow } from '../../projections/job-view.ts';
import type { Reads } from '../../projections/reads.ts';
import type { System } from '../../actors/system.ts';
import { type PastHold, pastHolds } from './past-holds.ts';

export const SESSION_HOLDS = HOLDS;
export const JOB_HOLDS = ['scheduled', 'retry', 'chat_order', 'refers_to', ...HOLDS] as const;

export interface Hold {
  readonly reason: (typeof JOB_HOLDS)[number];
  /** Null if an event ends the hold, and not a time. */
  readonly until: Millis | null;
}

/** A message that is not queued. */
export interface NewMessage {
  readonly session: SessionId;
  readonly chatId: ChatId;
  readonly priority: Priority;
  readonly notBefore: Millis | null;
  /** Whether it waits for the end of the message that it refers to. */
  readonly waits: boolean;
}

export interface SessionHold extends Hold {
  readonly reason: (typeof HOLDS)[number];
}

export interface Holds {
  /** Null for a message that is active, has ended, or only waits for a free slot. */
  ofJob(job: JobRow): Hold | null;
  /** The hold that a new message would have at once. */
  ofNew(message: NewMessage): Hold | null;
  /** Null while the session sends messages. */
  ofSession(session: SessionId): SessionHold | null;
  /**
   * The past holds of a message that came from its queue. Null if its facts cannot be read: a fact is damaged, or the
   * archive that holds them is missing.
   */
  past(job: JobRow): readonly PastHold[] | null;
  /** Whether the job is a reply that goes without its quote, because the message that it answers did not go out. */
  hasLostQuote(job: JobRow): boolean;
}

interface HoldsPorts {
  readonly system: Pick<System, 'session'>;
  readonly log: EventLog;
  readonly reads: Reads;
  readonly clock: Clock;
}

export const createHolds = ({ system, log, reads, clock }: HoldsPorts): Holds => {
  const ofSession = (id: SessionId): SessionHold | null => {
    const permit = system.session(id)?.permit(clock.now());
    return permit?.reason ? { reason: permit.reason, until: permit.nextAt } : null;
  };

  return {
    ofSession,
    ofJob(job) {
      const { status, session, nextAttemptAt } = job;
      if (status !== 'waiting' && status !== 'retrying') return null;
      if (nextAttemptAt !== null && nextAttemptAt > clock.now())
        return { reason: status === 'waiting' ? 'scheduled' : 'retry', until: nextAttemptAt };
      if (reads.line.waits(job)) return { reason: 'refers_to', until: null };
      return reads.line.isHeldBack(job) ? { reason: 'chat_order', until: null } : ofSession(session);
    },
    ofNew({ session, notBefore, waits, ...lane }) {
      if (notBefore !== null && notBefore > clock.now()) return { reason: 'scheduled', until: notBefore };
      if (waits) return { reason: 'refers_to', until: null };
      return reads.line.hasLane({ session, ...lane }) ? { reason: 'chat_order', until: null } : ofSession(session);
    },
    past: ({ jobId }) =>
      ifReadable(() => {
        const facts = log.read(streamOf.job(jobId)) as readonly Recorded<JobFact>[];
        return pastHolds(log, facts, log.head().position);
      }),
    hasLostQuote({ jobId }) {
      const stream = streamOf.job(jobId);
      const released = ifReadable(() =>
        log.page({ after: 0, stream, type: 'job.released', newestFirst: true, limit: 1 }),
      )?.[0]?.data;
      return released !== undefined && 'quoted' in released && !released.quoted;
    },
  };
};

/** Returns null instead of throwing a fault of the archive or a defect of a stored fact. */
const ifReadable = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof Defect || (thrown instanceof Fault && thrown.code.startsWith('archive.'))) return null;
    throw thrown;
  }
};
