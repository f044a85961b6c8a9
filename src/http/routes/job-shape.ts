/** A job as the API shows it. */
import * as v from 'valibot';
import { PRIORITIES, Priority } from '../../events/facts/words.ts';
import { ChatId, JobId, MessageId, SessionId } from '../../kernel/ids.ts';
import type { QueuedJob } from '../../gateway/messages/acceptance.ts';
import { JOB_HOLDS } from '../../gateway/jobs/holds.ts';
import type { Job, JobDetail } from '../../gateway/jobs/jobs.ts';
import type { SentJob } from '../../gateway/messages/messages.ts';
import { CONTENT_KINDS, type ContentKind } from '../../messages/content.ts';
import { jobObject } from '../../views/job-object.ts';
import { IsoTime, iso, isoOrNull } from '../contract/shapes.ts';

export const JOB_STATUSES = ['draft', 'waiting', 'active', 'retrying', 'completed', 'failed', 'cancelled'] as const;

const FailureShape = v.object({
  code: v.pipe(v.string(), v.examples(['not_registered'])),
  message: v.string(),
  retryable: v.boolean(),
});

export const HoldShape = v.object({
  reason: v.picklist(JOB_HOLDS),
  until: v.pipe(v.nullable(IsoTime), v.description('Null where an event ends it, and no time.')),
});

const DraftShape = v.object({
  by: v.pipe(v.string(), v.description('Who asked for the message.')),
  decideBy: v.pipe(IsoTime, v.description('When the draft expires unless somebody decides.')),
  approvedBy: v.pipe(v.nullable(v.string()), v.description('Null while nobody has approved it.')),
  approvedAt: v.nullable(IsoTime),
});

const CancelledShape = v.object({
  by: v.string(),
  reason: v.pipe(v.nullable(v.string()), v.description('Null where none was given, or where it was erased.')),
});

/** The member of a message, under the name of its type, as it was sent; files are named by their upload. */
const Member = v.optional(v.unknown());

const MEMBERS = {
  text: Member,
  image: Member,
  video: Member,
  audio: Member,
  voice: Member,
  document: Member,
  sticker: Member,
  location: Member,
  contacts: Member,
  poll: Member,
  reaction: Member,
  edit: Member,
  delete: Member,
  forward: Member,
} satisfies Record<ContentKind, typeof Member>;

export const JobShape = v.pipe(
  v.object({
    jobId: JobId,
    session: SessionId,
    messageId: v.pipe(MessageId, v.description('The id under which WhatsApp knows it, the same for every attempt.')),
    chatId: ChatId,
    type: v.pipe(
      v.nullable(v.picklist(CONTENT_KINDS)),
      v.description(
        'The kind of message, which also names the member that holds what it says; null when it was erased or cannot be read.',
      ),
    ),
    ...MEMBERS,
    message: v.pipe(
      v.nullable(v.string()),
      v.description(
        'The text or the caption. Null for a message without words, or when it was erased or cannot be read.',
      ),
    ),
    to: v.pipe(v.string(), v.description('The recipient as it was written. Where that is not on record, the chat id.')),
    replyTo: v.nullable(v.string()),
    mentions: v.union([v.array(v.string()), v.literal('all')]),
    audience: v.pipe(v.nullable(v.array(v.string())), v.description('Who may see a status; null for other messages.')),
    expiresAt: v.nullable(IsoTime),
    clientRef: v.nullable(v.string()),
    metadata: v.nullable(v.record(v.string(), v.string())),
    status: v.picklist(JOB_STATUSES),
    dismissed: v.pipe(v.boolean(), v.description('A failed job that was put aside from the retry queue.')),
    priority: v.picklist(PRIORITIES),
    attempts: v.pipe(v.number(), v.integer(), v.description('All attempts that count.')),
    attemptsLeft: v.pipe(
      v.number(),
      v.integer(),
      v.description('Attempts left on the ladder of waits that it is on; 0 once it has ended.'),
    ),
    progress: v.pipe(v.number(), v.integer(), v.description('0 waiting, 30 started, 60 being sent, 100 completed.')),
    queuedAt: IsoTime,
    sendAt: v.pipe(v.nullable(IsoTime), v.description('Not before this time; null for at once.')),
    startedAt: v.nullable(IsoTime),
    completedAt: v.pipe(v.nullable(IsoTime), v.description("When WhatsApp's server acknowledged it.")),
    deliveredAt: v.nullable(IsoTime),
    readAt: v.nullable(IsoTime),
    playedAt: v.pipe(
      v.nullable(IsoTime),
      v.description('When a voice note, a video, or what can be seen once was opened; in a group, by the last member.'),
    ),
    nextAttemptAt: v.nullable(IsoTime),
    draft: v.pipe(
      v.nullable(DraftShape),
      v.description('For a message that was accepted as a draft, also afterwards; null for every other one.'),
    ),
    cancelled: v.pipe(
      v.nullable(CancelledShape),
      v.description('For a job with the status `cancelled`; null for every other one.'),
    ),
    hold: v.pipe(v.nullable(HoldShape), v.description('Why it does not go out yet; null when it does or has ended.')),
    failure: v.nullable(FailureShape),
  }),
  v.metadata({ ref: 'Job' }),
);

/** One job that is looked at alone. */
export const JobDetailShape = v.pipe(
  v.object({
    ...JobShape.entries,
    holds: v.pipe(
      v.nullable(
        v.array(
          v.object({
            reason: v.picklist(['paused', 'cooling']),
            from: IsoTime,
            until: v.pipe(v.nullable(IsoTime), v.description('Null while it lasts.')),
          }),
        ),
      ),
      v.description(
        'What its queue held it up with while it waited, oldest first. Null when its facts cannot be read: one is damaged, or the file of the archive that holds them is not there.',
      ),
    ),
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
    sendAt: v.pipe(v.nullable(IsoTime), v.description('As it was asked for; null for at once.')),
  }),
  v.metadata({ ref: 'QueuedJob' }),
);

/** The answer to a message of any kind. */
export const SentShape = v.pipe(
  v.object({
    ...QueuedShape.entries,
    type: v.nullable(v.picklist(CONTENT_KINDS)),
    clientRef: v.nullable(v.string()),
  }),
  v.metadata({ ref: 'SentMessage' }),
);

export const sentAnswer = (job: SentJob): v.InferOutput<typeof SentShape> => ({
  ...queuedAnswer(job),
  type: job.type,
  clientRef: job.clientRef,
});

export const jobAnswer = (job: Job): v.InferOutput<typeof JobShape> => ({
  ...jobObject(job, job.mediaState),
  attemptsLeft: job.attemptsLeft,
  hold: job.hold && { reason: job.hold.reason, until: isoOrNull(job.hold.until) },
});

export const jobDetailAnswer = (job: JobDetail): v.InferOutput<typeof JobDetailShape> => ({
  ...jobAnswer(job),
  holds: job.holds?.map(({ reason, from, until }) => ({ reason, from: iso(from), until: isoOrNull(until) })) ?? null,
  explanation: job.explanation,
});

export const queuedAnswer = (job: QueuedJob): v.InferOutput<typeof QueuedShape> => ({
  jobId: job.jobId,
  messageId: job.messageId,
  chatId: job.chatId,
  status: job.status,
  priority: job.priority,
  queuedAt: iso(job.queuedAt),
  sendAt: isoOrNull(job.sendAt),
});
