/**
 * Decisions about drafts: approved as they are or with new content, or rejected.
 *
 * A draft that is approved goes behind what waits in its chat at that moment. What a new content needs is on disk before
 * the fact that approves it, like that of any accepted message.
 */
import type { System } from '../../actors/system.ts';
import { say, sayBeside } from '../../events/log/content.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { Defect } from '../../kernel/fault.ts';
import { streamOf } from '../../kernel/ids.ts';
import { ok, type Result, refuse, refuseInput } from '../../kernel/result.ts';
import { type Content, type ContentKind, mediaOf } from '../../messages/content.ts';
import type { MessageRef } from '../../messages/refs.ts';
import type { JobView } from '../../projections/job-view.ts';
import type { Reads } from '../../projections/reads.ts';
import { heardFinder } from '../chats/heard-messages.ts';
import type { Job, JobRef, Jobs } from '../jobs/jobs.ts';
import type { Media } from '../media/media.ts';
import { sessionIn } from '../sessions/known-session.ts';
import type { Acceptance } from './acceptance.ts';
import { createMessageContents } from './content.ts';
import type { LinkPreviews } from './link-previews.ts';
import { namedMessages } from './named-messages.ts';
import { kindOf, type Member, type MessageRequest } from './request.ts';

/** What goes out instead of a draft: the member of its kind, as a client wrote it. */
export interface Edited {
  readonly type: ContentKind;
  /** What the schema of the kind has checked. */
  readonly member: unknown;
}

export interface Drafts {
  /** `edited` is null for the draft as it is. Resolves to the waiting job. */
  approve(ref: JobRef, edited: Edited | null, caller: Caller): Promise<Result<Job>>;
  /** Resolves to the cancelled job. */
  reject(ref: JobRef, reason: string | null, caller: Caller): Promise<Result<Job>>;
}

interface DraftsPorts {
  readonly system: System;
  readonly log: Pick<EventLog, 'page' | 'content' | 'beside'>;
  readonly reads: Reads;
  readonly entropy: Entropy;
  readonly media: Media;
  readonly previews: LinkPreviews;
  readonly acceptance: Pick<Acceptance, 'line'>;
  readonly jobs: Pick<Jobs, 'find' | 'shown'>;
}

/** Kinds whose content is found by the message that they name. */
const NAMING: readonly ContentKind[] = ['reaction', 'edit', 'delete'];

export const createDrafts = (ports: DraftsPorts): Drafts => {
  const { system, reads, entropy, jobs, acceptance } = ports;
  const known = sessionIn(system);
  const names = namedMessages(reads, heardFinder(ports));
  const contents = createMessageContents(ports, names);

  const draftIn = (ref: JobRef): Result<JobView> => {
    const job = jobs.find(ref);
    if (!job.ok || job.value.status === 'draft') return job;
    return refuse('job.not_draft', `Only a draft can be approved or rejected, and this one is ${job.value.status}.`);
  };

  /** The message whose job has to end first: the one that the draft names, unless that has gone out. */
  const awaitedBy = ({ session, chatId, queued }: JobView): MessageRef | null => {
    const named = queued?.refersTo ?? queued?.replyTo ?? null;
    const job = named === null ? null : names.own(session, chatId, named);
    return job !== null && job.status !== 'completed' ? named : null;
  };

  const contentOf = async (draft: JobView, edited: Edited, caller: Caller): Promise<Result<Content>> => {
    const request = asRequest(draft, edited);
    const kind = kindOf(request);
    if (kind !== draft.content?.kind)
      return refuseInput(
        edited.type,
        `Expected the member ${draft.content?.kind ?? 'of its kind'}, as the draft has it`,
      );
    const named = (edited.member as Member).messageId;
    if (NAMING.includes(kind) && named !== draft.queued?.refersTo)
      return refuseInput(`${kind}.messageId`, 'Expected the message that the draft names');
    return contents.of(kind, request, caller);
  };

  const approve = async (draft: JobView, content: Content | null, caller: Caller): Promise<Result<unknown>> => {
    const spoken = content && say(content, entropy);
    const media = content ? mediaOf(content) : [];
    const waitsFor = awaitedBy(draft);
    return actorOf(draft).tell(
      {
        type: 'approve',
        ...(spoken ? { content: spoken.ref } : {}),
        ...(media.length > 0 ? { media: [...media] } : {}),
        ...(waitsFor === null ? {} : { waitsFor }),
      },
      caller,
      { contents: spoken ? [spoken.said] : [] },
    );
  };

  const actorOf = ({ jobId }: JobView) => {
    const actor = system.jobs.find(jobId);
    if (!actor) throw new Defect('A job that is listed has no facts', { stream: streamOf.job(jobId) });
    return actor;
  };

  const after = (ref: JobRef, told: Result<unknown>): Result<Job> => {
    if (!told.ok) return told;
    const job = jobs.find(ref);
    return job.ok ? ok(jobs.shown(job.value)) : job;
  };

  return {
    async approve(ref, edited, caller) {
      const draft = draftIn(ref);
      if (!draft.ok) return draft;
      const session = known(draft.value.session);
      if (!session.ok) return session;
      const content = edited === null ? ok(null) : await contentOf(draft.value, edited, caller);
      if (!content.ok) return content;
      const room = acceptance.line.room(session.value);
      if (!room.ok) return room;
      const write = () => approve(draft.value, content.value, caller);
      return after(ref, await acceptance.line.whileArriving(session.value, write));
    },
    async reject(ref, reason, caller) {
      const draft = draftIn(ref);
      if (!draft.ok) return draft;
      const spoken = reason === null ? null : sayBeside('decision', { reason }, entropy);
      const command = { type: 'reject', ...(spoken ? { reason: spoken.ref } : {}) } as const;
      return after(ref, await actorOf(draft.value).tell(command, caller, { contents: spoken ? [spoken.said] : [] }));
    },
  };
};

/** The request that would have made the draft with another member. */
const asRequest = (
  { session, chatId, priority, sendAt, queued }: JobView,
  { type, member }: Edited,
): MessageRequest => ({
  session,
  to: queued?.to ?? chatId,
  type,
  member,
  priority,
  notBefore: sendAt,
  expiresAt: queued?.expiresAt ?? null,
  replyTo: queued?.replyTo ?? null,
  mentions: queued?.mentionsAll ? 'all' : (queued?.mentions ?? []),
  forwarded: queued?.forwarded ?? false,
  clientRef: queued?.clientRef ?? null,
  metadata: null,
  idempotencyKey: null,
});
