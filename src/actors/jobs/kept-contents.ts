/**
 * What jobs say. The content of a job that is about to be sent is read before its start, in the transaction that reads
 * the job, and kept until the start is on disk. An edit that came in between is read after it.
 */
import { type ChatId, type ContentId, type JobId, type SessionId, streamOf } from '../../kernel/ids.ts';
import type { Job } from '../../machines/job.machine.ts';
import type { Content } from '../../messages/content.ts';
import type { SaidMessage } from '../../whatsapp/port.ts';
import type { JobActor } from './job-actors.ts';
import { contentOfJob, type FindFile, type FindHeard, saidMessage, type SayingPorts } from './saying.ts';

interface KeptContentPorts extends Pick<SayingPorts, 'log'> {
  readonly file?: FindFile;
  readonly heard?: FindHeard;
  readonly find: (id: JobId) => Pick<JobActor, 'snapshot'> | null;
  /** The timer of a chat of two, which each message to it carries. */
  readonly timerOf: (message: { readonly session: SessionId; readonly chatId: ChatId }) => Pick<SaidMessage, 'timer'>;
}

export const keepContents = ({ log, find, timerOf, ...ports }: KeptContentPorts) => {
  const heard = ports.heard ?? (() => null);
  const saying: SayingPorts = { log, file: ports.file ?? (() => null), heard };
  const kept = new Map<JobId, { readonly digest: ContentId; readonly content: Content | null }>();
  const read = (id: JobId, job: Job): Content | null => contentOfJob(log, streamOf.job(id), job);

  return {
    heard,
    keep(id: JobId, job: Job): void {
      kept.set(id, { digest: job.context.content.digest, content: read(id, job) });
    },
    forget: (id: JobId): void => void kept.delete(id),
    /** A job's message as it is to be sent; null if it is not kept any more. */
    said(id: JobId): SaidMessage | null {
      const job = find(id)?.snapshot();
      if (!job) return null;
      const found = kept.get(id);
      const content = found?.digest === job.context.content.digest ? found.content : read(id, job);
      return content && { ...saidMessage(saying, id, job.context, content), ...timerOf(job.context) };
    },
  };
};
