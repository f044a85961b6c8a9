/** What a contact's phone makes of one kind of message. */
import type { proto } from 'baileys';

export interface PhoneKind<C> {
  /** What the phone shows of a message; null when it is of another kind. */
  readonly read: (message: proto.IMessage) => C | null;
  /** The message in which a contact says it. */
  readonly write: (content: C) => proto.IMessage;
}
