/**
 * Messages of every kind: what a client asks for, checked and made into the content of a job.
 *
 * A message that names another one waits for the end of its job. An edit or a deletion of a message that no attempt has
 * begun to send changes the waiting job itself; in every other case WhatsApp may have the old text, and it is a job of
 * its own. Here a message can only name the account's own.
 */
import { createHash } from 'node:crypto';
import { EDIT_MS_MAX } from '../actors/jobs/job-effects.ts';
import type { System } from '../actors/system.ts';
import type { Priority } from '../events/facts/words.ts';
import { say } from '../events/log/content.ts';
import type { EventLog } from '../events/log/log.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Clock, Millis } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import type { ChatId, SessionId } from '../kernel/ids.ts';
import { jobOfMessage } from '../kernel/message-ids.ts';
import { ok, type Result, refuse, refuseInput } from '../kernel/result.ts';
import type { MediaUse } from '../media/inspected.ts';
import type { Metadata } from '../messages/beside.ts';
import { type Content, type ContentKind, messageKinds, passOn, spokenOf } from '../messages/content.ts';
import type { Made } from '../messages/kind.ts';
import type { MediaSource } from '../messages/media-source.ts';
import type { JobView } from '../projections/job-view.ts';
import type { Reads } from '../projections/reads.ts';
import type { ReadNumber } from '../whatsapp/port.ts';
import type { Accept, Surroundings } from './acceptance.ts';
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

const hasEnded = ({ status }: JobView): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const createMessages = (ports: MessagesPorts): Messages => {
  const { system, log, reads, clock, entropy, readNumber, media, accept } = ports;

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

  /** An edit or a deletion of a job that no attempt has begun: the job itself changes. Null where it has to go out. */
  const changeWaiting = async (
    target: JobView,
    request: MessageRequest,
    caller: Caller,
  ): Promise<Result<Sent> | null> => {
    const job = system.jobs.find(target.jobId);
    if (!job || target.attempts > 0 || hasEnded(target)) return null;
    const told =
      request.type === 'delete'
        ? await job.tell({ type: 'cancel' }, caller)
        : await editWaiting(job, target, request, caller);
    if (told === null) return null;
    // An attempt has begun meanwhile: it goes out behind that.
    if (!told.ok) return told.refusal.code === 'job.not_waiting' ? null : told;
    return ok({ jobId: target.jobId, how: 'changed' });
  };

  const editWaiting = (
    job: NonNullable<ReturnType<System['jobs']['find']>>,
    target: JobView,
    request: MessageRequest,
    caller: Caller,
  ) => {
    const content = log.content(target.contentAt);
    const edited = content && withWords(content, (request.member as { text: string }).text);
    if (!edited) return Promise.resolve(noWords());
    const { said, ref } = say(edited, entropy);
    return job.tell({ type: 'edit', content: ref }, caller, { contents: [said] });
  };

  /** What a change of another message is: refused, done to the waiting job, or null where it is a job of its own. */
  const change = async (target: JobView, request: MessageRequest, caller: Caller): Promise<Result<Sent> | null> => {
    if (request.type === 'edit') {
      const content = log.content(target.contentAt);
      if (!content || !withWords(content, '')) return noWords();
      if (target.completedAt !== null && clock.now() - target.completedAt > EDIT_MS_MAX) return tooOld();
    }
    return request.type === 'reaction' ? null : changeWaiting(target, request, caller);
  };

  return {
    async send(request, caller) {
      const chat = readNumber(request.to);
      const due = inTime(request);
      if (!due.ok) return due;
      const people = mentioned(request);
      if (!people.ok) return people;
      const { replyTo, type } = request;
      const isChange = CHANGES.includes(type);
      const named = isChange ? ((request.member as Member).messageId ?? null) : replyTo;
      const path = isChange ? `${type}.messageId` : 'replyTo';
      const target = named !== null && chat.ok ? referred(request, chat.value, named, path) : null;
      if (target?.ok === false) return target;
      const changed = isChange && target ? await change(target.value, request, caller) : null;
      if (changed) return changed;

      const kind = (request.member as Member).asDocument ? 'document' : type;
      const told = await accept(
        {
          session: request.session,
          number: request.to,
          content: () => contentOf(kind, request, caller),
          asked: askedFor(kind, request),
          surroundings: {
            ...people.value,
            ...(replyTo === null || isChange ? {} : { replyTo }),
            ...(isChange && named !== null ? { refersTo: named } : {}),
            ...(target && !hasEnded(target.value) ? { waits: true } : {}),
            ...(request.forwarded ? { forwarded: true } : {}),
            ...(request.expiresAt === null ? {} : { expiresAt: request.expiresAt }),
            ...(request.clientRef === null ? {} : { clientRef: request.clientRef }),
            ...(chat.ok && chat.value === request.to ? {} : { to: request.to }),
          },
          metadata: request.metadata ?? undefined,
          priority: request.priority,
          notBefore: request.notBefore,
          idempotencyKey: request.idempotencyKey,
        },
        caller,
      );
      if (!told.ok) return told;
      const { job, repeated } = told.value;
      return ok({ jobId: job.jobId, how: repeated ? 'repeated' : 'queued' });
    },
  };
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const noWords = (): Result<never> =>
  refuse('message.unsupported_type', 'Only a text or a caption can be edited. Delete the message, and send a new one.');

const tooOld = (): Result<never> =>
  refuse('message.too_old', 'WhatsApp takes an edit for 15 minutes. Send a new message instead.');

/** A content with other words; null for a kind that has none. */
const withWords = (content: Content, words: string): Content | null => {
  const spoken = spokenOf(content);
  if (spoken !== content) return null;
  if (content.kind === 'text') return { ...content, body: words };
  const hasCaption = content.kind === 'image' || content.kind === 'video' || content.kind === 'document';
  return hasCaption ? { ...content, caption: words } : null;
};
