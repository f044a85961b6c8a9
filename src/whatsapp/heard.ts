/**
 * What WhatsApp hands over, in Waybill's own words, and the port through which it gets on record.
 *
 * Addresses name people and conversations, never devices.
 */
import type { Millis } from '../kernel/clock.ts';
import type { ChatId, SessionId } from '../kernel/ids.ts';
import type { MessageSource, UnreadKind } from '../events/facts/chat.ts';
import type { EncryptedVote, HeardWords, RemoteFile } from '../messages/beside.ts';
import type { Content } from '../messages/content.ts';
import type { MediaKind } from '../messages/media.ts';
import type { MessageRef } from '../messages/refs.ts';
import type { KeyChange } from './vault.ts';

/** An address as the stanza spells it, and the other one of the same person if the stanza tells it. */
export interface Address {
  readonly id: ChatId;
  readonly other: ChatId | null;
}

/** One `<message>` stanza. */
export interface Heard {
  readonly chat: Address;
  readonly sender: Address;
  /** Written by the account itself, on another of its devices. */
  readonly fromMe: boolean;
  /** The id of the stanza: of the message itself, or of what changes another one. */
  readonly messageId: MessageRef;
  readonly source: MessageSource;
  readonly sentAt: Millis;
  /** The sender's own name, as the stanza tells it. */
  readonly pushName: string | null;
  /** The sender's name as WhatsApp has verified it: they are a business. */
  readonly verifiedName?: string;
  readonly username?: string;
  readonly said: HeardSaid;
}

export type HeardSaid = Spoken | Edited | Deleted | Reacted | Voted | Unread | SaysNothing;

/** New words for an earlier message: the whole of it, as it is now. */
export interface Edited {
  readonly type: 'edited';
  readonly messageId: MessageRef;
  readonly now: Spoken;
}

export interface Deleted {
  readonly type: 'deleted';
  readonly messageId: MessageRef;
}

/** An emoji on another message; an empty one takes it back. */
export interface Reacted {
  readonly type: 'reacted';
  readonly messageId: MessageRef;
  readonly emoji: string;
}

/** A vote in a poll. */
export interface Voted {
  readonly type: 'voted';
  readonly messageId: MessageRef;
  readonly vote: EncryptedVote;
}

/** Nothing to read: it could not be decrypted, or WhatsApp keeps it from linked devices. `reason` is a code. */
export interface Unread {
  readonly type: 'unread';
  readonly kind: UnreadKind;
  readonly reason: string;
}

/** For the client alone: keys, settings, requests of the account's own devices. */
export interface SaysNothing {
  readonly type: 'nothing';
}

/** A message that can be read. */
export interface Spoken {
  readonly type: 'spoken';
  /** Null for a kind that this Waybill does not know, which `raw` keeps. A file in it has the id `ITS_FILE`. */
  readonly content: Content | null;
  readonly raw: { readonly name: string; readonly bytes: Uint8Array } | null;
  readonly file: HeardFile | null;
  readonly replyTo: MessageRef | null;
  readonly quoted: HeardWords['quoted'];
  readonly referral: HeardWords['referral'];
  readonly mentions: readonly ChatId[];
  readonly mentionsAll: boolean;
  /** How often it was passed on before; null if it was not. */
  readonly forwarded: number | null;
  readonly viewOnce: boolean;
  /** In seconds; null if it does not disappear. */
  readonly disappearsAfter: number | null;
}

/** Stands in a content for the id that its file gets when it is recorded. */
export const ITS_FILE = 'med_000000000000000000';

/** A file that WhatsApp keeps. Sizes and types are what the sender says. */
export interface HeardFile {
  readonly kind: MediaKind;
  readonly mimetype: string;
  readonly size: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  readonly remote: RemoteFile;
}

/** Keys that a decryption has changed. */
export interface ChangedKeys {
  readonly ring: number;
  readonly changes: readonly KeyChange[];
}

/** What names a stanza. */
export type HeardName = Pick<Heard, 'chat' | 'sender' | 'fromMe' | 'messageId'>;

/** A stanza, and the keys that its decryption has changed. */
export interface HeardStanza {
  readonly heard: Heard;
  readonly keys: readonly ChangedKeys[];
}

/**
 * Where a link brings what it hears.
 *
 * The keys of a stanza are stored after its fact: killed in between, WhatsApp hands the message over again, it can be
 * decrypted again, and its claim is held. The other way round it could not be decrypted any more.
 */
export interface Hearing {
  /**
   * Puts stanzas on record in their order, each once, and then stores their keys. Resolves when both are on disk; a
   * receipt may leave then. Rejects if the log cannot be written: then nothing may be acknowledged.
   */
  record(session: SessionId, stanzas: readonly HeardStanza[]): Promise<void>;
  /** Whether a stanza that cannot be decrypted is on record with its content, from an earlier delivery. */
  isOnRecord(session: SessionId, stanza: HeardName): boolean;
}
