/**
 * Reads chats: WhatsApp gets the receipts of the messages that came in, and then the record says so.
 *
 * A message that was answered here is not read by that: its author sees no blue ticks. So receipts go out for all messages
 * since the chat was last read, whether or not an answer came between.
 */
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { Caller } from '../../kernel/caller.ts';
import { isOfTwo } from '../../kernel/ids.ts';
import { messageIdOfKey } from '../../projections/chats/message-key.ts';
import type { MessageRow } from '../../projections/chats/messages.ts';
import type { Reads } from '../../projections/reads.ts';
import type { LastMessage, ReadMessages } from '../../whatsapp/chatting.ts';
import type { Link } from '../../whatsapp/port.ts';
import type { ChatRecord, Place } from './chat-record.ts';

/** A chat that was never read has that many receipts at most: the older messages stay without. */
const RECEIPTS_MAX = 1_000;

/** Before every message. */
const BEGINNING = { sortAt: -1, joined: -1 };

type ReadingLink = Pick<Link, 'read' | 'changeChat'>;

export interface Reading {
  /**
   * Reads a chat up to a message.
   * @throws Undelivered
   */
  read(
    link: ReadingLink,
    place: Place,
    upTo: MessageRow,
    source: FactOf<'chat.read'>['source'],
    caller: Caller,
  ): Promise<void>;
}

export interface ReadingPorts {
  readonly reads: Pick<Reads, 'chats' | 'messages'>;
  readonly record: Pick<ChatRecord, 'readUpTo' | 'read' | 'last'>;
}

/** A message as the app state of WhatsApp names it. */
export const lastMessageOf = (row: MessageRow): LastMessage => ({
  messageId: messageIdOfKey(row.key),
  fromMe: row.own,
  author: isOfTwo(row.chat) || row.own ? null : row.by,
  sentAt: row.sentAt,
});

/** The receipts of messages: one for each author. An author of a chat of two is named as their messages name them. */
const receiptsFor = (rows: readonly MessageRow[]): readonly ReadMessages[] => {
  const receipts = new Map<string, ReadMessages & { messageIds: string[] }>();
  for (const { chat, by, key } of rows) {
    const isTwo = isOfTwo(chat);
    const chatId = isTwo ? (by ?? chat) : chat;
    const author = isTwo ? null : by;
    const name = `${chatId} ${author}`;
    const receipt = receipts.get(name) ?? { chatId, author, messageIds: [] };
    receipts.set(name, receipt);
    receipt.messageIds.push(messageIdOfKey(key));
  }
  return [...receipts.values()];
};

export const createReading = ({ reads, record }: ReadingPorts): Reading => ({
  async read(link, place, upTo, source, caller) {
    const { session, chatId } = place;
    const chats = reads.chats.addresses(session, chatId);
    const after = record.readUpTo(place) ?? BEGINNING;
    const unread = reads.messages.cameIn({ session, chats, limit: RECEIPTS_MAX }, after, upTo);
    const { markedUnread } = reads.chats.settings(session, chatId);
    if (unread.length === 0 && !markedUnread) return;
    if (unread.length > 0) await link.read(receiptsFor(unread.toReversed()));
    if (markedUnread) {
      const last = record.last(place);
      // Without the key, other devices show the mark until somebody reads the chat there.
      await link.changeChat(chatId, { type: 'marked_read' }, last && lastMessageOf(last));
    }
    await record.read(place, unread[0] ?? upTo, source, caller);
  },
});
