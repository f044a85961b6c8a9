/** How one kind of message is put into Baileys' words. */
import type { AnyMessageContent, proto } from 'baileys';

export interface Encoder<C> {
  /** What Baileys is told to send. */
  readonly outgoing: (content: C) => AnyMessageContent;
  /** The message itself, which Baileys encrypts again for a contact that could not read it. */
  readonly resent: (content: C) => proto.IMessage;
}
