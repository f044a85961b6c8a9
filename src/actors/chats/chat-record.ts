/**
 * Puts changes of chats on record: what was read, archived, pinned, muted, marked as unread, and how long messages stay.
 *
 * A change that is on record already is not recorded again, because WhatsApp tells the account's devices of each change,
 * whichever of them has made it, and may tell it twice.
 */
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { ChatFact } from '../../events/facts/chat.ts';
import type { EventLog } from '../../events/log/log.ts';
import { type Caller, WHATSAPP } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type ChatId, type SessionId, streamOf } from '../../kernel/ids.ts';
import { ok } from '../../kernel/result.ts';
import type { MessageRef } from '../../messages/refs.ts';
import { type ChatSettings, FOR_EVER } from '../../projections/chats/chat-settings.ts';
import { keyOf, messageIdOfKey } from '../../projections/chats/message-key.ts';
import type { MessageRow } from '../../projections/chats/messages.ts';
import type { Reads } from '../../projections/reads.ts';
import type { ChatChange, ChatSignal } from '../../whatsapp/chatting.ts';
import type { Insist } from '../insist.ts';

type Change = Extract<ChatSignal, { type: 'chat_changed' | 'read_elsewhere' }>;
type Source = FactOf<'chat.archived'>['source'];

/** A chat of a session, by the name of its conversation. */
export interface Place {
  readonly session: SessionId;
  readonly chatId: ChatId;
}

export interface ChatRecord {
  /** A chat by any of its addresses. */
  place(session: SessionId, address: ChatId): Place;
  /** The last message of a chat; null if none is on record. */
  last(place: Place): MessageRow | null;
  /** The message of a chat up to which it was read; null if it was never read. */
  readUpTo(place: Place): MessageRow | null;
  /** A chat was read up to a message. Nothing is recorded if it was read as far before. */
  read(place: Place, upTo: MessageRow, source: FactOf<'chat.read'>['source'], caller: Caller): Promise<void>;
  change(place: Place, change: ChatChange, source: Source, caller: Caller): Promise<void>;
  setTimer(place: Place, seconds: number, caller: Caller): Promise<void>;
  /** Records what the account did on another device. */
  hear(session: SessionId, news: Change): void;
}

export interface ChatRecordPorts {
  readonly log: Pick<EventLog, 'append'>;
  readonly reads: Pick<Reads, 'chats' | 'messages'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly insist: Insist;
}

/** Behind every message. */
const END = { sortAt: Number.MAX_SAFE_INTEGER, joined: Number.MAX_SAFE_INTEGER };

const unless = (isSo: boolean, fact: ChatFact): ChatFact | null => (isSo ? null : fact);

/** The fact of a change; null if the chat is like that already. To read a chat is a fact of its own. */
const factOf = (change: ChatChange, now: ChatSettings, source: Source): ChatFact | null => {
  switch (change.type) {
    case 'archived':
      return unless(now.archived, { type: 'chat.archived', source });
    case 'unarchived':
      return unless(!now.archived, { type: 'chat.unarchived', source });
    case 'pinned':
      return unless(now.pinned, { type: 'chat.pinned', source });
    case 'unpinned':
      return unless(!now.pinned, { type: 'chat.unpinned', source });
    case 'muted':
      return unless(isMuted(now, change.until), { type: 'chat.muted', until: change.until, source });
    case 'unmuted':
      return unless(now.mutedUntil === null, { type: 'chat.unmuted', source });
    case 'marked_unread':
      return unless(now.markedUnread, { type: 'chat.marked_unread', source });
    case 'marked_read':
      return null;
  }
};

const isMuted = ({ mutedUntil }: ChatSettings, until: number | null): boolean =>
  mutedUntil !== null && mutedUntil === (until ?? FOR_EVER);

const isBehind = (one: MessageRow, other: MessageRow): boolean =>
  one.sortAt - other.sortAt > 0 || (one.sortAt === other.sortAt && one.joined > other.joined);

export const createChatRecord = ({ log, reads, clock, insist }: ChatRecordPorts): ChatRecord => {
  const append = async ({ session, chatId }: Place, fact: ChatFact, caller: Caller): Promise<void> => {
    const { by, correlation, causation = null } = caller;
    const entries = [{ fact, from: null, to: null }];
    const stream = streamOf.chat(session, chatId);
    await log.append({ stream, expected: null, entries, at: clock.now(), by, correlation, causation });
  };

  const find = ({ session, chatId }: Place, key: string): MessageRow | null => {
    const chats = reads.chats.addresses(session, chatId);
    return reads.messages.withKey(session, key).find(({ chat }) => chats.includes(chat)) ?? null;
  };

  const last = ({ session, chatId }: Place): MessageRow | null => {
    const chats = reads.chats.addresses(session, chatId);
    return reads.messages.before({ session, chats, limit: 1 }, END)[0] ?? null;
  };

  const readUpTo = (place: Place): MessageRow | null => {
    const { readUpTo: key } = reads.chats.settings(place.session, place.chatId);
    return key === null ? null : find(place, key);
  };

  const read: ChatRecord['read'] = async (place, upTo, source, caller) => {
    const before = readUpTo(place);
    const { markedUnread } = reads.chats.settings(place.session, place.chatId);
    const furthest = before && !isBehind(upTo, before) ? before : upTo;
    if (furthest === before && !markedUnread) return;
    await append(place, { type: 'chat.read', upTo: messageIdOfKey(furthest.key), source }, caller);
  };

  const change: ChatRecord['change'] = async (place, changed, source, caller) => {
    if (changed.type === 'marked_read') {
      const message = last(place);
      if (message) await read(place, message, source, caller);
      return;
    }
    const fact = factOf(changed, reads.chats.settings(place.session, place.chatId), source);
    if (fact) await append(place, fact, caller);
  };

  /** The last of these messages that is on record. */
  const lastOf = (where: Place, messageIds: readonly MessageRef[]): MessageRow | null =>
    messageIds
      .map((id) => find(where, keyOf(id)))
      .reduce((latest, row) => (row && (!latest || isBehind(row, latest)) ? row : latest), null);

  const place: ChatRecord['place'] = (session, address) => ({
    session,
    chatId: reads.chats.chatOf(session, address),
  });

  const heard = async (session: SessionId, news: Change): Promise<void> => {
    const where = place(session, news.chatId);
    if (news.type === 'chat_changed') return change(where, news.change, 'phone', WHATSAPP);
    const upTo = lastOf(where, news.messageIds);
    if (upTo) await read(where, upTo, 'phone', WHATSAPP);
  };

  return {
    place,
    last,
    readUpTo,
    read,
    change,
    async setTimer(where, seconds, caller) {
      if (reads.chats.settings(where.session, where.chatId).timer === seconds) return;
      await append(where, { type: 'chat.timer_set', seconds, source: 'api' }, caller);
    },
    hear(session, news) {
      void insist(async () => ok(await heard(session, news)));
    },
  };
};
