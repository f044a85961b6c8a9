/**
 * Jobs that name the message of another job: they wait until that one has ended.
 *
 * It guarantees that each of them is told of that end, whatever crashes in between: an end that nobody was told of is
 * found at the next start, and one that comes before the wait is on record is found right after it. A job that waits is
 * a row of the dispatch line, so that waiting costs no memory.
 */
import type { Recorded } from '../../events/log/log.ts';
import { type JobId, partsOfStream } from '../../kernel/ids.ts';
import { jobOfMessage, messageIdOf } from '../../kernel/message-ids.ts';
import type { JobCommand } from '../../machines/job.decide.ts';
import type { MessageRef } from '../../messages/refs.ts';
import type { JobStatus } from '../../projections/job-view.ts';
import type { Reads } from '../../projections/reads.ts';

export interface ReferralPorts {
  readonly reads: Pick<Reads, 'jobs' | 'line'>;
  tell(job: JobId, command: JobCommand): void;
}

export interface Referrals {
  /** Called with each fact after its commit. */
  hear(fact: Recorded): void;
  /** Tells every waiting job whose message has ended meanwhile. */
  catchUp(): void;
}

const ENDED: readonly JobStatus[] = ['completed', 'failed', 'cancelled'];

/** Types of facts that end a job. */
const ENDS: ReadonlySet<string> = new Set([
  'job.completed',
  'job.abandoned',
  'job.expired',
  'job.cancelled',
  'job.rejected',
]);

export const openReferrals = ({ reads, tell }: ReferralPorts): Referrals => {
  /** Most gateways never have a job that waits for another, and every end would ask the table for one. */
  let anyWaits = true;

  const release = (message: MessageRef, sent: boolean): void => {
    if (!anyWaits) return;
    for (const job of reads.line.waitingFor(message)) tell(job, { type: 'recordReferredEnd', sent });
  };

  const look = (message: MessageRef): void => {
    anyWaits = true;
    const job = jobOfMessage(message);
    const status = job === null ? null : (reads.jobs.rowById(job)?.status ?? null);
    // A message that no job sends is on record because WhatsApp has it.
    if (status === null || ENDED.includes(status)) release(message, status === null || status === 'completed');
  };

  return {
    hear(fact) {
      if (ENDS.has(fact.type)) release(messageIdOf(partsOfStream(fact.stream).id), fact.type === 'job.completed');
      else if (fact.type === 'job.queued' && fact.data.waits) look(fact.data.refersTo ?? fact.data.replyTo ?? '');
      else if ((fact.type === 'job.retried' || fact.type === 'job.approved') && fact.data.waitsFor !== undefined)
        look(fact.data.waitsFor);
    },
    catchUp() {
      const awaited = reads.line.awaited();
      anyWaits = awaited.length > 0;
      for (const message of awaited) look(message);
    },
  };
};
