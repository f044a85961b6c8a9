/** A message as every client sees it, the same in lists, alone, and later in the feed and in webhooks. */
import type { MessageSource } from '../events/facts/chat.ts';
import type { MediaState } from '../events/facts/media.ts';
import type { ChatId, JobId, SessionId } from '../kernel/ids.ts';
import type { HeardWords } from '../messages/beside.ts';
import type { MediaId } from '../messages/media.ts';
import type { MessageType } from '../projections/chats/messages.ts';
import type { Person } from './person.ts';

/** How far a message of the account's own has come. */
export const OWN_STATUSES = ['sent', 'delivered', 'read', 'played'] as const;
export type OwnStatus = (typeof OWN_STATUSES)[number];

export interface MessageMedia {
  readonly state: MediaState;
  /** Null if WhatsApp does not hand the file over. */
  readonly id: MediaId | null;
  readonly mimetype: string | null;
  readonly size: number | null;
  readonly fileName: string | null;
  readonly seconds: number | null;
  readonly width: number | null;
  readonly height: number | null;
}

export interface Reaction {
  readonly emoji: string;
  readonly from: Person;
  readonly at: string;
}

/** The content stands under the name of its type. Times are in ISO 8601. */
export interface MessageObject {
  readonly messageId: string;
  readonly session: SessionId;
  readonly chatId: ChatId;
  readonly direction: 'in' | 'out';
  readonly from: Person;
  readonly type: Exclude<MessageType, 'forward'>;
  /** Why there is nothing to read, or the name of a kind that this Waybill does not know; null for all other messages. */
  readonly reason: string | null;
  readonly media: MessageMedia | null;
  readonly replyTo: { readonly messageId: string; readonly preview: string | null } | null;
  readonly mentions: readonly string[] | 'all';
  readonly forwarded: boolean;
  readonly referral: HeardWords['referral'];
  readonly reactions: readonly Reaction[];
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
  /** Since when nothing of what it said is kept; the member of its type is null then. */
  readonly erasedAt: string | null;
  readonly sentAt: string;
  readonly receivedAt: string;
  readonly source: MessageSource;
  readonly jobId: JobId | null;
  /** Null for a message that is no job. */
  readonly status: OwnStatus | null;
  /** The position of the fact by which it joined its chat. */
  readonly position: number;
}

/** One wording that an edit has replaced. */
export interface FormerText {
  /** Null if it was erased. */
  readonly text: string | null;
  readonly replacedAt: string;
}

export interface OptionVotes {
  readonly option: string;
  readonly votes: number;
  readonly voters: readonly Person[];
}

export interface RecipientReceipt {
  readonly recipient: Person;
  readonly deliveredAt: string | null;
  readonly readAt: string | null;
  readonly playedAt: string | null;
}

export interface MessageDetail extends MessageObject {
  /** The oldest first. */
  readonly edits: readonly FormerText[];
  /** Null for a message that is no poll. */
  readonly votes: readonly OptionVotes[] | null;
  /** By recipient, for a job in a chat of several people; null for all other messages. */
  readonly receipts: readonly RecipientReceipt[] | null;
}
