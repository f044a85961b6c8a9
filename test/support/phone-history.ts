/** A phone that has older messages of chats, and gives them as the port says: recorded, the newest first. */
import { createHearing } from '../../src/actors/chats/hearing.ts';
import { createContacts } from '../../src/actors/contacts/contacts.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import type { ChatId } from '../../src/kernel/ids.ts';
import type { Heard } from '../../src/whatsapp/heard.ts';
import type { Anchor, PastAsked, PastGiven } from '../../src/whatsapp/past.ts';
import type { Inside } from './inside.ts';
import { spoken } from './spoken.ts';

type Said = Anchor & { readonly body: string };

export interface PhoneHistory {
  /** What the phone was asked. */
  readonly asked: PastAsked[];
  /** A message that comes in now. */
  live(chat: ChatId, messageId: string, sentAt: number): Promise<void>;
  /** Messages on the phone, the oldest first. */
  has(chat: ChatId, said: readonly Said[]): void;
  answer(asked: PastAsked): Promise<PastGiven>;
}

export const phoneHistory = ({ log, reads }: Pick<Inside, 'log' | 'reads'>, now: () => number): PhoneHistory => {
  const shared = { log, reads, clock: { now }, entropy: systemEntropy };
  const contacts = createContacts(shared);
  const hearing = createHearing({ ...shared, contacts, vault: { setKeys: async () => {} } });
  const chats = new Map<ChatId, readonly Said[]>();
  const asked: PastAsked[] = [];

  const heard = (chat: ChatId, { messageId, fromMe, sentAt, body }: Said, source: Heard['source']): Heard => ({
    chat: { id: chat, other: null },
    sender: { id: fromMe ? '6281100009999@s.whatsapp.net' : chat, other: null },
    fromMe,
    messageId,
    source,
    sentAt,
    pushName: 'An older name',
    said: spoken(body),
  });

  return {
    asked,
    live: (chat, messageId, sentAt) =>
      hearing.record('default', [
        { heard: heard(chat, { messageId, fromMe: false, sentAt, body: messageId }, 'live'), keys: [] },
      ]),
    has: (chat, said) => void chats.set(chat, said),
    async answer(question) {
      asked.push(question);
      const all = chats.get(question.chatId) ?? [];
      const place = all.findIndex(({ messageId }) => messageId === question.before.messageId);
      const older = place < 0 ? all : all.slice(0, place);
      const given = older.slice(-question.count);
      for (const said of given.toReversed())
        if (said.sentAt >= question.since)
          await hearing.record('default', [{ heard: heard(question.chatId, said, 'history'), keys: [] }]);
      return { oldest: given[0] ?? null, isEnd: given.length === older.length };
    },
  };
};
