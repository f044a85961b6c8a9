/** The port to older messages of the account's chats: its phone has them, and is asked for them page by page. */
import type { Millis } from '../kernel/clock.ts';
import type { ChatId } from '../kernel/ids.ts';
import type { MessageRef } from '../messages/refs.ts';

/** A message of a chat before which the phone is asked for older ones. */
export interface Anchor {
  readonly messageId: MessageRef;
  readonly fromMe: boolean;
  readonly sentAt: Millis;
}

export interface PastAsked {
  readonly chatId: ChatId;
  readonly before: Anchor;
  /** How many messages the phone may give at most. */
  readonly count: number;
  /** Older messages are left out. */
  readonly since: Millis;
}

/** What the phone gave. */
export interface PastGiven {
  /** The oldest message that the phone gave, whether it was recorded or not; null if it gave none. */
  readonly oldest: Anchor | null;
  /** The phone says that the chat has no older messages. */
  readonly isEnd: boolean;
}

export interface PastMessages {
  /**
   * Asks the phone for the messages of a chat before one of them, and puts its answer on record. Resolves once the
   * messages are on disk. They are recorded from the newest to the oldest in parts, each in one commit: after a crash,
   * nothing is missing between two messages on record.
   * @throws Undelivered, with `network_timeout` if the phone does not answer
   */
  fetchPast(asked: PastAsked): Promise<PastGiven>;
}
