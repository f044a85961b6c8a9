/** A job as every client sees it, but for what depends on the moment: what holds it up, and how many attempts are left. */
import type { MediaState } from '../events/facts/media.ts';
import { iso, isoOrNull } from '../kernel/clock.ts';
import { type Content, mediaOf, memberOf } from '../messages/content.ts';
import type { JobView } from '../projections/job-view.ts';

/** The member of a message. One with a file says where the file is. */
const memberShown = (content: Content, state: MediaState | null): unknown => {
  const member = memberOf(content);
  const [id] = mediaOf(content);
  const isFile = content.kind !== 'forward' && id !== undefined;
  return isFile ? { ...(member as object), media: { id, state } } : member;
};

export const jobObject = (job: JobView, mediaState: MediaState | null) => ({
  jobId: job.jobId,
  session: job.session,
  messageId: job.messageId,
  chatId: job.chatId,
  type: job.content?.kind ?? null,
  ...(job.content ? { [job.content.kind]: memberShown(job.content, mediaState) } : {}),
  message: job.message,
  to: job.queued?.to ?? job.chatId,
  replyTo: job.queued?.replyTo ?? null,
  mentions: job.queued?.mentionsAll ? ('all' as const) : [...(job.queued?.mentions ?? [])],
  audience: job.queued?.audience ? [...job.queued.audience] : null,
  expiresAt: isoOrNull(job.queued?.expiresAt ?? null),
  clientRef: job.queued?.clientRef ?? null,
  metadata: job.metadata,
  status: job.status,
  dismissed: job.dismissed,
  priority: job.priority,
  attempts: job.attempts,
  progress: job.progress,
  queuedAt: iso(job.queuedAt),
  sendAt: isoOrNull(job.sendAt),
  startedAt: isoOrNull(job.startedAt),
  completedAt: isoOrNull(job.completedAt),
  deliveredAt: isoOrNull(job.deliveredAt),
  readAt: isoOrNull(job.readAt),
  playedAt: isoOrNull(job.playedAt),
  nextAttemptAt: isoOrNull(job.nextAttemptAt),
  draft: job.draft && {
    by: job.draft.by,
    decideBy: iso(job.draft.decideBy),
    approvedBy: job.draft.approvedBy,
    approvedAt: isoOrNull(job.draft.approvedAt),
  },
  cancelled: job.cancelled && { by: job.cancelled.by, reason: job.cancelled.reason },
  failure: job.failure && {
    code: job.failure.code,
    message: job.failure.message,
    retryable: job.failure.retryable,
  },
});
