/** How one kind of message is expressed for Baileys. */
import type { AnyMessageContent, proto } from 'baileys';

export interface Encoder<C> {
  /** The content that `sendMessage` of Baileys takes. */
  readonly outgoing: (content: C) => AnyMessageContent;
  /** The encoded message, which Baileys encrypts again for a contact that could not read it. */
  readonly resent: (content: C) => proto.IMessage;
}
