/** A job as clients see it. */
import type { Database } from 'better-sqlite3';
import type { Failure } from '../events/facts/failure.ts';
import { PRIORITIES, type Priority } from '../events/facts/words.ts';
import type { Millis } from '../kernel/clock.ts';
import { type ChatId, type JobId, type MessageId, type SessionId, streamOf } from '../kernel/ids.ts';
import { messageIdOf } from '../kernel/message-ids.ts';
import type { StoredStatus } from './jobs.ts';

export type JobStatus = Exclude<StoredStatus, 'dismissed'>;

export interface JobView {
  readonly jobId: JobId;
  readonly session: SessionId;
  readonly messageId: MessageId;
  readonly chatId: ChatId;
  /** The address that WhatsApp answered for the chat; null until it was asked. */
  readonly recipient: ChatId | null;
  /** What is to be said; null when it was erased. */
  readonly message: string | null;
  readonly status: JobStatus;
  /** A failed job that was put aside from the retry queue. */
  readonly dismissed: boolean;
  readonly priority: Priority;
  readonly attempts: number;
  readonly progress: number;
  readonly queuedAt: Millis;
  readonly startedAt: Millis | null;
  readonly completedAt: Millis | null;
  readonly deliveredAt: Millis | null;
  readonly readAt: Millis | null;
  readonly nextAttemptAt: Millis | null;
  readonly failure: Failure | null;
}

interface Row extends Omit<JobView, 'messageId' | 'status' | 'dismissed' | 'priority' | 'failure'> {
  readonly status: StoredStatus;
  readonly priority: number;
  readonly failure: string | null;
}

const SELECT = `
  select job_id as jobId, session, chat as chatId, recipient, contents.body as message, status, priority, attempts,
    progress, queued_at as queuedAt, started_at as startedAt, completed_at as completedAt,
    delivered_at as deliveredAt, read_at as readAt, next_attempt_at as nextAttemptAt, failure
  from jobs left join contents on contents.position = jobs.id`;

const earliest = (one: Millis | null, other: Millis | null): Millis | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

const view = ({ status, priority, failure, ...row }: Row): JobView => ({
  ...row,
  messageId: messageIdOf(row.jobId),
  status: status === 'dismissed' ? 'failed' : status,
  dismissed: status === 'dismissed',
  priority: PRIORITIES[priority] ?? 'NORMAL',
  // A message that was read has been delivered, whether or not WhatsApp said so, and when.
  deliveredAt: earliest(row.deliveredAt, row.readAt),
  failure: failure === null ? null : (JSON.parse(failure) as Failure),
});

export type JobViews = ReturnType<typeof jobViews>;

export const jobViews = (db: Database) => {
  const bySeq = db.prepare<[number], Row>(`${SELECT} where jobs.id = ?`);
  const byStream = db.prepare<[string], Row>(`${SELECT} where jobs.id = (select id from streams where name = ?)`);
  return {
    /** Null when there is no such job. */
    byId(job: JobId): JobView | null {
      const row = byStream.get(streamOf.job(job));
      return row ? view(row) : null;
    },
    /** Those with these stream numbers, in their order. */
    bySeqs: (seqs: readonly number[]): JobView[] =>
      seqs.flatMap((seq) => {
        const row = bySeq.get(seq);
        return row ? [view(row)] : [];
      }),
  };
};
