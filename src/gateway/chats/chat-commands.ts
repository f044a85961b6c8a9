/** Commands for a chat beside sending: reading, typing, and what all devices of the account share about it. */
import type { Place } from '../../actors/chats/chat-record.ts';
import { lastMessageOf } from '../../actors/chats/reading.ts';
import type { System } from '../../actors/system.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Millis } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { type ChatId, isGroupChat, isOfTwo, type MessageId, type SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuse, refuseField } from '../../kernel/result.ts';
import { keyOf } from '../../projections/chats/message-key.ts';
import type { MessageRow } from '../../projections/chats/messages.ts';
import type { Reads } from '../../projections/reads.ts';
import type { ChatChange, Typing } from '../../whatsapp/chatting.ts';
import type { Link, ReadNumber } from '../../whatsapp/port.ts';
import { linkOf, type Meaning, notLive, whatWhatsAppSays } from '../sessions/asking.ts';
import { sessionIn } from '../sessions/known-session.ts';
import { noChat } from './chats.ts';

export { TYPING_SECONDS_MAX } from '../../actors/chats/typing.ts';
export { TYPING } from '../../whatsapp/chatting.ts';

/** What a caller may do to a chat on all devices; to read it is a command of its own. */
export type ChatWish = Exclude<ChatChange['type'], 'muted' | 'marked_read'>;

/** A chat that a caller names. */
export interface NamedChat {
  readonly session: SessionId;
  readonly chatId: ChatId;
}

export interface ChatCommands {
  /** Tells the authors that their messages up to this one were read; up to the last one without it. */
  read(chat: NamedChat, upTo: string | undefined, caller: Caller): Promise<Result<void>>;
  /** Shows the other side that the account types. It ends by itself after `seconds`. The chat need not be on record. */
  type(chat: NamedChat, typing: Typing, seconds: number | undefined): Promise<Result<void>>;
  change(chat: NamedChat, wish: ChatWish, caller: Caller): Promise<Result<void>>;
  /** `until` is null for a mute without an end. */
  mute(chat: NamedChat, until: Millis | null, caller: Caller): Promise<Result<void>>;
  /** Lets messages disappear after so many seconds; 0 keeps them. The chat need not be on record. */
  setTimer(chat: NamedChat, seconds: number, caller: Caller): Promise<Result<void>>;
}

interface ChatCommandPorts {
  readonly system: System;
  readonly reads: Reads;
  readonly readNumber: ReadNumber;
  readonly entropy: Entropy;
}

const NO_KEY =
  'The phone has not shared the key with which its devices archive, pin, mute and mark chats. It does so soon after it was linked. If it has not within a minute, log out and link the phone again.';

const LOCKED = 'Only admins may change this group, and this account is none.';

const MESSAGE_ID_BYTES = 9;

/** The id of a message that no job sends. */
const newMessageId = (entropy: Entropy): MessageId =>
  `3EB0${Buffer.from(entropy.bytes(MESSAGE_ID_BYTES)).toString('hex').toUpperCase()}`;

/** Why WhatsApp did not do what it was asked. */
const meaningFor =
  (session: SessionId): Meaning =>
  ({ failure: { code, message } }) => {
    switch (code) {
      case 'session_closed':
      case 'client_not_ready':
        return notLive(session);
      case 'group_not_member':
        return {
          code: 'group.not_member',
          detail: 'This account is no member of the group, or there is no such group.',
        };
      default:
        return { code: 'whatsapp.no_answer', detail: message };
    }
  };

export const createChatCommands = ({ system, reads, readNumber, entropy }: ChatCommandPorts): ChatCommands => {
  const known = sessionIn(system);
  const { record, reading, typing } = system.chats;

  /** A chat on record. */
  const placeOf = ({ session, chatId }: NamedChat): Result<Place> => {
    const there = known(session);
    if (!there.ok) return there;
    const row = reads.chats.conversation(session, chatId);
    return row ? ok({ session, chatId: row.chatId }) : noChat();
  };

  /** A chat on record, or one that could be. */
  const anyPlace = ({ session, chatId }: NamedChat): Result<Place> => {
    const there = known(session);
    if (!there.ok) return there;
    const read = readNumber(chatId, session);
    return read.ok ? ok(record.place(session, read.value)) : placeOf({ session, chatId });
  };

  const over = async <T>(session: SessionId, work: (link: Link) => Promise<Result<T>>): Promise<Result<T>> => {
    const link = linkOf(system, session);
    return link.ok ? whatWhatsAppSays(() => work(link.value), meaningFor(session)) : link;
  };

  const messageIn = ({ session, chatId }: Place, messageId: string): MessageRow | null => {
    const chats = reads.chats.addresses(session, chatId);
    return reads.messages.withKey(session, keyOf(messageId)).find(({ chat }) => chats.includes(chat)) ?? null;
  };

  /** Members may set the timer of a group unless only admins may change it. WhatsApp decides about unknown groups. */
  const maySet = ({ session, chatId }: Place): boolean => {
    const group = reads.groups.byChat(session, chatId);
    return group === null || !group.locked || reads.groups.role(session, chatId, group.self) !== 'member';
  };

  const change = async (link: Link, place: Place, changed: ChatChange, caller: Caller): Promise<Result<void>> => {
    const last = record.last(place);
    const outcome = await link.changeChat(place.chatId, changed, last && lastMessageOf(last));
    if (outcome === 'no_key') return refuse('session.no_app_state', NO_KEY);
    await record.change(place, changed, 'api', caller);
    return ok(undefined);
  };

  const changeAll = async (
    chat: NamedChat,
    changes: (place: Place) => readonly ChatChange[],
    caller: Caller,
  ): Promise<Result<void>> => {
    const place = placeOf(chat);
    if (!place.ok) return place;
    return over(chat.session, async (link) => {
      for (const each of changes(place.value)) {
        const done = await change(link, place.value, each, caller);
        if (!done.ok) return done;
      }
      return ok(undefined);
    });
  };

  return {
    async read(chat, upTo, caller) {
      const place = placeOf(chat);
      if (!place.ok) return place;
      const row = upTo === undefined ? record.last(place.value) : messageIn(place.value, upTo);
      if (row === null && upTo !== undefined)
        return refuseField('message.not_found', 'upTo', 'There is no message with this id on record in this chat');
      return over(chat.session, async (link) => {
        if (row) await reading.read(link, place.value, row, 'api', caller);
        return ok(undefined);
      });
    },
    async type(chat, shown, seconds) {
      const place = anyPlace(chat);
      if (!place.ok) return place;
      return over(chat.session, async (link) =>
        ok(await typing.show(chat.session, link, place.value.chatId, shown, seconds)),
      );
    },
    change(chat, wish, caller) {
      // Phones keep no chat both in the archive and pinned.
      const unpinsToo = ({ session, chatId }: Place) =>
        wish === 'archived' && reads.chats.settings(session, chatId).pinned;
      return changeAll(
        chat,
        (place) => [...(unpinsToo(place) ? [{ type: 'unpinned' } as const] : []), { type: wish }],
        caller,
      );
    },
    mute: (chat, until, caller) => changeAll(chat, () => [{ type: 'muted', until }], caller),
    async setTimer(chat, seconds, caller) {
      const place = anyPlace(chat);
      if (!place.ok) return place;
      const { session, chatId } = place.value;
      if (!isOfTwo(chatId) && !isGroupChat(chatId))
        return refuseField(
          'request.invalid',
          'chatId',
          'Messages disappear in chats with a contact and in groups only',
        );
      if (isGroupChat(chatId) && !maySet(place.value)) return refuse('group.not_admin', LOCKED);
      return over(session, async (link) => {
        await link.setTimer(chatId, seconds, newMessageId(entropy));
        // The notice of the group tells it.
        if (isOfTwo(chatId)) await record.setTimer(place.value, seconds, caller);
        return ok(undefined);
      });
    },
  };
};
