/** A message as a link takes it: the content of its job with its files, the message it answers, the people it mentions. */
import { type Failure, failure } from '../../events/facts/failure.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Millis } from '../../kernel/clock.ts';
import { type ChatId, type JobId, type SessionId, streamOf } from '../../kernel/ids.ts';
import { jobOfMessage } from '../../kernel/message-ids.ts';
import type { Job, JobContext } from '../../machines/job.machine.ts';
import { type Content, type ContentKind, mediaOf } from '../../messages/content.ts';
import type { MessageRef } from '../../messages/refs.ts';
import type { MediaFile } from '../../whatsapp/media-file.ts';
import type { NamedMessage, QuotedMessage, SaidMessage } from '../../whatsapp/port.ts';

/** The file of a media; null if it has expired or is not known. */
export type FindFile = (id: string) => MediaFile | null;

/** Fetches the file of a media if it is still to be fetched. Resolves to why it cannot be had; null where it is there. */
export type FetchFile = (id: string, caller: Caller) => Promise<Failure | null>;

/** A message that no job has sent: it came in, or was written on another device of the account. */
export interface HeardMessage {
  readonly own: boolean;
  /** The addresses of its author. */
  readonly by: readonly ChatId[];
  readonly sentAt: Millis;
  readonly deleted: boolean;
  /** As it is now; null if there is none, or if it was erased. */
  readonly content: Content | null;
  /** The whole message as WhatsApp encoded it, for a kind that this Waybill does not know. */
  readonly raw: Uint8Array | null;
  /** A small JPEG of its file. */
  readonly thumbnail: Uint8Array | null;
}

/** A message of a chat that no job has sent; null if it is not on record. */
export type FindHeard = (session: SessionId, chat: ChatId, message: MessageRef) => HeardMessage | null;

export interface SayingPorts {
  readonly log: Pick<EventLog, 'content' | 'said' | 'page' | 'streamId'>;
  readonly file: FindFile;
  readonly heard: FindHeard;
}

/** The position beside which the content of a job stands, after its last edit. */
const contentAt = (log: SayingPorts['log'], stream: string, job: Job): number =>
  job.context.edited ? lastContentAt(log, stream) : (log.streamId(stream) ?? 0);

/** Types of facts beside which new content of a job may stand. */
const NEW_CONTENT = ['job.edited', 'job.approved'] as const;

const lastContentAt = (log: SayingPorts['log'], stream: string): number => {
  const edits = NEW_CONTENT.flatMap((type) => log.page({ after: 0, stream, type, newestFirst: true, limit: 1 }));
  const positions = edits.flatMap(({ data, position }) => ('content' in data ? [position] : []));
  return positions.length > 0 ? Math.max(...positions) : (log.streamId(stream) ?? 0);
};

/** The content of a job, after its last edit; null if it was erased or cannot be read. */
export const contentOfJob = (log: SayingPorts['log'], stream: string, job: Job): Content | null =>
  log.content(contentAt(log, stream, job));

/** Why a job without content has none. */
export const whyUnsaid = (log: SayingPorts['log'], stream: string, job: Job): Failure =>
  log.said(contentAt(log, stream, job)) === null
    ? failure('content_gone', 'The text of the message is no longer kept.')
    : failure('content_unreadable', 'This version of Waybill cannot read the message.');

const authorOf = ({ own, by }: HeardMessage): Pick<NamedMessage, 'by'> => (own ? {} : { by });

const quoteOfHeard = (messageId: MessageRef, heard: HeardMessage): QuotedMessage | null => {
  const { content, raw, thumbnail } = heard;
  if (content === null && raw === null) return null;
  return {
    messageId,
    ...authorOf(heard),
    content,
    ...(content === null && raw !== null ? { raw } : {}),
    ...(thumbnail === null ? {} : { thumbnail }),
  };
};

/** The message that a job answers; null if it answers none, or if its content was erased or cannot be read. */
const quoteOf = ({ log, heard }: SayingPorts, { session, chatId, replyTo }: JobContext): QuotedMessage | null => {
  if (replyTo === null) return null;
  const found = heard(session, chatId, replyTo);
  if (found) return quoteOfHeard(replyTo, found);
  const answered = jobOfMessage(replyTo);
  const content = answered === null ? null : log.content(lastContentAt(log, streamOf.job(answered)));
  return content === null ? null : { messageId: replyTo, content };
};

/** The message of somebody else that a job changes, or answers with an emoji; null for one of the account's own. */
const referredOf = ({ heard }: SayingPorts, { session, chatId, refersTo }: JobContext): NamedMessage | null => {
  const found = refersTo === null ? null : heard(session, chatId, refersTo);
  return refersTo === null || found === null || found.own ? null : { messageId: refersTo, by: found.by };
};

/** Kinds that tell their time. */
const TIMED: readonly ContentKind[] = ['edit', 'reaction'];

/** When the last attempt began: also long afterwards, the message says the same. */
const attemptedAt = ({ log }: SayingPorts, stream: string, { kind }: Content): Millis | null => {
  if (!TIMED.includes(kind)) return null;
  const [started] = log.page({ after: 0, stream, type: 'job.started', newestFirst: true, limit: 1 });
  return started?.at ?? null;
};

export const saidMessage = (ports: SayingPorts, id: JobId, context: JobContext, content: Content): SaidMessage => {
  const at = attemptedAt(ports, streamOf.job(id), content);
  const quoted = quoteOf(ports, context);
  const refersTo = referredOf(ports, context);
  const files = mediaOf(content).flatMap((id) => ports.file(id) ?? []);
  return {
    content,
    ...(files.length > 0 ? { files } : {}),
    ...(quoted ? { quoted } : {}),
    ...(refersTo ? { refersTo } : {}),
    ...(at === null ? {} : { at }),
    ...(context.mentions.length > 0 ? { mentions: context.mentions } : {}),
    ...(context.mentionsAll ? { mentionsAll: true } : {}),
    ...(context.audience ? { audience: context.audience } : {}),
    ...(context.forwarded ? { forwarded: true } : {}),
  };
};
