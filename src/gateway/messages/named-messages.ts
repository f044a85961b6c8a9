/** The messages that other messages can name: those of jobs, and all others on record. */
import type { FindHeard, HeardMessage } from '../../actors/jobs/saying.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { jobOfMessage } from '../../kernel/message-ids.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { JobRow } from '../../projections/job-view.ts';
import type { Reads } from '../../projections/reads.ts';

/** A message of a chat: one that a job sends, or one that came in or was written on the phone. */
export type Target =
  | { readonly job: JobRow; readonly heard: null }
  | { readonly job: null; readonly heard: HeardMessage };

export interface NamedMessages {
  /** A message that a job of the session sends, in a chat or in any chat. */
  own(session: SessionId, chatId: ChatId | null, messageId: string): JobRow | null;
  /**
   * A message of a chat. Refused where it is not on record, or belongs to a job that has ended without sending it.
   * `path` is where the request names it.
   */
  named(session: SessionId, chatId: ChatId, messageId: string, path: string): Result<Target>;
}

const notFound = (path: string, message: string): Result<never> => ({
  ok: false,
  refusal: { code: 'message.not_found', detail: `${message}.`, faults: [{ path, message }] },
});

export const noSuchMessage = (path: string): Result<never> =>
  notFound(path, 'There is no message with this id on record in this chat');

export const namedMessages = ({ jobs, chats }: Pick<Reads, 'jobs' | 'chats'>, heardIn: FindHeard): NamedMessages => {
  const isIn = ({ session, chatId, recipient }: JobRow, chat: ChatId): boolean =>
    recipient === chat || chats.chatOf(session, chatId) === chats.chatOf(session, chat);

  const own: NamedMessages['own'] = (session, chatId, messageId) => {
    const jobId = jobOfMessage(messageId);
    const job = jobId === null ? null : jobs.rowById(jobId);
    const isHere = job !== null && job.session === session;
    return isHere && (chatId === null || isIn(job, chatId)) ? job : null;
  };
  return {
    own,
    named(session, chatId, messageId, path) {
      const job = own(session, chatId, messageId);
      if (job?.status === 'failed' || job?.status === 'cancelled')
        return notFound(path, 'The message with this id did not go out');
      if (job) return ok({ job, heard: null });
      const heard = heardIn(session, chatId, messageId);
      return heard ? ok({ job: null, heard }) : noSuchMessage(path);
    },
  };
};
