/** A job as clients see it. */
import type { Failure } from '../events/facts/failure.ts';
import { PRIORITIES, type Priority } from '../events/facts/words.ts';
import type { Millis } from '../kernel/clock.ts';
import type { StoredStatus } from '../events/facts/job.ts';
import type { EventLog, Recorded } from '../events/log/log.ts';
import { Defect, Fault } from '../kernel/fault.ts';
import { type ChatId, type JobId, type MessageId, type SessionId, streamOf } from '../kernel/ids.ts';
import { messageIdOf } from '../kernel/message-ids.ts';
import type { FactOf } from '../events/facts/catalogue.ts';
import type { Metadata } from '../messages/beside.ts';
import { type Content, textOf } from '../messages/content.ts';
import { columnsAfter } from './jobs.ts';
import type { Settled } from './settled.ts';

/** The first fact of a job. */
export type JobQueued = Omit<FactOf<'job.queued'>, 'type'> | Omit<FactOf<'job.drafted'>, 'type'>;

/** Who asked for a draft, until when it waits, and who let it go out. */
export interface DraftView {
  readonly by: string;
  readonly decideBy: Millis;
  /** Null while nobody has approved it. */
  readonly approvedBy: string | null;
  readonly approvedAt: Millis | null;
}

/** Who cancelled a job. `reason` is null if none was given, or if it was erased. */
export interface CancelledView {
  readonly by: string;
  readonly reason: string | null;
}

export type JobStatus = Exclude<StoredStatus, 'dismissed'>;

/** A job without what is beside its facts: one row of one table, and no fact is read. */
export interface JobRow {
  readonly jobId: JobId;
  /** The number of its stream, and the position of its first fact. */
  readonly streamId: number;
  readonly session: SessionId;
  readonly messageId: MessageId;
  readonly chatId: ChatId;
  /** The address that WhatsApp answered for the chat; null until WhatsApp was asked. */
  readonly recipient: ChatId | null;
  /** The position of the fact beside which its content stands. */
  readonly contentAt: number;
  readonly status: JobStatus;
  /** A failed job that was removed from the retry queue. */
  readonly dismissed: boolean;
  readonly priority: Priority;
  /** All attempts that count. */
  readonly attempts: number;
  /** The attempts before the current retry ladder began. */
  readonly ladderFrom: number;
  readonly progress: number;
  readonly queuedAt: Millis;
  /** The time for which it was scheduled; null for at once. */
  readonly sendAt: Millis | null;
  /** When somebody approved it; null for a message that was no draft, or that nobody has approved. */
  readonly approvedAt: Millis | null;
  readonly startedAt: Millis | null;
  readonly completedAt: Millis | null;
  readonly deliveredAt: Millis | null;
  readonly readAt: Millis | null;
  readonly playedAt: Millis | null;
  readonly nextAttemptAt: Millis | null;
  readonly failure: Failure | null;
}

export interface JobView extends JobRow {
  /** The content; null if it was erased or is damaged. */
  readonly content: Content | null;
  /** The fact that it was queued with; null if it cannot be read. */
  readonly queued: JobQueued | null;
  /** Null for a message that was no draft, and where its facts cannot be read. */
  readonly draft: DraftView | null;
  /** Null for a job that was not cancelled, and where its facts cannot be read. */
  readonly cancelled: CancelledView | null;
  /** The caller's own words; null if there are none, or if they were erased. */
  readonly metadata: Metadata | null;
  /** The text or the caption; null if there is none, or if it was erased or is damaged. */
  readonly message: string | null;
}

/** What the tables need from the log. */
export type OfLog = Pick<EventLog, 'streamId' | 'content' | 'beside' | 'page'>;

interface Row extends Omit<JobRow, 'messageId' | 'status' | 'dismissed' | 'priority' | 'failure'> {
  readonly status: StoredStatus;
  readonly priority: number;
  readonly failure: string | null;
}

const SELECT = `
  select job_id as jobId, stream_id as streamId, session, chat as chatId, recipient, status, priority, attempts,
    ladder_from as ladderFrom, progress, queued_at as queuedAt, not_before as sendAt, approved_at as approvedAt, started_at as startedAt, completed_at as completedAt,
    delivered_at as deliveredAt, read_at as readAt, played_at as playedAt, next_attempt_at as nextAttemptAt, failure,
    content_at as contentAt
  from jobs where stream_id = ?`;

const earliest = (one: Millis | null, other: Millis | null): Millis | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

const rowOf = ({ status, priority, failure, ...row }: Row): JobRow => ({
  ...row,
  messageId: messageIdOf(row.jobId),
  status: status === 'dismissed' ? 'failed' : status,
  dismissed: status === 'dismissed',
  priority: PRIORITIES[priority] ?? 'NORMAL',
  // A message that was read has been delivered, whether or not WhatsApp said so.
  deliveredAt: earliest(row.deliveredAt, row.readAt),
  failure: failure === null ? null : (JSON.parse(failure) as Failure),
});

export interface JobViews {
  /** Null if there is no such job. */
  byId(job: JobId): JobView | null;
  /** The same without what was said, for a reader that needs a status or a time. */
  rowById(job: JobId): JobRow | null;
  /** The jobs with these stream numbers, in their order. */
  byStreamIds(streamIds: readonly number[]): JobView[];
}

/** Damage does not hide its job, nor the list that the job is in; `verify` names it. */
export const unlessDamaged = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof Defect || (thrown instanceof Fault && thrown.code.startsWith('archive.'))) return null;
    throw thrown;
  }
};

/** Adds what stands beside the facts of a job to its row. */
export const jobViewer = (log: Pick<OfLog, 'content' | 'beside' | 'page'>): ((row: JobRow) => JobView) => {
  const firstFact = (position: number) => {
    const [first] = log.page({ after: position - 1, upTo: position, limit: 1 });
    return first?.type === 'job.queued' || first?.type === 'job.drafted' ? first : null;
  };

  const draftOf = (first: ReturnType<typeof firstFact>, { approvedAt }: JobRow): DraftView | null => {
    if (first?.type !== 'job.drafted') return null;
    const { stream, by, data } = first;
    const [approval] = approvedAt === null ? [] : log.page({ after: 0, stream, type: 'job.approved', limit: 1 });
    return { by, decideBy: data.decideBy, approvedBy: approval?.by ?? null, approvedAt };
  };

  const cancelledBy = ({ jobId, status }: JobRow): CancelledView | null => {
    if (status !== 'cancelled') return null;
    const [last] = log.page({ after: 0, stream: streamOf.job(jobId), newestFirst: true, limit: 1 });
    if (!last) return null;
    const isTold = last.type === 'job.rejected' && last.data.reason !== undefined;
    return { by: last.by, reason: isTold ? (log.beside('decision', last.position, 0)?.reason ?? null) : null };
  };

  return (row) => {
    const content = unlessDamaged(() => log.content(row.contentAt));
    const first = unlessDamaged(() => firstFact(row.streamId));
    const queued = first?.data ?? null;
    return {
      ...row,
      content,
      queued,
      draft: unlessDamaged(() => draftOf(first, row)),
      cancelled: unlessDamaged(() => cancelledBy(row)),
      metadata: queued?.metadata ? unlessDamaged(() => log.beside('metadata', row.streamId, 1)) : null,
      message: content && textOf(content),
    };
  };
};

/** The row of a job as it was after the first facts of its stream, which are given. */
export const jobRowAfter = (facts: readonly Recorded[]): JobRow => {
  const columns = columnsAfter(facts);
  return rowOf({
    jobId: columns.job_id ?? '',
    streamId: facts[0]?.streamId ?? 0,
    session: columns.session ?? '',
    chatId: columns.chat ?? '',
    recipient: columns.recipient ?? null,
    status: columns.status ?? 'waiting',
    priority: columns.priority ?? 0,
    attempts: columns.attempts ?? 0,
    ladderFrom: columns.ladder_from ?? 0,
    progress: columns.progress ?? 0,
    queuedAt: columns.queued_at ?? 0,
    sendAt: columns.not_before ?? null,
    startedAt: columns.started_at ?? null,
    completedAt: columns.completed_at ?? null,
    deliveredAt: columns.delivered_at ?? null,
    readAt: columns.read_at ?? null,
    playedAt: columns.played_at ?? null,
    approvedAt: columns.approved_at ?? null,
    nextAttemptAt: columns.next_attempt_at ?? null,
    failure: columns.failure ?? null,
    contentAt: columns.content_at ?? 0,
  });
};

export const jobViews = (db: Settled, log: OfLog): JobViews => {
  const one = db.prepare<[number], Row>(SELECT);
  const view = jobViewer(log);

  const rowByStreamId = (streamId: number): JobRow | null => {
    const row = one.get(streamId);
    return row ? rowOf(row) : null;
  };

  const byStreamId = (streamId: number): JobView | null => {
    const row = rowByStreamId(streamId);
    return row && view(row);
  };

  const rowById = (job: JobId): JobRow | null => {
    const streamId = log.streamId(streamOf.job(job));
    return streamId === null ? null : rowByStreamId(streamId);
  };

  return {
    byId(job) {
      const row = rowById(job);
      return row && view(row);
    },
    rowById,
    byStreamIds: (streamIds) => streamIds.flatMap((streamId) => byStreamId(streamId) ?? []),
  };
};
