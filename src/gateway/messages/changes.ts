/**
 * Edits, deletions and reactions: what becomes of the message that they name.
 *
 * An edit or a deletion of a message that no attempt has begun to send changes the waiting job itself. In every other
 * case WhatsApp may have the message, and the change is a job of its own.
 */
import * as v from 'valibot';
import { EDIT_MS_MAX } from '../../actors/jobs/job-effects.ts';
import type { System } from '../../actors/system.ts';
import { say } from '../../events/log/content.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { ok, type Result, refuse, refuseInput } from '../../kernel/result.ts';
import type { Content, ContentKind } from '../../messages/content.ts';
import { Caption } from '../../messages/words.ts';
import type { JobRow } from '../../projections/job-view.ts';
import type { Claim, Prepared } from './acceptance.ts';
import { hasEnded } from './endings.ts';

interface ChangesPorts {
  readonly system: System;
  readonly log: Pick<EventLog, 'content'>;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

/** A request whose kind changes another message. */
export interface Change {
  readonly type: ContentKind;
  /** What the schema of the kind has checked. */
  readonly member: unknown;
}

export const createChanges = ({ system, log, clock, entropy }: ChangesPorts) => {
  /**
   * An edit or a deletion of a job that no attempt has begun to send: the job itself changes. Null where it has to go
   * out.
   */
  const changeWaiting = async (
    target: JobRow,
    request: Change,
    claim: Claim | null,
    caller: Caller,
  ): Promise<Result<Prepared> | null> => {
    const job = system.jobs.find(target.jobId);
    if (!job || hasEnded(target)) return null;
    const claimed = claim ? { claim: claim.key } : {};
    const idempotency = claim ? { idempotency: claim.idempotencyFor(target.streamId) } : {};
    const edited = request.type === 'edit' ? editedBy(target, request) : null;
    if (edited?.ok === false) return edited;
    const spoken = edited && say(edited.value, entropy);
    const told = spoken
      ? await job.tell({ type: 'edit', content: spoken.ref, ...idempotency }, caller, {
          contents: [spoken.said],
          ...claimed,
        })
      : await job.tell({ type: 'withdraw', ...idempotency }, caller, claimed);
    if (told.ok) return ok({ changed: target.jobId });
    // An attempt has begun: the change goes out behind it.
    return told.refusal.code === 'job.not_waiting' ? null : told;
  };

  /** The content of a message with the words of an edit. */
  const editedBy = (target: JobRow, request: Change): Result<Content> => {
    const content = log.content(target.contentAt);
    return content ? withWords(content, (request.member as { text: string }).text) : noWords();
  };

  /** Whether a message may be changed like this. */
  const check = (target: JobRow, request: Change): Result<void> => {
    if (request.type !== 'edit') return ok(undefined);
    const edited = editedBy(target, request);
    if (!edited.ok) return edited;
    return isTooOld(clock.now(), target.completedAt) ? tooOld() : ok(undefined);
  };

  return {
    /** What a change of another message is: refused, done to the waiting job, or null where it is a job of its own. */
    async change(
      target: JobRow,
      request: Change,
      claim: Claim | null,
      caller: Caller,
    ): Promise<Result<Prepared> | null> {
      const checked = check(target, request);
      if (!checked.ok) return checked;
      return request.type === 'reaction' ? null : changeWaiting(target, request, claim, caller);
    },
    /** Whether it would be done to the waiting job. */
    wouldChange(target: JobRow, request: Change): Result<boolean> {
      const checked = check(target, request);
      if (!checked.ok) return checked;
      const job = system.jobs.find(target.jobId);
      const waits = job !== null && !hasEnded(target) && !job.snapshot().context.begun;
      return ok(request.type !== 'reaction' && waits);
    },
  };
};

/** Whether WhatsApp takes no edit any more of a message that it took at this time. */
export const isTooOld = (now: Millis, takenAt: Millis | null): boolean =>
  takenAt !== null && now - takenAt > EDIT_MS_MAX;

export const noWords = (): Result<never> =>
  refuse('message.unsupported_type', 'Only a text or a caption can be edited. Delete the message, and send a new one.');

export const tooOld = (): Result<never> =>
  refuse('message.too_old', 'WhatsApp takes an edit for 15 minutes. Send a new message instead.');

/** A content with other words. Refused for a kind that has none. */
export const withWords = (content: Content, words: string): Result<Content> => {
  if (content.kind === 'text') return ok({ ...content, body: words });
  const isRound = content.kind === 'video' && content.round === true;
  const hasCaption = content.kind === 'image' || content.kind === 'video' || content.kind === 'document';
  if (!hasCaption || isRound) return noWords();
  const caption = v.safeParse(Caption, words);
  if (!caption.success) return refuseInput('edit.text', caption.issues[0].message);
  return ok({ ...content, caption: words });
};
