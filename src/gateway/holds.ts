/** Why a message does not go out yet, and until when: its own times, the order of its chat, then what its session allows. */
import type { JobFact } from '../events/facts/job.ts';
import type { QueueFact } from '../events/facts/queue.ts';
import type { EventLog, Recorded } from '../events/log/log.ts';
import type { Clock, Millis } from '../kernel/clock.ts';
import { Defect, Fault } from '../kernel/fault.ts';
import { type SessionId, streamOf } from '../kernel/ids.ts';
import { HOLDS } from '../machines/permit.ts';
import type { JobView } from '../projections/job-view.ts';
import type { Reads } from '../projections/reads.ts';
import { holdsOf, type PastHold } from '../story/holds.ts';
import type { System } from '../actors/system.ts';

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

/** Facts of a queue that are looked at for one message: people and coolings make few. */
const QUEUE_FACTS_MAX = 1_000;

export const createHolds = ({ system, log, reads, clock }: HoldsPorts): Holds => {
  const ofSession = (id: SessionId): SessionHold | null => {
    const permit = system.session(id)?.permit(clock.now());
    return permit?.reason ? { reason: permit.reason, until: permit.nextAt } : null;
  };

  /** The facts of the job's queue from the last one before the job to the last one that can matter. */
  const factsOfQueue = (session: SessionId, from: number, upTo: number): readonly Recorded<QueueFact>[] => {
    const stream = streamOf.queue(session);
    const before = log.page({ after: 0, upTo: from, stream, limit: 1, newestFirst: true });
    return [...before, ...log.page({ after: from, upTo, stream, limit: QUEUE_FACTS_MAX })] as Recorded<QueueFact>[];
  };

  const past = ({ jobId, session, status }: JobView): readonly PastHold[] => {
    const facts = log.read(streamOf.job(jobId)) as readonly Recorded<JobFact>[];
    const [first] = facts;
    const goesOn = status === 'waiting' || status === 'retrying';
    const upTo = goesOn ? log.head().position : (facts.at(-1)?.position ?? 0);
    return first ? holdsOf(facts, factsOfQueue(session, first.position, upTo)) : [];
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
    past: (job) => ifReadable(() => past(job)),
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
