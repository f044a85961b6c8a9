/** How a contact's phone reads and writes one kind of message. */
import type { proto } from 'baileys/WAProto/index.js';
import type { Lasting } from './shown.ts';

/** What writing a message needs beside its content. */
export interface Surroundings {
  /** The address of a file on the media host. */
  urlOf(directPath: string): string;
  /** The key of a message that the content refers to, as the writer's phone knows it. */
  keyOf(messageId: string): proto.IMessageKey;
  /** A poll, as a voter's phone knows it; null if it does not know the poll or its secret. */
  pollOf(messageId: string): { readonly secret: Buffer; readonly author: string; readonly voter: string } | null;
  /** The message of another kind inside this one. */
  messageOf(content: Lasting): proto.IMessage;
  /** Seconds since 1970. */
  readonly at: number;
}

/** The marks of a kind on the stanza around its encrypted message. */
export interface StanzaMarks {
  readonly type: 'text' | 'media' | 'poll' | 'reaction';
  /** An attribute of the encrypted node. */
  readonly mediatype?: string;
  readonly edit?: '1' | '7';
  readonly polltype?: 'creation' | 'vote';
}

export interface PhoneKind<C> {
  /** The content that the phone shows; null for a message of another kind. */
  readonly read: (message: proto.IMessage) => C | null;
  /** The message with which a contact sends this content. */
  readonly write: (content: C, surroundings: Surroundings) => proto.IMessage;
  readonly marks: (content: C) => StanzaMarks;
}
