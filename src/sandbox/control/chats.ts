/** The part of the controls that is about chats beside their messages: typing, presence, and what the phone keeps of them. */
import type { Millis } from '../../kernel/clock.ts';

/** What somebody does in a chat. */
export const TYPING = ['typing', 'recording', 'paused'] as const;
export type Typing = (typeof TYPING)[number];

/** What the account's phone does with a chat, on all devices of the account. */
export const CHAT_CHANGES = [
  'archive',
  'unarchive',
  'pin',
  'unpin',
  'mute',
  'unmute',
  'mark_unread',
  'mark_read',
] as const;
export type ChatChange = (typeof CHAT_CHANGES)[number];

/** A chat as the account's phone lists it. */
export interface ChatOnPhone {
  /** Digits of a number, or the id of a group. */
  readonly chat: string;
  readonly archived: boolean;
  readonly pinned: boolean;
  /** `-1` for a mute without an end; null if it is not muted. */
  readonly mutedUntil: Millis | null;
  readonly markedUnread: boolean;
}

/** What people see of the account, whatever device shows it. */
export interface AccountShown {
  readonly available: boolean;
  /** Where it types or records: by number, or by the id of a group. Nobody sees that of an account that is not available. */
  readonly typing: readonly { readonly chat: string; readonly state: Exclude<Typing, 'paused'> }[];
  /** The contacts whose presence it asks for. */
  readonly watches: readonly string[];
  /** Null for what is not set. */
  readonly profile: {
    readonly name: string | null;
    readonly about: string | null;
    readonly pictureUrl: string | null;
  };
}

/** What the account's phone changes of its own profile. Null takes a part away. */
export interface ProfileOnPhone {
  readonly name?: string;
  readonly about?: string | null;
  /** A JPEG. */
  readonly picture?: Uint8Array | null;
}

export interface ChatControl {
  /** A contact types or records to the account, or in a group. Devices that are away do not hear of it. */
  type(from: string, state: Typing, group?: string): void;
  /** A contact comes or goes. Devices that watch it hear of it, while the account is available. */
  appear(number: string, available: boolean, lastSeenAt?: Millis): void;
  /** The account's phone changes a chat: by number, or by the id of a group. `until` is the end of a mute. */
  changeChat(chat: string, change: ChatChange, until?: Millis): void;
  /** The account's phone changes its profile. Devices that are away hear of a name alone. */
  changeProfile(change: ProfileOnPhone): Promise<void>;
  /** The chats that were archived, pinned, muted or marked, as the account's phone lists them. */
  chatsOnPhone(): readonly ChatOnPhone[];
}
