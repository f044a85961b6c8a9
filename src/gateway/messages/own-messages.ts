/** The messages that other messages can name: the account's own. */
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { jobOfMessage } from '../../kernel/message-ids.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { JobRow } from '../../projections/job-view.ts';
import type { Reads } from '../../projections/reads.ts';

export interface OwnMessages {
  /** A message of the account's own in a chat, or in any chat. */
  find(session: SessionId, chatId: ChatId | null, messageId: string): JobRow | null;
  /** The same, refused where it is not known or has ended without going out. `path` is where the request names it. */
  named(session: SessionId, chatId: ChatId, messageId: string, path: string): Result<JobRow>;
}

const notFound = (path: string, message: string): Result<never> => ({
  ok: false,
  refusal: { code: 'message.not_found', detail: `${message}.`, faults: [{ path, message }] },
});

export const noSuchMessage = (path: string): Result<never> =>
  notFound(path, 'There is no message of this account with this id in this chat');

export const ownMessages = ({ jobs, chats }: Pick<Reads, 'jobs' | 'chats'>): OwnMessages => {
  const isIn = ({ session, chatId, recipient }: JobRow, chat: ChatId): boolean =>
    recipient === chat || chats.chatOf(session, chatId) === chats.chatOf(session, chat);

  const find: OwnMessages['find'] = (session, chatId, messageId) => {
    const jobId = jobOfMessage(messageId);
    const job = jobId === null ? null : jobs.rowById(jobId);
    const isHere = job !== null && job.session === session;
    return isHere && (chatId === null || isIn(job, chatId)) ? job : null;
  };
  return {
    find,
    named(session, chatId, messageId, path) {
      const job = find(session, chatId, messageId);
      if (!job) return noSuchMessage(path);
      return job.status === 'failed' || job.status === 'cancelled'
        ? notFound(path, 'The message with this id did not go out')
        : ok(job);
    },
  };
};
