/** How a contact's phone reads and writes one kind of message. */
import type { proto } from 'baileys';

export interface PhoneKind<C> {
  /** The content that the phone shows; null for a message of another kind. */
  readonly read: (message: proto.IMessage) => C | null;
  /** The message with which a contact sends this content. */
  readonly write: (content: C) => proto.IMessage;
}
