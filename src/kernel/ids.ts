/** Identifiers and their formats. */
import * as v from 'valibot';
import type { Clock } from './clock.ts';
import type { Entropy } from './entropy.ts';

/** The session of a request that names none. */
export const DEFAULT_SESSION = 'default';

/** A session's name: 1 to 32 of `a-z 0-9 -`, not starting with a dash. */
export const SessionId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'A session name has 1 to 32 of a-z, 0-9 and -'),
);
export type SessionId = v.InferOutput<typeof SessionId>;

/** The query that a path takes to be about this session. */
export const sessionQuery = (session: SessionId): string => (session === DEFAULT_SESSION ? '' : `?session=${session}`);

/** 18 lower-case hex digits that grow with time. */
export const JobId = v.pipe(v.string(), v.regex(/^[0-9a-f]{18}$/, 'A job id has 18 hex digits'));
export type JobId = v.InferOutput<typeof JobId>;

/** `3EB0` and 18 upper-case hex digits: the form of WhatsApp's own web clients (Baileys `generateMessageIDV2`). */
export const MessageId = v.pipe(v.string(), v.regex(/^3EB0[0-9A-F]{18}$/));
export type MessageId = v.InferOutput<typeof MessageId>;

/**
 * A WhatsApp address: `<digits>@s.whatsapp.net` for a phone number, `<digits>@lid` for a hidden one, `…@g.us` for a
 * group, `status@broadcast` for the account's status.
 */
export const ChatId = v.pipe(
  v.string(),
  v.regex(
    /^(?:[0-9-]{5,40}@(?:s\.whatsapp\.net|lid|g\.us)|status@broadcast)$/,
    'Expected a chat id, such as 6281234567890@s.whatsapp.net',
  ),
);
export type ChatId = v.InferOutput<typeof ChatId>;

/**
 * A conversation or a person as WhatsApp names them when they write: beside the addresses of `ChatId` also channels,
 * broadcast lists, bots, and numbers of WhatsApp's own.
 */
export const ConversationId = v.pipe(
  v.string(),
  v.regex(/^[\w.-]{1,64}@[a-z.]{1,32}$/, 'Expected a chat id, such as 6281234567890@s.whatsapp.net'),
);

/** `…@c.us` is an older form of `…@s.whatsapp.net`. */
const inPresentForm = (address: string): string => address.replace(/@c\.us$/, '@s.whatsapp.net');

/** A conversation or a person as clients name them. */
export const WrittenAddress = v.pipe(ConversationId, v.transform(inPresentForm));

/** A call, as WhatsApp names it. */
export const CallId = v.pipe(
  v.string(),
  v.regex(/^[\w.-]{1,64}$/, 'Expected the id of a call'),
  v.examples(['7D3F0A1C5B9E4D2286A0F4C1B7E93D55']),
);
export type CallId = v.InferOutput<typeof CallId>;

const PHONE = '@s.whatsapp.net';

/** The phone number of a chat, with `+` and country code; null for a chat without one. */
export const phoneNumberOf = (chat: string): string | null =>
  chat.endsWith(PHONE) ? `+${chat.slice(0, -PHONE.length)}` : null;

/** The chat of the account's own status messages. */
export const STATUS_CHAT: ChatId = 'status@broadcast';

export const isGroupChat = (chat: string): boolean => chat.endsWith('@g.us');
/** Whether a message to the chat goes to several people, each with receipts of their own. */
export const isManyPeople = (chat: string): boolean => isGroupChat(chat) || chat === STATUS_CHAT;

/** Whether a conversation is with one person, who may have several addresses. */
export const isOfTwo = (chat: string): boolean => chat.endsWith(PHONE) || chat.endsWith('@lid');
/** What a conversation is, as its address tells. */
export const CHAT_KINDS = ['contact', 'group', 'status', 'channel'] as const;
export type ChatKind = (typeof CHAT_KINDS)[number];

export const chatKindOf = (chat: ChatId): ChatKind => {
  if (isGroupChat(chat)) return 'group';
  if (chat === STATUS_CHAT) return 'status';
  return chat.endsWith('@newsletter') ? 'channel' : 'contact';
};

/** A person of a session. The digits grow with time, so the older of two contacts has the smaller id. */
export const ContactId = v.pipe(v.string(), v.regex(/^ct_[0-9a-f]{18}$/, 'A contact id is ct_ and 18 hex digits'));
export type ContactId = v.InferOutput<typeof ContactId>;

/** SHA-256 of salt and content in base64url, 43 characters; without a salt, as it was before there were any, 64 hex digits. */
export const ContentId = v.pipe(v.string(), v.regex(/^(?:[\w-]{43}|[0-9a-f]{64})$/));
export type ContentId = v.InferOutput<typeof ContentId>;

/**
 * More ids than a process can issue in a millisecond. The counter starts at a random number in a range of the same
 * size.
 */
const IDS_A_MILLISECOND = 2 ** 23;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/**
 * Issues growing ids: 12 digits of time, then a 6-digit counter that starts at a random number. Jobs that are queued
 * together are therefore adjacent in every index; random ids would cost a page of the file for each job.
 */
export const jobIds = ({ clock, entropy }: { clock: Pick<Clock, 'now'>; entropy: Entropy }): (() => JobId) => {
  let last = -1;
  let count = 0;
  return () => {
    const now = clock.now();
    if (now === last) count += 1;
    else count = Math.floor(entropy.fraction() * IDS_A_MILLISECOND);
    last = now;
    return hex(now, 12) + hex(count, 6);
  };
};

/** A stream of the log. `process` has no name of its own. */
export type StreamName =
  | `job/${JobId}`
  | `media/${SessionId}/${string}`
  | `group/${SessionId}/${ChatId}`
  | `chat/${SessionId}/${ChatId}`
  | `call/${SessionId}/${CallId}`
  | `content/${SessionId}`
  | `contact/${SessionId}/${ContactId}`
  | `session/${SessionId}`
  | `queue/${SessionId}`
  | `user/${string}`
  | `key/${string}`
  | `webhook/${string}`
  | 'process';
export type StreamKind =
  | 'job'
  | 'media'
  | 'group'
  | 'chat'
  | 'call'
  | 'contact'
  | 'content'
  | 'session'
  | 'queue'
  | 'user'
  | 'key'
  | 'webhook'
  | 'process';

export const streamOf = {
  job: (id: JobId): StreamName => `job/${id}`,
  session: (id: SessionId): StreamName => `session/${id}`,
  queue: (id: SessionId): StreamName => `queue/${id}`,
  /** `id` is the id of the upload without `med_`. */
  media: (session: SessionId, id: string): StreamName => `media/${session}/${id}`,
  group: (session: SessionId, chat: ChatId): StreamName => `group/${session}/${chat}`,
  chat: (session: SessionId, chat: ChatId): StreamName => `chat/${session}/${chat}`,
  call: (session: SessionId, id: CallId): StreamName => `call/${session}/${id}`,
  /** Erasures that concern several chats of a session. */
  content: (session: SessionId): StreamName => `content/${session}`,
  contact: (session: SessionId, id: ContactId): StreamName => `contact/${session}/${id}`,
  user: (id: string): StreamName => `user/${id}`,
  /** `id` is the id of the key without `key_`. */
  key: (id: string): StreamName => `key/${id}`,
  /** `id` is the id of the endpoint without `wh_`. */
  webhook: (id: string): StreamName => `webhook/${id}`,
  process: 'process' as StreamName,
};

/** Every kind of stream. */
export const STREAM_KINDS = Object.keys(streamOf) as [StreamKind, ...StreamKind[]];

/** The kinds whose streams have names of their own: all but `process`. */
export const NAMED_KINDS: readonly StreamKind[] = STREAM_KINDS.filter((kind) => typeof streamOf[kind] === 'function');

const STREAM =
  /^(process|(job|user|key|webhook)\/[0-9a-f]{18}|(content|session|queue)\/[a-z0-9][a-z0-9-]{0,31}|media\/[a-z0-9][a-z0-9-]{0,31}\/[0-9a-f]{18}|group\/[a-z0-9][a-z0-9-]{0,31}\/[0-9-]{5,40}@g\.us|chat\/[a-z0-9][a-z0-9-]{0,31}\/[\w.-]{1,64}@[a-z.]{1,32}|call\/[a-z0-9][a-z0-9-]{0,31}\/[\w.-]{1,64}|contact\/[a-z0-9][a-z0-9-]{0,31}\/ct_[0-9a-f]{18})$/;

/** Whether a stream may have this name; the stream need not exist. */
export const isStreamName = (text: string): text is StreamName => STREAM.test(text);

/** `job/4f2a…` is of kind `job` and has the id `4f2a…`. */
export const partsOfStream = (stream: string): { kind: StreamKind; id: string } => {
  const slash = stream.indexOf('/');
  return slash < 0
    ? { kind: stream as StreamKind, id: '' }
    : { kind: stream.slice(0, slash) as StreamKind, id: stream.slice(slash + 1) };
};

/** `6281234567890@s.whatsapp.net` as log lines show it: `62812…890`. */
export const shortChat = (chat: string): string => {
  const user = chat.split('@', 1)[0] ?? '';
  return user.length > 8 ? `${user.slice(0, 5)}…${user.slice(-3)}` : '…';
};
