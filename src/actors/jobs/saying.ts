/** A message as a link takes it: the content of its job with its files, the message it answers, the people it mentions. */
import { type Failure, failure } from '../../events/facts/failure.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import { type JobId, type MessageId, streamOf } from '../../kernel/ids.ts';
import { jobOfMessage } from '../../kernel/message-ids.ts';
import type { Job, JobContext } from '../../machines/job.machine.ts';
import { type Content, mediaOf } from '../../messages/content.ts';
import type { MediaFile } from '../../whatsapp/media-file.ts';
import type { SaidMessage } from '../../whatsapp/port.ts';

/** The file of a media; null if it has expired or is not known. */
export type FindFile = (id: string) => MediaFile | null;

/** Fetches the file of a media if it is still to be fetched. Resolves to why it cannot be had; null where it is there. */
export type FetchFile = (id: string, caller: Caller) => Promise<Failure | null>;

export interface SayingPorts {
  readonly log: Pick<EventLog, 'content' | 'said' | 'page' | 'streamId'>;
  readonly file: FindFile;
}

/** The position beside which the content of a job stands, after its last edit. */
const contentAt = (log: SayingPorts['log'], stream: string, job: Job): number =>
  job.context.edited ? lastContentAt(log, stream) : (log.streamId(stream) ?? 0);

const lastContentAt = (log: SayingPorts['log'], stream: string): number => {
  const [edit] = log.page({ after: 0, stream, type: 'job.edited', newestFirst: true, limit: 1 });
  return edit?.position ?? log.streamId(stream) ?? 0;
};

/** The content of a job, after its last edit; null if it was erased or cannot be read. */
export const contentOfJob = (log: SayingPorts['log'], stream: string, job: Job): Content | null =>
  log.content(contentAt(log, stream, job));

/** Why a job without content has none. */
export const whyUnsaid = (log: SayingPorts['log'], stream: string, job: Job): Failure =>
  log.said(contentAt(log, stream, job)) === null
    ? failure('content_gone', 'The text of the message is no longer kept.')
    : failure('content_unreadable', 'This version of Waybill cannot read the message.');

/** The own message that a job answers; null if it answers none, or if its content was erased or cannot be read. */
const quoteOf = ({ log }: SayingPorts, replyTo: MessageId | null) => {
  const answered: JobId | null = replyTo === null ? null : jobOfMessage(replyTo);
  const content = answered === null ? null : log.content(lastContentAt(log, streamOf.job(answered)));
  return replyTo === null || content === null ? null : { messageId: replyTo, content };
};

export const saidMessage = (ports: SayingPorts, context: JobContext, content: Content): SaidMessage => {
  const quoted = quoteOf(ports, context.replyTo);
  const files = mediaOf(content).flatMap((id) => ports.file(id) ?? []);
  return {
    content,
    ...(files.length > 0 ? { files } : {}),
    ...(quoted ? { quoted } : {}),
    ...(context.mentions.length > 0 ? { mentions: context.mentions } : {}),
    ...(context.mentionsAll ? { mentionsAll: true } : {}),
    ...(context.audience ? { audience: context.audience } : {}),
    ...(context.forwarded ? { forwarded: true } : {}),
  };
};
