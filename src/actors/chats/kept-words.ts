/**
 * Which words of a stanza are kept.
 *
 * A quote of a message that is on record is kept as the reference alone: so it goes with the message, once that is erased.
 * New words for an erased message are not kept either.
 */
import type { Entry } from '../../events/log/log.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import type { MessageRef } from '../../messages/refs.ts';
import { keyOf } from '../../projections/chats/message-key.ts';
import type { MessageRow } from '../../projections/chats/messages.ts';
import type { Reads } from '../../projections/reads.ts';
import type { Heard, Spoken } from '../../whatsapp/heard.ts';

type KeptReads = Pick<Reads, 'chats' | 'messages' | 'erasures'>;

const UNREADABLE: readonly MessageRow['kind'][] = ['undecryptable', 'withheld', 'unsupported'];

export const keptWords = (reads: KeptReads) => {
  const messageOf = (session: SessionId, chatId: ChatId, id: MessageRef): MessageRow | null => {
    const chats = reads.chats.addresses(session, chatId);
    return reads.messages.withKey(session, keyOf(id)).find(({ chat }) => chats.includes(chat)) ?? null;
  };
  const isErased = ({ position }: MessageRow): boolean => reads.erasures.erased(position) !== null;

  const withoutQuote = (session: SessionId, chatId: ChatId, spoken: Spoken): Spoken => {
    const { quoted, replyTo } = spoken;
    const original = quoted === null || replyTo === null ? null : messageOf(session, chatId, replyTo);
    if (!original || (UNREADABLE.includes(original.kind) && !isErased(original))) return spoken;
    return { ...spoken, quoted: null };
  };

  return {
    /** The stanza with the quote that is to be kept. */
    heard(session: SessionId, chatId: ChatId, heard: Heard): Heard {
      const { said } = heard;
      if (said.type === 'spoken') return { ...heard, said: withoutQuote(session, chatId, said) };
      if (said.type === 'edited') return { ...heard, said: { ...said, now: withoutQuote(session, chatId, said.now) } };
      return heard;
    },
    /** The fact with the words that are to be kept. */
    entry(session: SessionId, chatId: ChatId, entry: Entry): Entry {
      const { fact } = entry;
      if (fact.type !== 'message.edited') return entry;
      const changed = messageOf(session, chatId, fact.messageId);
      if (!changed || !isErased(changed)) return entry;
      const { type, messageId, changeId, direction, by, byOther, repaired, sentAt } = fact;
      const who = { direction, by, ...(byOther === undefined ? {} : { byOther }) };
      const change = { messageId, changeId, ...(repaired === undefined ? {} : { repaired }) };
      return { fact: { type, ...change, ...who, sentAt }, from: null, to: null };
    },
  };
};
