/**
 * Messages of every kind: what a client asks for, checked and made into the content of a job.
 *
 * A message that names another one waits for the end of its job, if a job sends that. What it names is looked up only if
 * the message is new, so that a repeat under an idempotency key finds its job whatever has happened since.
 */
import type { System } from '../../actors/system.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import type { ChatId } from '../../kernel/ids.ts';
import { ok, type Refusal, type Result, refuseField, refuseInput } from '../../kernel/result.ts';
import type { ContentKind } from '../../messages/content.ts';
import type { JobRow } from '../../projections/job-view.ts';
import type { Reads } from '../../projections/reads.ts';
import type { ReadNumber } from '../../whatsapp/port.ts';
import type { Acceptance, Claim, Prepared, QueuedJob, Surroundings } from './acceptance.ts';
import { heardFinder } from '../chats/heard-messages.ts';
import { createChanges } from './changes.ts';
import { createRehearsal, type Named, type Rehearse } from './dry-run.ts';
import { hasEnded } from './endings.ts';
import { heardChanges } from './heard-changes.ts';
import type { Holds } from '../jobs/holds.ts';
import type { LinkPreviews } from './link-previews.ts';
import type { Media } from '../media/media.ts';
import { createMessageContents } from './content.ts';
import { kindOf, type Member, type MessageRequest } from './request.ts';
import { carriesNothing, isThere, looksLikeStatus, standsAlone } from './rules.ts';
import { peopleOver, statusIn } from './people.ts';
import { namedMessages, type Target } from './named-messages.ts';

/** The answer to a client whose message of any kind was taken. */
export interface SentJob extends QueuedJob {
  /** Null if it was erased or cannot be read. */
  readonly type: ContentKind | null;
  readonly clientRef: string | null;
}

/** The job of a message, and whether the request made a new one. */
export interface Sent extends SentJob {
  readonly how: 'queued' | 'repeated' | 'changed';
}

export interface Messages {
  send(request: MessageRequest, caller: Caller): Promise<Result<Sent>>;
  /** What `send` would do now. Nothing is queued, stored or claimed. */
  readonly rehearse: Rehearse;
}

export interface MessagesPorts {
  readonly system: System;
  readonly log: Pick<EventLog, 'page' | 'content' | 'beside'>;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly readNumber: ReadNumber;
  readonly media: Media;
  readonly acceptance: Acceptance;
  readonly holds: Holds;
  readonly previews: LinkPreviews;
}

/** Kinds that change another message. */
const CHANGES: readonly ContentKind[] = ['edit', 'delete', 'reaction'];

/** The message whose content a forward copies. */
const passedOnIn = ({ member }: MessageRequest): Pick<Surroundings, 'passesOn'> => {
  const { messageId } = member as Member;
  return messageId === undefined ? {} : { passesOn: messageId };
};

export const createMessages = (ports: MessagesPorts): Messages => {
  const { log, reads, clock, readNumber } = ports;
  const names = namedMessages(reads, heardFinder({ log, reads }));
  const heardChange = heardChanges({ reads, clock });
  const contents = createMessageContents(ports, names);
  const people = peopleOver(reads, readNumber);
  const changes = createChanges(ports);

  const inTime = ({ expiresAt, notBefore }: MessageRequest): Result<void> => {
    if (expiresAt === null) return ok(undefined);
    if (expiresAt <= clock.now()) return refuseInput('expiresAt', 'Expected a time that has not passed');
    return notBefore !== null && expiresAt <= notBefore
      ? refuseInput('expiresAt', 'Expected a time after sendAt')
      : ok(undefined);
  };

  /** The people who were to see a status. */
  const audienceOf = ({ jobId }: JobRow) => reads.jobs.byId(jobId)?.queued?.audience ?? null;

  /** The message that a request names, if it may. `path` is where the request names it. */
  const nameable = (request: MessageRequest, chatId: ChatId, named: string, path: string): Result<Target> => {
    const { session, type } = request;
    const target = names.named(session, chatId, named, path);
    if (!target.ok) return target;
    const { job, heard } = target.value;
    if (job?.status === 'draft' && !changesDraft(type)) return isDraft(path);
    const there = isThere(heard?.deleted === true || reads.deletions.isDeleted(session, named), path);
    if (!there.ok) return there;
    // A change of a change that still waits is taken back like any other message.
    const kind = job && type !== 'delete' ? (log.content(job.contentAt)?.kind ?? null) : null;
    const alone = standsAlone(kind, path);
    if (!alone.ok) return alone;
    const changed = heard ? heardChange.check(request, heard, { session, chatId }) : ok(undefined);
    return changed.ok ? target : changed;
  };

  const look = (request: MessageRequest, chatId: ChatId): Result<Named> => {
    const due = inTime(request);
    if (!due.ok) return due;
    const dressed = looksLikeStatus(request, chatId);
    if (!dressed.ok) return dressed;
    const bare = carriesNothing(request);
    if (!bare.ok) return bare;
    const mentioned = people.mentioned(request, chatId);
    if (!mentioned.ok) return mentioned;
    const { replyTo, type } = request;
    const isChange = CHANGES.includes(type);
    const named = isChange ? ((request.member as Member).messageId ?? null) : replyTo;
    const path = isChange ? `${type}.messageId` : 'replyTo';
    const target = named === null ? ok(null) : nameable(request, chatId, named, path);
    if (!target.ok) return target;
    const job = target.value?.job ?? null;
    const before = job && type === 'delete' ? audienceOf(job) : null;
    const audience = people.audience(request, chatId, before);
    if (!audience.ok) return audience;
    return ok({
      changes: isChange ? job : null,
      surroundings: {
        ...mentioned.value,
        ...audience.value,
        ...(replyTo === null || isChange ? {} : { replyTo }),
        ...(isChange && named !== null ? { refersTo: named } : {}),
        ...(job && !hasEnded(job) ? { waits: true } : {}),
        ...(type === 'forward' ? passedOnIn(request) : {}),
        ...(request.forwarded ? { forwarded: true } : {}),
        ...(request.expiresAt === null ? {} : { expiresAt: request.expiresAt }),
        ...(request.clientRef === null ? {} : { clientRef: request.clientRef }),
        ...(chatId === request.to ? {} : { to: request.to }),
      },
    });
  };

  /** Done once for each new message: what it names is looked up, and a waiting job is changed. */
  const prepare = async (
    request: MessageRequest,
    chatId: ChatId,
    claim: Claim | null,
    caller: Caller,
  ): Promise<Result<Prepared>> => {
    const found = look(request, chatId);
    if (!found.ok) return found;
    const { changes: target, surroundings } = found.value;
    const own = target?.status === 'draft' && request.draft ? isOwnDraft(target, request, caller) : ok(undefined);
    if (!own.ok) return own;
    // Who may only draft changes no message that somebody has let go out.
    const mayChange = !request.draft || target?.status === 'draft';
    const changed = target && mayChange ? await changes.change(target, request, claim, caller) : null;
    return changed ?? ok({ surroundings });
  };

  /** Who may only draft changes their own drafts. */
  const isOwnDraft = ({ jobId }: JobRow, { type }: MessageRequest, caller: Caller): Result<void> =>
    reads.jobs.byId(jobId)?.draft?.by === caller.by
      ? ok(undefined)
      : refuseField('message.not_own', `${type}.messageId`, 'This draft is of somebody else');

  const rehearse = createRehearsal({ ...ports, look, contents, changes });

  /** A job that was there before the request. */
  const earlier = ({ jobId, messageId, chatId, status, priority, queuedAt, sendAt }: QueuedJob): SentJob => {
    const known = reads.jobs.byId(jobId);
    const [type, clientRef] = [known?.content?.kind ?? null, known?.queued?.clientRef ?? null];
    return { jobId, messageId, chatId, status, priority, queuedAt, sendAt, type, clientRef };
  };

  return {
    async send(request, caller) {
      const kind = kindOf(request);
      let hasChanged = false;
      const told = await ports.acceptance.accept(
        {
          session: request.session,
          number: request.to,
          chat: statusIn(request.to),
          content: () => contents.of(kind, request, caller),
          asked: contents.askedFor(kind, request),
          async prepare(chatId, claim) {
            const prepared = await prepare(request, chatId, claim, caller);
            hasChanged = prepared.ok && 'changed' in prepared.value;
            return prepared;
          },
          metadata: request.metadata ?? undefined,
          priority: request.priority,
          notBefore: request.notBefore,
          draft: request.draft,
          idempotencyKey: request.idempotencyKey,
        },
        caller,
      );
      if (!told.ok) return named(told.refusal);
      const { job, repeated } = told.value;
      if (hasChanged) return ok({ ...earlier(job), how: 'changed' });
      return ok(
        repeated
          ? { ...earlier(job), how: 'repeated' }
          : { ...job, type: kind, clientRef: request.clientRef, how: 'queued' },
      );
    },
    async rehearse(request) {
      const told = await rehearse(request);
      return told.ok ? told : named(told.refusal);
    },
  };
};

/** An edit or a deletion of a draft changes the draft itself. */
const changesDraft = (type: ContentKind): boolean => type === 'edit' || type === 'delete';

const isDraft = (path: string): Result<never> =>
  refuseField('message.not_found', path, 'The message with this id is a draft that nobody has approved yet');

/** Here the member with the number is called `to`. */
const named = ({ faults, ...refusal }: Refusal): Result<never> => ({
  ok: false,
  refusal: {
    ...refusal,
    ...(faults ? { faults: faults.map((fault) => (fault.path === 'number' ? { ...fault, path: 'to' } : fault)) } : {}),
  },
});
