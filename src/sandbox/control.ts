/** The controls of the sandbox: look at its phones, and make it misbehave. Only files take time. */
import type { Millis } from '../kernel/clock.ts';
import type { Readable } from 'node:stream';
import type { AccountShown, ChatControl } from './control/chats.ts';
import type { CallControl } from './control/calls.ts';
import type { GroupControl } from './control/groups.ts';
import type { IncomingControl } from './control/incoming.ts';
import type { Transfer } from './faults.ts';
import type { Posting } from './control/posting.ts';
import type { Context, Media, Shown, ShownKind } from './kinds/shown.ts';
import type { Bounds } from './media/bodies.ts';

/** The file of a message at the phone that received it. */
export interface FileShown {
  readonly state: 'arriving' | 'whole' | 'broken';
  /** Why it is broken, as a sentence. */
  readonly problem: string | null;
}

/** A message as a phone shows it. */
export interface Displayed {
  readonly type: ShownKind;
  readonly content: Shown;
  /** Null for a message without a file. */
  readonly file: FileShown | null;
  readonly replyTo: { readonly messageId: string; readonly preview: string | null } | null;
  /** Addresses, or `all`. */
  readonly mentions: readonly string[];
  /** How often it was forwarded; 0 for an original. */
  readonly forwarded: number;
  /** Seconds after which it disappears. */
  readonly expiration: number | null;
  readonly viewOnce: boolean;
}

/** What a phone confirms. To play is to listen to a voice note, to watch a video, to open what can be seen once. */
export type ReceiptKind = 'delivered' | 'read' | 'played';

/** A message that a contact's phone received, once per id. Reactions, edits and deletions are messages too. */
export interface Received extends Displayed {
  readonly messageId: string;
  readonly from: string;
  readonly text: string;
  readonly at: Millis;
  /** How many times a copy arrived; the phone shows only the first. */
  readonly copies: number;
  readonly receipt: 'none' | 'delivered' | 'read';
}

export interface Inbox {
  /** Digits of the contact's number. */
  readonly number: string;
  /** In the order of arrival. */
  readonly messages: readonly Received[];
}

/**
 * One message of a chat between the gateway's account and a contact, with its reactions and after its last edit.
 * The content of a deleted message is its last one, though the phone no longer shows it.
 */
export interface Bubble extends Displayed {
  /** The last reaction of each side. */
  readonly reactions: readonly { readonly from: 'gateway' | 'contact'; readonly emoji: string }[];
  readonly edited: boolean;
  readonly deleted: boolean;
  readonly messageId: string;
  /** The sender. */
  readonly from: 'gateway' | 'contact';
  readonly text: string;
  readonly at: Millis;
  /** How many copies have arrived. */
  readonly copies: number;
  /** The receipt of the other side. */
  readonly receipt: 'none' | 'delivered' | 'read';
}

/** A contact's phone in a list of phones. */
export interface ContactPhone {
  readonly number: string;
  /** The special behaviour of its number, as a sentence; null for an ordinary number. */
  readonly nature: string | null;
  /** Whether the phone is off until `online` is called. */
  readonly off: boolean;
  /** Messages that wait on the server because the phone is off. */
  readonly waiting: number;
  /** Unread messages. */
  readonly unread: number;
  /** The newest message of the chat; null if there is none. */
  readonly last: Bubble | null;
}

export interface Chat extends ContactPhone {
  /** Oldest first, ending with the newest message. */
  readonly bubbles: readonly Bubble[];
  /** How many older messages are left out. */
  readonly earlier: number;
}

/** A fault that stays until it has struck as often as it was armed for, or is disarmed. */
export type FaultKind =
  | 'ack_error'
  | 'cut_after_handing'
  | 'cut_after_write'
  | 'cut_before_receipt'
  | 'cut_before_write'
  | 'lose_ack'
  | 'lose_key'
  | 'media_conn_error'
  | 'media_cut'
  | 'media_down'
  | 'media_full'
  | 'media_refused'
  | 'media_slow'
  | 'rate_overlimit'
  | 'refuse_login'
  | 'refuse_upgrade'
  | 'silence';

export interface Armed {
  readonly kind: FaultKind;
  /** How many more times it strikes; null if it lasts until it is disarmed. */
  readonly times: number | null;
  /** The code with which it answers, if its kind has one. */
  readonly code: number | null;
  /** The only number that it affects; null for all numbers. */
  readonly number: string | null;
}

/** How the device's connection is cut. */
type DropMode =
  /** The TCP connection closes now. */
  | 'close'
  /** The next message is taken and never acknowledged, then the connection closes. */
  | 'after_write'
  /** The connection closes when the next message begins to arrive, before it is taken. */
  | 'before_write'
  /** The next message of a phone is handed over, then the connection closes, and nothing more is read from it. */
  | 'after_handing'
  /** The connection closes when the next answer to a message of a phone arrives, before it is read. */
  | 'before_receipt';

/** A failure of the media host: unreachable, an HTTP status, no answer, a cut in the middle, no room. */
export type MediaFault =
  | { readonly how: 'down' | 'slow' | 'cut'; readonly transfer?: Transfer }
  | { readonly how: 'refused'; readonly code: number; readonly transfer?: Transfer }
  | { readonly how: 'full'; readonly code?: 413 | 507 };

/** A file that a contact sends. */
interface WrittenFile extends Partial<Pick<Media, 'width' | 'height' | 'seconds' | 'thumbnail' | 'waveform'>> {
  readonly bytes: Uint8Array;
  readonly mimetype: string;
}

type WithFile<Content> = Content extends { readonly media: Media }
  ? Omit<Content, 'media'> & { readonly file: WrittenFile }
  : Content;

/** What a contact can write: every kind that phones show. */
export type Written = WithFile<Exclude<Shown, { kind: 'unknown' }>>;

/** The circumstances of what a contact writes; the quote is made from the message with this id. */
export type WrittenContext = Omit<Context, 'replyTo'> & { readonly replyTo?: string };

/** The file that a phone received, decrypted and checked. */
export interface ReceivedFile {
  readonly mimetype: string;
  readonly size: number;
  /** The hash of the plain bytes, in hex. */
  readonly sha256: string;
  /** The plain bytes. Each call reads them again. */
  open(): Readable;
}

export interface SandboxControl extends GroupControl, IncomingControl, ChatControl, CallControl {
  /** Removes messages from every phone and queue, and from the file. Unknown ids are ignored. */
  erase(messageIds: readonly string[]): void;
  /** The phones with at least one message, or only this number's (empty if it has none). */
  inboxes(number?: string): readonly Inbox[];
  /** Up to `limit` phones with messages, the newest message first. */
  phones(limit: number): readonly ContactPhone[];
  /** The newest `limit` messages of a chat. Every possible number has a chat. */
  chat(number: string, limit: number): Chat;
  /**
   * Shows a QR to the phone's camera; false if no waiting device has this QR. The phone scans it at once in automatic
   * mode, otherwise at `scan()`. The program that shows a QR calls this: its secret is never sent over the wire.
   */
  show(qr: string): boolean;
  /** The phone scans the QR that it was last shown; false if there is none. Linking continues by itself. */
  scan(): boolean;
  /** The phone types an 8-letter pairing code; false if no device waits for one. */
  typeCode(code: string): boolean;
  /** Whether the phone scans a QR as soon as it is shown one. On by default. */
  scansByItself(on: boolean): void;
  /** A contact writes to the gateway's account. An offline device receives the message at its next login. */
  deliver(from: string, text: string): { messageId: string };
  /**
   * A contact writes a message of any kind. Its file is on the media host, and the message in the outbox, when this
   * resolves. Rejects if the file is larger than the host stores, and for a vote without a poll. `posting` says how the
   * message reaches linked devices.
   */
  write(from: string, content: Written, context?: WrittenContext, posting?: Posting): Promise<{ messageId: string }>;
  /**
   * The file of a message, from either side of a chat, once the phone has fetched it. Null if there is no such
   * message, if it has no file, or if the file is broken: the chat says why.
   */
  file(number: string, messageId: string): Promise<ReceivedFile | null>;
  /** The contact's phone sends a receipt for a message; false if it has no such message. */
  receipt(number: string, messageId: string, kind: ReceiptKind): boolean;
  /**
   * The contact's phone says that it could not read a message, in a group if one is named, and asks for it again; false
   * if it has no such message.
   */
  askAgain(number: string, messageId: string, group?: string): boolean;
  /** Cuts the connection, now or around the next message of either side. */
  drop(mode: DropMode): void;
  /**
   * Ends the connection with a stream error of this code (401 device removed, 440 replaced, 503, 515 …), or with the
   * stanza for which the client uses this code: 411 is the order to downgrade, 428 the end of the stream.
   */
  streamError(code: number): void;
  /**
   * Refuses the next `times` logins with this failure code; with `http`, answers their upgrade requests with that
   * status.
   */
  refuse(code: number, times: number, how: 'failure' | 'http'): void;
  /**
   * While on, connections stay up but nothing is answered, pings included. Stanzas that arrived meanwhile are handled
   * at the end.
   */
  silence(on: boolean): void;
  /** The next `times` messages (to this number, if given) are accepted and delivered, but not acknowledged. */
  loseAck(times: number, number?: string): void;
  /** The next `times` messages (to this number, if given) are refused with this ack error, and not delivered. */
  ackError(code: number, times: number, number?: string): void;
  /** The next `times` queries are answered `429 rate-overlimit`. Pings and other chores of the client do not count. */
  rateOverlimit(times: number): void;
  /** The next `times` queries for media hosts are refused with this code. */
  mediaConnError(code: number, times: number): void;
  /** The media host fails at the next `times` transfers. */
  mediaFault(fault: MediaFault, times: number): void;
  /** The account's phone blocks a contact, or no longer does. */
  blockOnPhone(number: string, blocked: boolean): void;
  /** The numbers of the contacts that the account has blocked. */
  blocked(): readonly string[];
  /** Disarms the faults of one kind. */
  disarm(kind: FaultKind): void;
  /** Phones that are off come online and take their pending messages. */
  online(number: string): void;
  /**
   * Disarms every fault, and resets the test numbers. With `inboxes`, it also empties the inboxes, and phones that came
   * online are off again. Pairings and groups stay.
   */
  clear(options?: { inboxes?: boolean }): void;
  state(): SandboxState;
  /** Called soon after the answer of any method above has changed. */
  onChange(listener: () => void): () => void;
}

export interface SandboxState {
  /** Open connections, and the device that is logged in on each (null while it pairs). */
  readonly connections: readonly { readonly account: string | null; readonly since: Millis }[];
  /** Accounts with a linked device. */
  readonly paired: readonly string[];
  /** How many linked devices the account's phone lists. */
  readonly devices: number;
  readonly qrWaiting: boolean;
  readonly scansByItself: boolean;
  /** The armed faults, in words. */
  readonly faults: readonly string[];
  readonly armed: readonly Armed[];
  /** What people see of the account. */
  readonly account: AccountShown;
}

export interface Sandbox {
  /** `ws://127.0.0.1:PORT/ws/chat` */
  readonly url: string;
  /** The public key of its root certificate, 64 hex digits; for `WAYBILL_WHATSAPP_ROOT_KEY`. */
  readonly rootKey: string;
  /** The certificate of the authority that signed the media host's, as PEM: clients must trust it. */
  readonly mediaCa: string;
  readonly control: SandboxControl;
  close(): Promise<void>;
}

export interface SandboxOptions {
  readonly host?: string;
  /** 0 picks a free port. */
  readonly port?: number;
  /** The port of the media host, on 127.0.0.1; 0 picks a free one. */
  readonly mediaPort?: number;
  /** How much the media host stores. */
  readonly mediaBounds?: Bounds;
  /**
   * The file that stores keys, pairings and inboxes; left out, nothing is stored. The files of messages are in a folder
   * beside it.
   */
  readonly file?: string;
}
