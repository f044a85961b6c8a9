/**
 * What the gateway needs from WhatsApp, in Waybill's own words. No type of a client library appears here.
 *
 * A link is one connection and is used once: after it closes, the session opens a new one. News of a link comes as
 * signals. The last signal is `closed`, exactly once for each `open`.
 */
import type { Failure } from '../events/facts/failure.ts';
import type { ProfilePart } from '../events/facts/session.ts';
import type { Millis } from '../kernel/clock.ts';
import type { ChatId, MessageId, SessionId } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';
import type { Content } from '../messages/content.ts';
import type { Calls, CallSignal } from './calling.ts';
import type { Chatting, ChatSignal } from './chatting.ts';
import type { MessageRef } from '../messages/refs.ts';
import type { GroupActs } from './group-acts.ts';
import type { MediaFile } from './media-file.ts';
import type { PastMessages } from './past.ts';
import type { Profiles } from './profiles.ts';
import type { GroupInfo, GroupNews, KnownGroup } from './group-info.ts';

export type Signal =
  /** A QR to show; the phone must scan it before `expiresAt`. */
  | { readonly type: 'qr'; readonly qr: string; readonly expiresAt: Millis }
  | { readonly type: 'paired'; readonly account: ChatId }
  /** Logged in: messages can be sent. `lid` is the hidden id of the account, if WhatsApp told it. */
  | { readonly type: 'opened'; readonly account: ChatId; readonly lid?: ChatId }
  | { readonly type: 'closed'; readonly close: Close }
  | {
      readonly type: 'receipt';
      readonly messageId: MessageId;
      readonly kind: 'delivered' | 'read' | 'played';
      readonly at: Millis;
      /** In a chat of several people: the chat, and the person whose receipt it is. */
      readonly by?: { readonly chatId: ChatId; readonly person: ChatId };
    }
  | CallSignal
  /** The account's phone, or another of its devices, has changed the block list. */
  | { readonly type: 'blocked'; readonly person: ChatId; readonly blocked: boolean }
  /** All that the account has blocked, as WhatsApp says when the link opens. */
  | { readonly type: 'block_list'; readonly people: readonly ChatId[] }
  /** Another device, perhaps the phone, has changed the profile of the account. */
  | { readonly type: 'profile_changed'; readonly part: ProfilePart; readonly removed: boolean }
  | { readonly type: 'group'; readonly chatId: ChatId; readonly news: GroupNews }
  /** WhatsApp says that these addresses are one person's. */
  | { readonly type: 'people'; readonly addresses: readonly ChatId[] }
  /** What WhatsApp told about the account's groups may be out of date. */
  | { readonly type: 'groups_doubtful' }
  | ChatSignal;

/** Why a link ended. The session's policy decides what follows. */
export interface Close {
  /** A stream error, failure or close code as in `DisconnectReason`; null if Waybill closed the link, or its proxy is to blame. */
  readonly code: number | null;
  /** Tells apart closes with the same code: 408 is a lost connection or an unscanned QR. */
  readonly cause: 'asked' | 'lost' | 'proxy' | 'qr_expired' | 'server' | 'unreachable';
  readonly reason: string;
  /** The end of a temporary ban. */
  readonly until?: Millis;
}

export type Registration =
  /** `chatId` is the address that WhatsApp answered. */
  { readonly registered: true; readonly chatId: ChatId } | { readonly registered: false };

/** Another message of the chat. `by` holds the addresses of its author; left out for one of the account's own. */
export interface NamedMessage {
  readonly messageId: MessageRef;
  readonly by?: readonly ChatId[];
}

/** A message that is answered, as phones show it above the answer. */
export interface QuotedMessage extends NamedMessage {
  /** Null for a kind that this Waybill does not know. */
  readonly content: Content | null;
  /** The whole message of an unknown kind, as WhatsApp encoded it. */
  readonly raw?: Uint8Array;
  /** A small JPEG of its file. */
  readonly thumbnail?: Uint8Array;
}

/** A message as it was said: its content, and what surrounds it. */
export interface SaidMessage {
  readonly content: Content;
  /** The files of the content. */
  readonly files?: readonly MediaFile[];
  /** The message that it answers. */
  readonly quoted?: QuotedMessage;
  /** The message that it changes or answers with an emoji, if somebody else wrote it. */
  readonly refersTo?: NamedMessage;
  readonly mentions?: readonly ChatId[];
  readonly mentionsAll?: boolean;
  /** It is marked as passed on. */
  readonly forwarded?: boolean;
  /** When the attempt to send it began, for the kinds that tell the time: edits and reactions. */
  readonly at?: Millis;
  /** The people who may see a status message. */
  readonly audience?: readonly ChatId[];
  /** In a chat of two: the seconds after which it disappears. In a group, the group says so. */
  readonly timer?: number;
}

export interface Outgoing extends SaidMessage {
  readonly chatId: ChatId;
  readonly messageId: MessageId;
  /** The version of the group on record that it goes to. */
  readonly group?: number;
  /** An earlier attempt has begun, and nobody knows how far it went. */
  readonly again?: boolean;
}

export interface Sending {
  /**
   * Sends under the given id; resolves when the server has acknowledged it.
   * @throws Undelivered
   */
  send(message: Outgoing): Promise<void>;
}

export interface Numbers {
  /** The address of a chat whose number is known to exist; null if `check` has to ask. */
  known(chatId: ChatId): ChatId | null;
  /**
   * Asks WhatsApp whether a chat's number exists there, or answers from a cache.
   * @throws Undelivered
   */
  check(chatId: ChatId): Promise<Registration>;
  /**
   * Asks WhatsApp about several numbers in one question; the answers stand in the order of the numbers.
   * @throws Undelivered
   */
  checkAll(numbers: readonly ChatId[]): Promise<readonly Registration[]>;
}

export interface Groups extends GroupActs {
  /**
   * Asks WhatsApp for a group of the account.
   * @throws Undelivered
   */
  group(chatId: ChatId): Promise<GroupInfo>;
  /**
   * Asks WhatsApp for all groups of the account.
   * @throws Undelivered
   */
  groups(): Promise<readonly { readonly chatId: ChatId; readonly group: GroupInfo }[]>;
}

export interface BlockList {
  /**
   * Whether the account takes messages of a person from now on.
   * @throws Undelivered
   */
  setBlocked(person: ChatId, blocked: boolean): Promise<void>;
}

/** A file of a message that came in, whose bytes the media hosts have no more. */
export interface LostFile {
  readonly chatId: string;
  readonly messageId: string;
  readonly fromMe: boolean;
  /** Who wrote the message in a chat of several people. */
  readonly participant?: string;
  readonly mediaKey: Uint8Array;
}

export interface RemoteFiles {
  /**
   * The hosts that keep the files of messages, as the server names them.
   * @throws Undelivered
   */
  mediaHosts(): Promise<readonly string[]>;
  /**
   * Asks the phone that has a file to upload it again. Resolves to its new path; to null if the phone has it no more.
   * @throws Undelivered, with `network_timeout` if no phone answered
   */
  reupload(lost: LostFile): Promise<string | null>;
}

/** This device's place among the account's linked devices. */
export interface Account {
  /**
   * An 8-letter code to type on the phone instead of scanning the QR. Only while a QR is shown.
   * @throws Fault
   */
  pairingCode(number: string): Promise<{ code: string; expiresAt: Millis }>;
  /**
   * Asks WhatsApp to unlink this device. The link closes.
   * @throws Fault
   */
  logout(): Promise<void>;
}

/** The connection itself. */
export interface Liveness {
  /** Resolves when the server answers a ping. Rejects when the link closes first; sets no deadline of its own. */
  ping(): Promise<void>;
  /** Ends the connection; the `closed` signal follows. */
  close(): void;
}

/** One connection, in parts, so that a caller takes only the part that it needs. */
export interface Link
  extends Sending,
    Numbers,
    Groups,
    Chatting,
    Calls,
    BlockList,
    Profiles,
    RemoteFiles,
    PastMessages,
    Account,
    Liveness {}

export interface WhatsApp {
  open(session: SessionId, signal: (signal: Signal) => void): Link;
  /** Whether a phone has linked this session. */
  paired(session: SessionId): Promise<boolean>;
  /**
   * Puts a session's keys aside, so that the next `open` shows a QR. With `unlinkUntil`, WhatsApp still has to unlink
   * their device; resolves to that device, else to null.
   */
  forget(session: SessionId, unlinkUntil: Millis | null): Promise<Device | null>;
  /** WhatsApp has unlinked a device whose keys were put aside. */
  left(device: Device): Promise<void>;
  /**
   * Unlinks a session's devices whose keys were put aside, each over its own connection, and gives up those whose time
   * is over. A device is forgotten once `ended` has resolved.
   * @throws Fault while WhatsApp cannot be told.
   */
  unlink(session: SessionId, ended: UnlinkEnded): Promise<void>;
}

/** Names a device whose keys are put aside. */
export type Device = number;

/** Called with the outcome for a device whose keys were put aside. */
export type UnlinkEnded = (outcome: 'unlinked' | 'given_up') => Promise<unknown>;

/**
 * A message that was not sent, with its class of failure. `written` is whether any part of it may have reached
 * WhatsApp.
 */
export class Undelivered extends Error {
  override readonly name = 'Undelivered';
  readonly failure: Failure;
  readonly written: boolean;

  constructor(failure: Failure, written: boolean, cause?: unknown) {
    super(failure.message, { cause });
    this.failure = failure;
    this.written = written;
  }
}

/** The message that was sent under an id to one of these chats; null if it is not kept, or was sent to another chat. */
export type SentMessage = (id: MessageId, chats: readonly ChatId[]) => SaidMessage | null;

/** A session's group as it is on record; null if it is not. */
export type GroupOnRecord = (session: SessionId, chat: ChatId) => KnownGroup | null;

/**
 * Reads a phone number or chat id as people write it, in a country (two letters) or, if it is null or left out, in the
 * gateway's. It refuses only with `number.invalid`.
 */
export type ReadNumberIn = (input: string, country?: string | null) => Result<ChatId>;

/** The same, in the country of a session; without one, in the gateway's. */
export type ReadNumber = (input: string, session?: SessionId) => Result<ChatId>;
