/** The names of things, and how they are spelt. */
import * as v from 'valibot';
import type { Entropy } from './entropy.ts';

/** The session that a request means when it names none. */
export const DEFAULT_SESSION = 'default';

/** A session's name: 1 to 32 of `a-z 0-9 -`, not starting with a dash. */
export const SessionId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'A session name has 1 to 32 of a-z, 0-9 and -'),
);
export type SessionId = v.InferOutput<typeof SessionId>;

/** 18 lower-case hex digits; the tail of the job's message id. */
export const JobId = v.pipe(v.string(), v.regex(/^[0-9a-f]{18}$/, 'A job id has 18 hex digits'));
export type JobId = v.InferOutput<typeof JobId>;

/** `3EB0` and 18 upper-case hex digits: the form of WhatsApp's own web clients (Baileys `generateMessageIDV2`). */
export const MessageId = v.pipe(v.string(), v.regex(/^3EB0[0-9A-F]{18}$/));
export type MessageId = v.InferOutput<typeof MessageId>;

/** A WhatsApp address: `<digits>@s.whatsapp.net` for a phone number, `<digits>@lid` for a hidden one, `…@g.us` for a group. */
export const ChatId = v.pipe(v.string(), v.regex(/^[0-9-]{5,40}@(s\.whatsapp\.net|lid|g\.us)$/));
export type ChatId = v.InferOutput<typeof ChatId>;

/** SHA-256 of what was said, 64 hex digits. */
export const ContentId = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
export type ContentId = v.InferOutput<typeof ContentId>;

const MESSAGE_ID_PREFIX = '3EB0';

export const newJobId = (entropy: Entropy): JobId => Buffer.from(entropy.bytes(9)).toString('hex');

/** A job's message id is its own id in WhatsApp's form, so a receipt names its job without a look-up. */
export const messageIdOf = (job: JobId): MessageId => MESSAGE_ID_PREFIX + job.toUpperCase();

/** The job behind a message id; null when the id is none that Waybill gave. */
export const jobOfMessage = (messageId: string): JobId | null =>
  v.is(MessageId, messageId) ? messageId.slice(MESSAGE_ID_PREFIX.length).toLowerCase() : null;

/** A stream of the log. `process` has no name of its own. */
export type StreamName = `job/${JobId}` | `session/${SessionId}` | `queue/${SessionId}` | `user/${string}` | 'process';
export type StreamKind = 'job' | 'session' | 'queue' | 'user' | 'process';

export const streamOf = {
  job: (id: JobId): StreamName => `job/${id}`,
  session: (id: SessionId): StreamName => `session/${id}`,
  queue: (id: SessionId): StreamName => `queue/${id}`,
  user: (id: string): StreamName => `user/${id}`,
  process: 'process' as StreamName,
};

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
