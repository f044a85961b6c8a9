/**
 * Edits, deletions and reactions that name a message which no job has sent. Everybody may react. A message that was
 * written on the account's phone can be edited and deleted here too; one of somebody else only an admin of the group
 * can delete.
 */
import type { HeardMessage } from '../../actors/jobs/saying.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type ChatId, isGroupChat, type SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuseField } from '../../kernel/result.ts';
import type { Reads } from '../../projections/reads.ts';
import { type Change, isTooOld, noWords, tooOld, withWords } from './changes.ts';

interface HeardChangePorts {
  readonly reads: Pick<Reads, 'groups'>;
  readonly clock: Pick<Clock, 'now'>;
}

export const heardChanges = ({ reads, clock }: HeardChangePorts) => {
  /** A group that is not on record yet is asked for before the deletion is sent. */
  const isAdmin = (session: SessionId, chat: ChatId): boolean => {
    const group = reads.groups.byChat(session, chat);
    const role = group && reads.groups.role(session, chat, group.self);
    return group === null || role === 'admin' || role === 'superadmin';
  };

  const edit = ({ own, content, sentAt }: HeardMessage, { member }: Change): Result<void> => {
    if (!own) return notOwn('edit', 'Only own messages can be edited');
    const worded = content ? withWords(content, (member as { text: string }).text) : noWords();
    if (!worded.ok) return worded;
    return isTooOld(clock.now(), sentAt) ? tooOld() : ok(undefined);
  };

  const deletion = ({ own }: HeardMessage, session: SessionId, chat: ChatId): Result<void> => {
    if (own) return ok(undefined);
    if (!isGroupChat(chat)) return notOwn('delete', 'Only own messages can be deleted in a chat with one person');
    const message = 'Only admins of the group may delete messages of others, and this account is none';
    return isAdmin(session, chat) ? ok(undefined) : refuseField('group.not_admin', 'delete.messageId', message);
  };

  return {
    /** Whether a message may be changed like this. */
    check(
      change: Change,
      heard: HeardMessage,
      { session, chatId }: { session: SessionId; chatId: ChatId },
    ): Result<void> {
      if (change.type === 'edit') return edit(heard, change);
      return change.type === 'delete' ? deletion(heard, session, chatId) : ok(undefined);
    },
  };
};

const notOwn = (type: 'edit' | 'delete', message: string): Result<never> =>
  refuseField('message.not_own', `${type}.messageId`, message);
