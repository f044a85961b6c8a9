/**
 * Messages of every kind: what a client asks for, checked and made into the content of a job.
 *
 * A message that names another one waits for the end of its job. What it names is looked up only if the message is new,
 * so that a repeat under an idempotency key finds its job whatever has happened since. Here a message can only name the
 * account's own.
 */
import { createHash } from 'node:crypto';
import type { System } from '../actors/system.ts';
import type { Priority } from '../events/facts/words.ts';
import type { EventLog } from '../events/log/log.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Clock, Millis } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import type { ChatId, SessionId } from '../kernel/ids.ts';
import { jobOfMessage } from '../kernel/message-ids.ts';
import { ok, type Refusal, type Result, refuseInput } from '../kernel/result.ts';
import type { MediaUse } from '../media/inspected.ts';
import type { Metadata } from '../messages/beside.ts';
import { type Content, type ContentKind, messageKinds, passOn } from '../messages/content.ts';
import type { Made } from '../messages/kind.ts';
import type { MediaSource } from '../messages/media-source.ts';
import type { JobView } from '../projections/job-view.ts';
import type { Reads } from '../projections/reads.ts';
import type { ReadNumber } from '../whatsapp/port.ts';
import type { Accept, Claim, Prepared, Surroundings } from './acceptance.ts';
import { createChanges, hasEnded } from './changes.ts';
import type { Media } from './media.ts';

/** The member of a kind, as its schema gives it. */
type Member = Readonly<Record<string, unknown>> & {
  readonly media?: MediaSource;
  readonly messageId?: string;
  readonly asDocument?: boolean;
  readonly gif?: boolean;
  readonly round?: boolean;
};

export interface MessageRequest {
  readonly session: SessionId;
  /** As people write it. */
  readonly to: string;
  readonly type: ContentKind;
  /** What the schema of the kind has checked. */
  readonly member: unknown;
  readonly priority: Priority;
  readonly notBefore: Millis | null;
  readonly expiresAt: Millis | null;
  readonly replyTo: string | null;
  /** People as a client writes them, or all of a group. */
  readonly mentions: readonly string[] | 'all';
  readonly forwarded: boolean;
  readonly clientRef: string | null;
  readonly metadata: Metadata | null;
  readonly idempotencyKey: string | null;
}

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
  readonly accept: Accept;
}

const SECRET_BYTES = 32;

const USES: Partial<Record<ContentKind, MediaUse>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  voice: 'voice',
  document: 'document',
  sticker: 'sticker',
};

const useOf = (kind: ContentKind, { gif, round }: Member): MediaUse | null => {
  if (gif) return 'gif';
  return round ? 'round' : (USES[kind] ?? null);
};

/** Kinds that change another message. */
const CHANGES: readonly ContentKind[] = ['edit', 'delete', 'reaction'];

const noSuchMessage = (path: string): Result<never> => ({
  ok: false,
  refusal: {
    code: 'message.not_found',
    detail: 'There is no message of this account with this id in this chat.',
    faults: [{ path, message: 'There is no message of this account with this id in this chat' }],
  },
});

const goneMessage = (path: string): Result<never> => ({
  ok: false,
  refusal: {
    code: 'message.not_found',
    detail: 'The message with this id did not go out.',
    faults: [{ path, message: 'The message with this id did not go out' }],
  },
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const createMessages = (ports: MessagesPorts): Messages => {
  const { log, reads, clock, entropy, readNumber, media, accept } = ports;
  const change = createChanges(ports);

  /** A message of the account's own in a chat. */
  const own = (session: SessionId, chatId: ChatId | null, messageId: string): JobView | null => {
    const jobId = jobOfMessage(messageId);
    const job = jobId === null ? null : reads.jobs.byId(jobId);
    const isHere = job !== null && job.session === session;
    return isHere && (chatId === null || job.chatId === chatId || job.recipient === chatId) ? job : null;
  };

  /** The message that a request names: its job must be known, and must not have ended without going out. */
  const referred = (request: MessageRequest, chatId: ChatId, messageId: string, path: string): Result<JobView> => {
    const job = own(request.session, chatId, messageId);
    if (!job) return noSuchMessage(path);
    return job.status === 'failed' || job.status === 'cancelled' ? goneMessage(path) : ok(job);
  };

  /** Which people a message mentions. */
  const mentioned = ({ mentions }: MessageRequest): Result<Pick<Surroundings, 'mentions' | 'mentionsAll'>> => {
    if (mentions === 'all') return ok({ mentionsAll: true });
    const chats: ChatId[] = [];
    for (const [index, person] of mentions.entries()) {
      const chat = readNumber(person);
      if (!chat.ok) return refuseInput(`mentions.${index}`, chat.refusal.detail);
      chats.push(chat.value);
    }
    return ok(chats.length > 0 ? { mentions: chats } : {});
  };

  const fileOf = async (source: MediaSource, { session }: MessageRequest, caller: Caller): Promise<Result<string>> => {
    if ('id' in source) return ok(source.id);
    const name = source.fileName === undefined ? {} : { fileName: source.fileName };
    if ('url' in source) {
      const fetched = await media.fetch(source.url, { session, ...name }, caller);
      return fetched.ok ? ok(fetched.value.id) : fetched;
    }
    const type = source.mimetype === undefined ? {} : { mimetype: source.mimetype };
    const origin = { session, origin: 'data', ...name, ...type } as const;
    const stored = await media.store(once(Buffer.from(source.data, 'base64')), origin, caller);
    return stored.ok ? ok(stored.value.id) : stored;
  };

  /** The content of a request. Its file is stored and converted first. */
  const contentOf = async (kind: ContentKind, request: MessageRequest, caller: Caller): Promise<Result<Content>> => {
    const member = request.member as Member;
    const use = useOf(kind, member);
    const files: string[] = [];
    if (member.media !== undefined && use !== null) {
      const file = await fileOf(member.media, request, caller);
      const usable = file.ok ? await media.usable(file.value, use, caller) : file;
      if (!usable.ok) return usable;
      files.push(usable.value);
    }
    const passedOn = kind === 'forward' ? passedOnBy(request, member.messageId ?? '') : ok(null);
    if (!passedOn.ok) return passedOn;
    const made: Made = {
      media: files,
      secret: Buffer.from(entropy.bytes(SECRET_BYTES)).toString('base64'),
      passedOn: passedOn.value,
    };
    const of = messageKinds[kind].of as (member: unknown, made: Made) => Content;
    return ok(of(member, made));
  };

  const passedOnBy = ({ session }: MessageRequest, messageId: string): Result<Made['passedOn']> => {
    const job = own(session, null, messageId);
    const content = job && log.content(job.contentAt);
    return content ? ok(passOn(content)) : noSuchMessage('forward.messageId');
  };

  /** The request in one text. A file counts by its bytes or its address, so that a repeat need not store it again. */
  const askedFor = (kind: ContentKind, request: MessageRequest): string => {
    const { media: source, ...member } = request.member as Member;
    const { replyTo, mentions, forwarded, expiresAt, clientRef, metadata } = request;
    return JSON.stringify([
      kind,
      Array.isArray(request.member) ? request.member : member,
      source === undefined ? null : bytesOf(source),
      [replyTo, mentions, forwarded, expiresAt, clientRef, metadata],
    ]);
  };

  const bytesOf = (source: MediaSource): string => {
    if ('id' in source) return media.hashOf(source.id) ?? source.id;
    return 'url' in source ? source.url : sha256(Buffer.from(source.data, 'base64'));
  };

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
    const people = mentioned(request);
    if (!people.ok) return people;
    const { replyTo, type } = request;
    const isChange = CHANGES.includes(type);
    const named = isChange ? ((request.member as Member).messageId ?? null) : replyTo;
    const path = isChange ? `${type}.messageId` : 'replyTo';
    const target = named === null ? null : referred(request, chatId, named, path);
    if (target?.ok === false) return target;
    const changed = isChange && target ? await change(target.value, request, claim, caller) : null;
    if (changed) return changed;
    return ok({
      surroundings: {
        ...people.value,
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
          content: () => contentOf(kind, request, caller),
          asked: askedFor(kind, request),
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

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
