/** Why a message does not go out yet, and until when: its own times, the order of its chat, then what its session allows. */
import type { JobFact } from '../events/facts/job.ts';
import type { EventLog, Recorded } from '../events/log/log.ts';
import type { Clock, Millis } from '../kernel/clock.ts';
import { Defect, Fault } from '../kernel/fault.ts';
import { type SessionId, streamOf } from '../kernel/ids.ts';
import { HOLDS } from '../machines/permit.ts';
import type { JobView } from '../projections/job-view.ts';
import type { Reads } from '../projections/reads.ts';
import type { System } from '../actors/system.ts';
import { type PastHold, pastHolds } from './past-holds.ts';

export const SESSION_HOLDS = HOLDS;
export const JOB_HOLDS = ['scheduled', 'retry', 'chat_order', ...HOLDS] as const;

export interface Hold {
  readonly reason: (typeof JOB_HOLDS)[number];
  /** Null where only an event can end it, and no time. */
  readonly until: Millis | null;
}

export interface SessionHold extends Hold {
  readonly reason: (typeof HOLDS)[number];
}

export interface Holds {
  /** Null for a message that is in hand, has ended, or only waits for room. */
  ofJob(job: JobView): Hold | null;
  /** Null while messages go out. */
  ofSession(session: SessionId): SessionHold | null;
  /**
   * What held a message up so far, as far as its queue did. Null when its facts cannot be read: one is damaged, or they
   * were archived and the file is not there.
   */
  past(job: JobView): readonly PastHold[] | null;
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
      return reads.line.isHeldBack(job) ? { reason: 'chat_order', until: null } : ofSession(session);
    },
    past: ({ jobId }) =>
      ifReadable(() => {
        const facts = log.read(streamOf.job(jobId)) as readonly Recorded<JobFact>[];
        return pastHolds(log, facts, log.head().position);
      }),
  };
};

/** Null instead of a fault of the archive or a defect of a stored fact. */
const ifReadable = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof Defect || (thrown instanceof Fault && thrown.code.startsWith('archive.'))) return null;
    throw thrown;
  }
};
