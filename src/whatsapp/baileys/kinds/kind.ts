/** How one kind of message is expressed in WhatsApp's protocol (`proto.Message`, sections 3 and 4 of the wire notes). */
import type { BinaryNode, proto } from 'baileys';
import type { Millis } from '../../../kernel/clock.ts';
import type { Content } from '../../../messages/content.ts';
import type { HeardFile, Spoken } from '../../heard.ts';
import type { MediaFile } from '../../media-file.ts';

/** What a media host answered to an upload, and the key with which its file was encrypted. */
export interface Uploaded {
  readonly url: string;
  readonly directPath: string;
  readonly mediaKey: Uint8Array;
  readonly fileSha256: Uint8Array;
  readonly fileEncSha256: Uint8Array;
  /** The number of plain bytes. */
  readonly fileLength: number;
  readonly mediaKeyTimestamp: Millis;
}

/** A file that WhatsApp has, and what Waybill knows of it. */
export type Attachment = MediaFile & { readonly uploaded: Uploaded };

/** What an encoder may ask for beside its content. */
export interface Around {
  now(): Millis;
  /** A file of the message, after its upload. */
  attachment(id: string): Attachment;
  /** How WhatsApp names another message of the chat. */
  keyOf(messageId: string): proto.IMessageKey;
  /** The encoded form of another content: one that is passed on. */
  encode(content: Content): proto.IMessage;
}

/** What a stanza carries beside its message. */
export interface StanzaParts {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly nodes?: readonly BinaryNode[];
}

export interface Encoder<C> {
  readonly message: (content: C, around: Around) => proto.IMessage;
  readonly stanza?: (content: C, around: Around) => StanzaParts;
  /** False for a kind that says something about another message: it has no quote, no mentions and no secret of its own. */
  readonly speaks: boolean;
}

/** What a message says by one of its members, and the file that it names; null for a file that nobody could fetch. */
export interface Decoded<C> {
  readonly content: C;
  readonly file: HeardFile | null;
}

/** What a decoder may ask for beside the member that it reads. */
export interface Within {
  /** The message can be opened once. */
  readonly viewOnce: boolean;
  /** The secret of the message; empty if it has none. */
  readonly secret: Uint8Array;
  /** What another message says, which stands inside this one; null if that is nothing to read. */
  read(message: proto.IMessage): Spoken | null;
}

/** Readers by the members of `proto.Message`. One answers null for a member that is of another kind. */
export type Decoder<R> = {
  readonly [M in keyof proto.IMessage]?: (member: NonNullable<proto.IMessage[M]>, within: Within) => R | null;
};
