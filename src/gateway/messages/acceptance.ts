/**
 * Accepts messages. An accepted message cannot be lost.
 *
 * The message and its content are on disk before the caller gets an answer. An idempotency key of a caller never queues
 * two messages, even if two requests arrive at once: the log lets only one fact claim the key.
 */
import { hash } from 'node:crypto';
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { Idempotency } from '../../events/facts/job.ts';
import { saltedDigest, say, sayBeside } from '../../events/log/content.ts';
import { Claimed, type EventLog } from '../../events/log/log.ts';
import type { Priority } from '../../events/facts/words.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { Defect } from '../../kernel/fault.ts';
import { type ChatId, type JobId, jobIds, partsOfStream, type SessionId, streamOf } from '../../kernel/ids.ts';
import { messageIdOf } from '../../kernel/message-ids.ts';
import { ok, type Refusal, type Result, refuse, refuseFaults, refuseField, refuseInput } from '../../kernel/result.ts';
import type { Metadata } from '../../messages/beside.ts';
import { type Content, mediaOf, textOf } from '../../messages/content.ts';
import type { JobView } from '../../projections/job-view.ts';
import type { Reads } from '../../projections/reads.ts';
import type { ReadNumber } from '../../whatsapp/port.ts';
import type { SessionActor } from '../../actors/sessions/session-actor.ts';
import type { System } from '../../actors/system.ts';
import { sessionIn } from '../sessions/known-session.ts';
import { createRoom, type Room } from './room.ts';

/** What surrounds a content, as its fact holds it. */
export type Surroundings = Pick<
  FactOf<'job.queued'>,
  | 'replyTo'
  | 'refersTo'
  | 'waits'
  | 'mentions'
  | 'mentionsAll'
  | 'audience'
  | 'passesOn'
  | 'forwarded'
  | 'expiresAt'
  | 'clientRef'
  | 'to'
>;

/** The job that a new message changed instead of becoming one of its own, or what surrounds it. */
export type Prepared = { readonly changed: JobId } | { readonly surroundings: Surroundings };

/** The idempotency key of a request, for the fact that claims it. */
export interface Claim {
  readonly key: string;
  /** What a fact of the job with this stream holds. */
  idempotencyFor(streamId: number): Idempotency;
}

export interface QueueMessage {
  readonly session: SessionId;
  /** The number as people write it; the refusal is `number.invalid`. */
  readonly number: string;
  /** The chat, where the recipient is written like no number. */
  readonly chat?: ChatId | null;
  /** A content that is made only if the message is new: its files are fetched and stored then. */
  readonly content: Content | (() => Promise<Result<Content>>);
  /** The request in one text, for its idempotency key; left out for a text. */
  readonly asked?: string;
  /** Runs before a new message is queued; left out if there is nothing to look up. */
  readonly prepare?: (chatId: ChatId, claim: Claim | null) => Promise<Result<Prepared>>;
  readonly metadata?: Metadata | undefined;
  /** It waits for somebody who approves it. */
  readonly draft?: boolean | undefined;
  readonly priority: Priority;
  readonly notBefore: Millis | null;
  /** The `Idempotency-Key` header, unparsed. */
  readonly idempotencyKey: string | null;
}

/** The answer to a client whose message was queued. */
export type QueuedJob = Pick<JobView, 'jobId' | 'messageId' | 'chatId' | 'status' | 'priority' | 'queuedAt' | 'sendAt'>;

type Accepted = Result<{
  readonly job: QueuedJob;
  /** True if the idempotency key was used for the same message before. Then nothing was queued. */
  readonly repeated: boolean;
}>;

export type Accept = (message: QueueMessage, caller: Caller) => Promise<Accepted>;

export interface Acceptance {
  readonly accept: Accept;
  /** The session and the chat of a message, or the refusal that `accept` would begin with. */
  readonly read: (message: Asking) => Result<Recipient & { readonly session: SessionActor }>;
  /** Whether a new message would be taken now. */
  readonly admit: (session: SessionActor, message: Asking) => Result<void>;
  /** Whether the line of the session has room for one more message, and how one that joins it is counted. */
  readonly line: Pick<Room, 'room' | 'whileArriving'>;
}

/** The conversation that a message goes to, and the recipient as it was read. */
interface Recipient {
  readonly chatId: ChatId;
  readonly written: ChatId;
}

/** The parts of a message that are judged before its content is made. */
type Asking = Pick<QueueMessage, 'session' | 'chat' | 'number' | 'notBefore' | 'draft'>;

interface AcceptancePorts {
  readonly system: System;
  readonly log: Pick<EventLog, 'head' | 'claimed' | 'page' | 'said'>;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly readNumber: ReadNumber;
}

const sha256 = (text: string): string => hash('sha256', text);

/** The request behind an idempotency key, as text. It depends neither on its time nor on what is known by then. */
const askedFor = ({ content, asked, priority, notBefore }: QueueMessage, written: ChatId): string =>
  asked === undefined && typeof content !== 'function'
    ? JSON.stringify([written, textOf(content), priority, notBefore])
    : JSON.stringify([written, asked, priority, notBefore]);

/** The lag that is tolerated in the clock of a client that asks for "now". */
const LATE_MS_MAX = 60_000;

export const createAcceptance = (ports: AcceptancePorts): Acceptance => {
  const { system, log, reads, readNumber, entropy } = ports;
  const newJobId = jobIds(ports);
  const known = sessionIn(system);
  const { room, roomForDraft, whileArriving } = createRoom(ports);

  /**
   * Checks the time of a new message. A repeat under an idempotency key skips this check, because its time may have
   * passed since.
   */
  const inTime = ({ notBefore }: Asking): Result<void> =>
    notBefore !== null && notBefore < ports.clock.now() - LATE_MS_MAX
      ? refuseInput('sendAt', 'This time has passed; leave it out to send at once')
      : ok(undefined);

  const queue = async (
    message: QueueMessage,
    surroundings: Surroundings,
    { chatId, written }: Recipient,
    key: string | null,
    caller: Caller,
  ): Promise<Accepted> => {
    const { session, priority, notBefore, metadata, draft = false } = message;
    const { waits, ...around } = surroundings;
    const made = typeof message.content === 'function' ? await message.content() : ok(message.content);
    if (!made.ok) return made;
    const media = mediaOf(made.value);
    const beside = metadata && sayBeside('metadata', metadata, entropy);
    const jobId = newJobId();
    const messageId = messageIdOf(jobId);
    const { said, ref } = say(made.value, entropy);
    const told = await system.jobs.fresh(jobId).tell(
      {
        ...(draft ? { type: 'draft' } : { type: 'queue', ...(waits ? { waits } : {}) }),
        session,
        chat: chatId,
        content: ref,
        messageId,
        priority,
        ...(notBefore === null ? {} : { notBefore }),
        ...around,
        ...(media.length > 0 ? { media: [...media] } : {}),
        ...(beside ? { metadata: beside.ref } : {}),
        ...(key === null ? {} : { idempotency: { key, digest: saltedDigest(said.salt, askedFor(message, written)) } }),
      },
      caller,
      { contents: beside ? [said, beside.said] : [said], ...(key === null ? {} : { claim: key }) },
    );
    if (!told.ok) return told;
    const queuedAt = told.value[0]?.at ?? ports.clock.now();
    const status = draft ? 'draft' : 'waiting';
    const job = { jobId, messageId, chatId, status, priority, queuedAt, sendAt: notBefore } as const;
    return ok({ job, repeated: false });
  };

  const admit: Acceptance['admit'] = (session, message) => {
    const free = message.draft ? roomForDraft(session) : room(session);
    return free.ok ? inTime(message) : free;
  };

  const queueIfRoom = async (session: SessionActor, ...message: Parameters<typeof queue>): Promise<Accepted> => {
    const admitted = admit(session, message[0]);
    if (!admitted.ok) return admitted;
    return whileArriving(session, () => queue(...message));
  };

  const claimOf = (key: string, message: QueueMessage, written: ChatId): Claim => ({
    key,
    idempotencyFor: (streamId) => ({
      key,
      digest: saltedDigest(log.said(streamId)?.salt ?? null, askedFor(message, written)),
    }),
  });

  const queueNew = async (
    session: SessionActor,
    message: QueueMessage,
    recipient: Recipient,
    key: string | null,
    caller: Caller,
  ): Promise<Accepted> => {
    const { chatId, written } = recipient;
    const claim = key === null ? null : claimOf(key, message, written);
    const prepared = await (message.prepare?.(chatId, claim) ??
      ok({ surroundings: writtenAs(message.number, chatId) }));
    if (!prepared.ok) return prepared;
    if ('changed' in prepared.value) return ok({ job: jobOf(prepared.value.changed), repeated: false });
    return queueIfRoom(session, message, prepared.value.surroundings, recipient, key, caller);
  };

  const jobOf = (id: JobId): JobView => {
    const job = reads.jobs.byId(id);
    if (!job) throw new Defect('A job that took a request is not among the jobs', { stream: streamOf.job(id) });
    return job;
  };

  /** The job that an idempotency key was used for, if the request is the same. The fact at `position` claims the key. */
  const repeated = (position: number, message: QueueMessage, written: ChatId): Accepted => {
    const [first] = log.page({ after: position - 1, upTo: position, limit: 1 });
    if (!first || !('idempotency' in first.data)) throw new Defect('An idempotency key names no job', { position });
    const said = log.said(first.streamId);
    // If the content was erased, so was its salt: then the key keeps its job.
    if (said && first.data.idempotency?.digest !== saltedDigest(said.salt, askedFor(message, written)))
      return refuse('idempotency.conflict', 'This Idempotency-Key came with another message before; use a new one.');
    return ok({ job: jobOf(partsOfStream(first.stream).id), repeated: true });
  };

  const once = async (key: string, message: QueueMessage, written: ChatId, first: () => Promise<Accepted>) => {
    const claimed = log.claimed(key);
    if (claimed !== null) return repeated(claimed, message, written);
    try {
      return await first();
    } catch (thrown) {
      if (thrown instanceof Claimed) return repeated(thrown.position, message, written);
      throw thrown;
    }
  };

  const read: Acceptance['read'] = (message) => {
    const session = known(message.session);
    if (!session.ok) return session;
    const chat = message.chat
      ? ok(message.chat)
      : (channelIn(message.number) ?? readNumber(message.number, message.session));
    if (!chat.ok) return withFaultsOf(chat.refusal, inTime(message));
    const written = chat.value;
    return ok({ session: session.value, chatId: reads.chats.chatOf(message.session, written), written });
  };

  const accept: Accept = async (message, caller) => {
    const understood = read(message);
    if (!understood.ok) return understood;
    const { session, ...recipient } = understood.value;
    if (message.idempotencyKey === null) return queueNew(session, message, recipient, null, caller);
    const key = sha256(JSON.stringify([caller.by, message.session, message.idempotencyKey]));
    return once(key, message, recipient.written, () => queueNew(session, message, recipient, key, caller));
  };

  return { accept, read, admit, line: { room, whileArriving } };
};

/** The recipient as it was written, unless that is the chat id. */
const writtenAs = (number: string, chatId: ChatId): Surroundings => (number === chatId ? {} : { to: number });

/** The refusal of a recipient that is a channel; null for every other one. */
const channelIn = (number: string): Result<never> | null =>
  number.trim().toLowerCase().endsWith('@newsletter')
    ? refuseField(
        'message.unsupported_type',
        'number',
        'A channel cannot be written to. Send to a person, a group or status@broadcast.',
      )
    : null;

/** The refusal of a number, together with the other faults of its message. */
const withFaultsOf = (number: Refusal, other: Result<void>): Result<never> =>
  other.ok ? { ok: false, refusal: number } : refuseFaults([...(number.faults ?? []), ...(other.refusal.faults ?? [])]);
