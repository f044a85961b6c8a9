/** The policy of a draft: a message that somebody has to approve before it waits like any other. */
import { failure } from '../events/facts/failure.ts';
import type { BesideRef, ContentRef, JobFact } from '../events/facts/job.ts';
import type { Millis } from '../kernel/clock.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import type { MediaId } from '../messages/media.ts';
import type { MessageRef } from '../messages/refs.ts';
import type { Job, JobContext } from './job.machine.ts';

export type DraftCommand =
  | ({ readonly type: 'draft' } & Omit<Extract<JobFact, { type: 'job.drafted' }>, 'type' | 'decideBy'>)
  /** `content` is what goes out instead of the draft. */
  | {
      readonly type: 'approve';
      readonly content?: ContentRef;
      readonly media?: MediaId[];
      readonly waitsFor?: MessageRef;
    }
  | { readonly type: 'reject'; readonly reason?: BesideRef };

const DAY_MS = 24 * 60 * 60 * 1_000;
/** How long a draft waits for a decision unless its client says otherwise. */
export const DRAFT_MS = 7 * DAY_MS;

export const draftExpired: JobFact = {
  type: 'job.expired',
  failure: failure('expired', 'Nobody approved the draft in time.'),
};

/** Whether nobody has let it go out: a draft, or one that ended as a draft. */
export const isUnapproved = ({ decideBy }: JobContext): boolean => decideBy !== null;

export const isOverdue = ({ decideBy }: JobContext, now: Millis): boolean => decideBy !== null && decideBy <= now;

export const neverApproved = (): Result<never> =>
  refuse('job.not_approved', 'This draft ended before anybody approved it: send the message again.');

export const decideDraft = (job: Job, command: DraftCommand, now: Millis): Result<JobFact[]> => {
  switch (command.type) {
    case 'draft':
      return ok([{ ...command, type: 'job.drafted', decideBy: command.expiresAt ?? now + DRAFT_MS }]);
    case 'approve':
      return job.matches('draft') && isOverdue(job.context, now)
        ? refuse('job.not_draft', 'The time of this draft is over: send the message again.')
        : ok([approved(job.context, command, now)]);
    case 'reject':
      return ok([{ ...command, type: 'job.rejected' }]);
  }
};

/** A time for sending that has passed means now. The time that drafts have falls away. */
const approved = (
  { notBefore, expiresAt }: JobContext,
  command: Extract<DraftCommand, { type: 'approve' }>,
  now: Millis,
): JobFact => ({
  ...command,
  type: 'job.approved',
  ...(notBefore !== null && notBefore > now ? { notBefore } : {}),
  ...(expiresAt === null ? {} : { expiresAt }),
});
