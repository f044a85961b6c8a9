/** What a link does in a chat beside sending, and what it hears about chats. */
import type { Millis } from '../kernel/clock.ts';
import type { ChatId, MessageId } from '../kernel/ids.ts';
import type { MessageRef } from '../messages/refs.ts';

/** What people see while somebody writes or records to them. */
export const TYPING = ['typing', 'recording', 'paused'] as const;
export type Typing = (typeof TYPING)[number];

/** What a contact does, as far as WhatsApp tells it. */
export const PRESENCES = ['available', 'unavailable', ...TYPING] as const;
export type Presence = (typeof PRESENCES)[number];

/** A change of a chat that all devices of the account share. */
export type ChatChange =
  | {
      readonly type: 'archived' | 'unarchived' | 'pinned' | 'unpinned' | 'unmuted' | 'marked_unread' | 'marked_read';
    }
  /** `until` is null for a chat that stays muted until it is unmuted. */
  | { readonly type: 'muted'; readonly until: Millis | null };

export type ChatSignal =
  /** The account changed a chat on another device. `chatId` is any address of the chat. */
  | { readonly type: 'chat_changed'; readonly chatId: ChatId; readonly change: ChatChange }
  /** The account has read these messages on another device. */
  | { readonly type: 'read_elsewhere'; readonly chatId: ChatId; readonly messageIds: readonly MessageRef[] }
  | ({ readonly type: 'presence' } & PresenceNews);

export interface PresenceNews {
  readonly chatId: ChatId;
  /** The person: in a chat of two, the chat. */
  readonly person: ChatId;
  readonly presence: Presence;
  /** When the person was last available, if they show it. */
  readonly lastSeenAt: Millis | null;
}

/** Messages of one author that were read. */
export interface ReadMessages {
  /** The chat, as the author's messages name it. */
  readonly chatId: ChatId;
  /** The author, in a chat of several people. */
  readonly author: ChatId | null;
  readonly messageIds: readonly MessageRef[];
}

/** The last message of a chat, which other devices compare with theirs. */
export interface LastMessage {
  readonly messageId: MessageRef;
  readonly fromMe: boolean;
  /** Who wrote it, in a chat of several people. */
  readonly author: ChatId | null;
  readonly sentAt: Millis;
}

export interface Chatting {
  /**
   * Sends the receipts of messages that were read. If the account hides that it reads, only its own devices hear of it.
   * @throws Undelivered
   */
  read(messages: readonly ReadMessages[]): Promise<void>;
  /**
   * Shows a chat that the account writes or records.
   * @throws Undelivered
   */
  type(chatId: ChatId, typing: Typing): Promise<void>;
  /**
   * Shows the account as available, or not.
   * @throws Undelivered
   */
  appear(available: boolean): Promise<void>;
  /**
   * Asks WhatsApp to tell the presence of a contact for as long as this link is open. WhatsApp tells it only while the
   * account is available.
   * @throws Undelivered
   */
  watch(chatId: ChatId): Promise<void>;
  /**
   * Changes a chat on all devices of the account. Resolves to `no_key` if the phone has not shared the key of its
   * app state with this device.
   * @throws Undelivered
   */
  changeChat(chatId: ChatId, change: ChatChange, last: LastMessage | null): Promise<'changed' | 'no_key'>;
  /**
   * Lets the messages of a chat disappear after so many seconds; 0 keeps them. In a chat of two this is a message.
   * @throws Undelivered
   */
  setTimer(chatId: ChatId, seconds: number, messageId: MessageId): Promise<void>;
}
