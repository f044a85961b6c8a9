/**
 * Messages of every kind: what a client asks for, checked and made into the content of a job.
 *
 * A message that names another one waits for the end of its job. What it names is looked up only if the message is new,
 * so that a repeat under an idempotency key finds its job whatever has happened since. Here a message can only name the
 * account's own.
 */
import type { System } from '../actors/system.ts';
import type { EventLog } from '../events/log/log.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import type { ChatId } from '../kernel/ids.ts';
import { ok, type Refusal, type Result, refuseInput } from '../kernel/result.ts';
import type { ContentKind } from '../messages/content.ts';
import type { Reads } from '../projections/reads.ts';
import type { ReadNumber } from '../whatsapp/port.ts';
import type { Accept, Claim, Prepared } from './acceptance.ts';
import { createChanges, hasEnded } from './changes.ts';
import type { LinkPreviews } from './link-previews.ts';
import type { Media } from './media.ts';
import { createMessageContents } from './message-content.ts';
import type { Member, MessageRequest } from './message-request.ts';
import { looksLikeStatus, standsAlone } from './message-rules.ts';
import { peopleOver, statusIn } from './people.ts';
import { ownMessages } from './own-messages.ts';

/** The job of a message, and whether the request made a new one. */
export interface Sent {
  readonly jobId: string;
  readonly how: 'queued' | 'repeated' | 'changed';
}

export interface Messages {
  send(request: MessageRequest, caller: Caller): Promise<Result<Sent>>;
}

export interface MessagesPorts {
  readonly system: System;
  readonly log: Pick<EventLog, 'content'>;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly readNumber: ReadNumber;
  readonly media: Media;
  readonly previews: LinkPreviews;
  readonly accept: Accept;
}

/** Kinds that change another message. */
const CHANGES: readonly ContentKind[] = ['edit', 'delete', 'reaction'];

export const createMessages = (ports: MessagesPorts): Messages => {
  const { reads, clock, readNumber, accept } = ports;
  const own = ownMessages(reads);
  const contents = createMessageContents(ports, own);
  const people = peopleOver(reads, readNumber);
  const change = createChanges(ports);

  const inTime = ({ expiresAt, notBefore }: MessageRequest): Result<void> => {
    if (expiresAt === null) return ok(undefined);
    if (expiresAt <= clock.now()) return refuseInput('expiresAt', 'Expected a time that has not passed');
    return notBefore !== null && expiresAt <= notBefore
      ? refuseInput('expiresAt', 'Expected a time after sendAt')
      : ok(undefined);
  };

  /** Done once for each new message: what it names is looked up, and a waiting job is changed. */
  const prepare = async (
    request: MessageRequest,
    chatId: ChatId,
    claim: Claim | null,
    caller: Caller,
  ): Promise<Result<Prepared>> => {
    const due = inTime(request);
    if (!due.ok) return due;
    const look = looksLikeStatus(request, chatId);
    if (!look.ok) return look;
    const mentioned = people.mentioned(request, chatId);
    if (!mentioned.ok) return mentioned;
    const { replyTo, type } = request;
    const isChange = CHANGES.includes(type);
    const named = isChange ? ((request.member as Member).messageId ?? null) : replyTo;
    const path = isChange ? `${type}.messageId` : 'replyTo';
    const target = named === null ? null : own.named(request.session, chatId, named, path);
    if (target?.ok === false) return target;
    // A change of a change that still waits is taken back like any other message.
    const alone = target && type !== 'delete' ? standsAlone(target.value.content?.kind ?? null, path) : null;
    if (alone?.ok === false) return alone;
    const before = type === 'delete' ? (target?.value.queued?.audience ?? null) : null;
    const audience = people.audience(request, chatId, before);
    if (!audience.ok) return audience;
    const changed = isChange && target ? await change(target.value, request, claim, caller) : null;
    if (changed) return changed;
    return ok({
      surroundings: {
        ...mentioned.value,
        ...audience.value,
        ...(replyTo === null || isChange ? {} : { replyTo }),
        ...(isChange && named !== null ? { refersTo: named } : {}),
        ...(target && !hasEnded(target.value) ? { waits: true } : {}),
        ...(request.forwarded ? { forwarded: true } : {}),
        ...(request.expiresAt === null ? {} : { expiresAt: request.expiresAt }),
        ...(request.clientRef === null ? {} : { clientRef: request.clientRef }),
        ...(chatId === request.to ? {} : { to: request.to }),
      },
    });
  };

  return {
    async send(request, caller) {
      const kind = (request.member as Member).asDocument ? 'document' : request.type;
      let hasChanged = false;
      const told = await accept(
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
          idempotencyKey: request.idempotencyKey,
        },
        caller,
      );
      if (!told.ok) return named(told.refusal);
      const { job, repeated } = told.value;
      if (hasChanged) return ok({ jobId: job.jobId, how: 'changed' });
      return ok({ jobId: job.jobId, how: repeated ? 'repeated' : 'queued' });
    },
  };
};

/** Here the member with the number is called `to`. */
const named = ({ faults, ...refusal }: Refusal): Result<never> => ({
  ok: false,
  refusal: {
    ...refusal,
    ...(faults ? { faults: faults.map((fault) => (fault.path === 'number' ? { ...fault, path: 'to' } : fault)) } : {}),
  },
});
