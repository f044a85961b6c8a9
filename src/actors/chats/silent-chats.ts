/** The people and groups of a session that are known, and with whom no message is on record. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChatId, ContactId, SessionId } from '../../kernel/ids.ts';
import type { Reads } from '../../projections/reads.ts';

/** Rows between two turns of the event loop: a millisecond or two. */
const PAGE = 500;

export const countSilentChats = async (
  { chats, contacts, groups }: Pick<Reads, 'chats' | 'contacts' | 'groups'>,
  session: SessionId,
): Promise<number> => {
  const isSilent = (chat: ChatId): boolean => chats.conversation(session, chat) === null;
  let count = 0;
  for (let after: ContactId | null | undefined = null; after !== undefined; await nextTurn()) {
    const page = contacts.list(session, after, PAGE);
    count += page.filter(({ chat }) => isSilent(chat)).length;
    after = page.at(-1)?.contactId;
  }
  for (let after: ChatId | null | undefined = null; after !== undefined; await nextTurn()) {
    const page = groups.list(session, after, PAGE);
    // A group that the account has left has nothing to be asked about.
    count += page.filter(({ chatId, leftAt }) => leftAt === null && isSilent(chatId)).length;
    after = page.at(-1)?.chatId;
  }
  return count;
};
