/** Answers about the other messages that a job depends on. */
import type { Millis } from '../../kernel/clock.ts';
import type { JobId } from '../../kernel/ids.ts';
import { jobOfMessage } from '../../kernel/message-ids.ts';
import type { MessageRef } from '../../messages/refs.ts';
import type { Reads } from '../../projections/reads.ts';

export const otherMessages = ({ jobs, line }: Pick<Reads, 'jobs' | 'line'>) => ({
  /** When WhatsApp acknowledged a message of the account's own; null if it did not. */
  acknowledgedAt(message: MessageRef): Millis | null {
    const job = jobOfMessage(message);
    return job === null ? null : (jobs.rowById(job)?.completedAt ?? null);
  },
  /** Whether an older message to another address of the same person is not through yet. */
  isBehind(id: JobId): boolean {
    const job = jobs.rowById(id);
    return job !== null && line.isBehind(job);
  },
});
