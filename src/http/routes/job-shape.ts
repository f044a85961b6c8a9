/** A job as the API shows it. */
import * as v from 'valibot';
import { PRIORITIES, Priority } from '../../events/facts/words.ts';
import { ChatId, JobId, MessageId, SessionId } from '../../kernel/ids.ts';
import type { QueuedJob } from '../../gateway/acceptance.ts';
import type { JobDetail, JobView } from '../../gateway/jobs.ts';
import { IsoTime, iso, isoOrNull } from '../contract/shapes.ts';

export const JOB_STATUSES = ['waiting', 'active', 'retrying', 'completed', 'failed', 'cancelled'] as const;

const FailureShape = v.object({
  code: v.pipe(v.string(), v.examples(['not_registered'])),
  message: v.string(),
  retryable: v.boolean(),
});

export const JobShape = v.pipe(
  v.object({
    jobId: JobId,
    session: SessionId,
    messageId: v.pipe(MessageId, v.description('The id under which WhatsApp knows it, the same for every attempt.')),
    chatId: ChatId,
    message: v.pipe(v.nullable(v.string()), v.description('Null when it was erased.')),
    status: v.picklist(JOB_STATUSES),
    dismissed: v.pipe(v.boolean(), v.description('A failed job that was put aside from the retry queue.')),
    priority: v.picklist(PRIORITIES),
    attempts: v.pipe(v.number(), v.integer()),
    progress: v.pipe(v.number(), v.integer(), v.description('0 waiting, 30 started, 60 being sent, 100 completed.')),
    queuedAt: IsoTime,
    startedAt: v.nullable(IsoTime),
    completedAt: v.pipe(v.nullable(IsoTime), v.description("When WhatsApp's server acknowledged it.")),
    deliveredAt: v.nullable(IsoTime),
    readAt: v.nullable(IsoTime),
    nextAttemptAt: v.nullable(IsoTime),
    failure: v.nullable(FailureShape),
  }),
  v.metadata({ ref: 'Job' }),
);

/** One job that is looked at alone. */
export const JobDetailShape = v.pipe(
  v.object({
    ...JobShape.entries,
    explanation: v.pipe(
      v.string(),
      v.description('Why it did not arrive, or how far it has come: one sentence for people.'),
      v.examples(['It waits because the queue is paused: resume it.']),
    ),
  }),
  v.metadata({ ref: 'JobDetail' }),
);

export const QueuedShape = v.pipe(
  v.object({
    jobId: JobId,
    messageId: MessageId,
    chatId: ChatId,
    status: v.picklist(JOB_STATUSES),
    priority: Priority,
    queuedAt: IsoTime,
  }),
  v.metadata({ ref: 'QueuedJob' }),
);

export const jobAnswer = (job: JobView): v.InferOutput<typeof JobShape> => ({
  jobId: job.jobId,
  session: job.session,
  messageId: job.messageId,
  chatId: job.chatId,
  message: job.message,
  status: job.status,
  dismissed: job.dismissed,
  priority: job.priority,
  attempts: job.attempts,
  progress: job.progress,
  queuedAt: iso(job.queuedAt),
  startedAt: isoOrNull(job.startedAt),
  completedAt: isoOrNull(job.completedAt),
  deliveredAt: isoOrNull(job.deliveredAt),
  readAt: isoOrNull(job.readAt),
  nextAttemptAt: isoOrNull(job.nextAttemptAt),
  failure: job.failure && {
    code: job.failure.code,
    message: job.failure.message,
    retryable: job.failure.retryable,
  },
});

export const jobDetailAnswer = (job: JobDetail): v.InferOutput<typeof JobDetailShape> => ({
  ...jobAnswer(job),
  explanation: job.explanation,
});

export const queuedAnswer = (job: QueuedJob): v.InferOutput<typeof QueuedShape> => ({
  jobId: job.jobId,
  messageId: job.messageId,
  chatId: job.chatId,
  status: job.status,
  priority: job.priority,
  queuedAt: iso(job.queuedAt),
});
