/** What can be asked of the sandbox: look into its phones, and make it misbehave. Everything here is synchronous. */
import type { Millis } from '../kernel/clock.ts';

/** A message that a contact's phone received, once per id. */
export interface Received {
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

/** One line of a chat between the gateway's account and a contact. */
export interface Bubble {
  readonly messageId: string;
  /** Who wrote it. */
  readonly from: 'gateway' | 'contact';
  readonly text: string;
  readonly at: Millis;
  /** How many times it arrived. */
  readonly copies: number;
  /** What the other side has confirmed; of what a contact wrote, no more than `delivered`. */
  readonly receipt: 'none' | 'delivered' | 'read';
}

/** A contact's phone, as a list of phones shows it. */
export interface Phone {
  readonly number: string;
  /** What is special about its number, in a sentence; null for an ordinary one. */
  readonly nature: string | null;
  /** Whether it is off until `online` is called. */
  readonly off: boolean;
  /** Messages that wait on the server because it is off. */
  readonly waiting: number;
  /** Messages that it shows and has not read. */
  readonly unread: number;
  /** The newest message of the chat; null while it has none. */
  readonly last: Bubble | null;
}

export interface Chat extends Phone {
  /** Oldest first, up to the newest one. */
  readonly bubbles: readonly Bubble[];
  /** How many older ones are not among them. */
  readonly earlier: number;
}

/** A fault that lasts until it has struck as often as it was armed for, or is disarmed. */
export type FaultKind =
  | 'ack_error'
  | 'cut_after_write'
  | 'cut_before_write'
  | 'lose_ack'
  | 'rate_overlimit'
  | 'refuse_login'
  | 'refuse_upgrade'
  | 'silence';

export interface Armed {
  readonly kind: FaultKind;
  /** How often it strikes yet; null for as long as it is on. */
  readonly times: number | null;
  /** The code that it answers with, of those that have one. */
  readonly code: number | null;
  /** The only number that it concerns; null for every one. */
  readonly number: string | null;
}

/** How the link of the gateway's device is cut. */
type DropMode =
  /** The TCP connection closes. */
  | 'close'
  /** The next message is taken and never acknowledged, then the connection closes. */
  | 'after_write'
  /** The connection closes when the next message begins to arrive, before it is taken. */
  | 'before_write';

export interface SandboxControl {
  /** The phones with at least one message, or the one that is asked for (empty when it has none). */
  inboxes(number?: string): readonly Inbox[];
  /** Up to `limit` phones that have or had to do with the account, the newest message first. */
  phones(limit: number): readonly Phone[];
  /** The newest `limit` messages of a chat. Every possible number has one. */
  chat(number: string, limit: number): Chat;
  /**
   * Holds a QR up to the phone's camera; false when no device waits with this one. The phone scans it at once when it scans
   * by itself, else it is looked at until `scan()`. Whoever shows a QR calls this: its secret never travels on the wire.
   */
  show(qr: string): boolean;
  /** The phone scans the QR that it was last shown; false when there is none. Linking goes on by itself. */
  scan(): boolean;
  /** The phone types an 8-letter pairing code; false when no device waits for one. */
  typeCode(code: string): boolean;
  /** Whether the phone scans by itself as soon as a QR is shown to it. It does, until told otherwise. */
  scansByItself(on: boolean): void;
  /** A contact writes to the gateway's account. Delivered when it is next online if it is offline. */
  deliver(from: string, text: string): { messageId: string };
  /** The contact's phone sends a receipt for a message that it has. False when it has no such message. */
  receipt(number: string, messageId: string, kind: 'delivered' | 'read'): boolean;
  /** Cuts the connection, now or around the next message. */
  drop(mode: DropMode): void;
  /**
   * Ends the connection with a stream error of this code (401 device removed, 440 replaced, 503, 515 …), or with what the
   * client makes it of: 411 is the order to downgrade, 428 the end of the stream.
   */
  streamError(code: number): void;
  /** The next `times` logins are refused with this failure code; `http` refuses the upgrade with that status instead. */
  refuse(code: number, times: number, how: 'failure' | 'http'): void;
  /**
   * While on, nothing is answered any more, pings included, though connections stay up. What came meanwhile is handled when
   * it ends.
   */
  silence(on: boolean): void;
  /** The next `times` messages (to this number, when given) are taken and delivered, but not acknowledged. */
  loseAck(times: number, number?: string): void;
  /** The next `times` messages (to this number, when given) are refused with this ack error, and not delivered. */
  ackError(code: number, times: number, number?: string): void;
  /** The next `times` queries are answered `429 rate-overlimit`. Pings and other chores of the client do not count. */
  rateOverlimit(times: number): void;
  /** Ends the faults of one kind. */
  disarm(kind: FaultKind): void;
  /** Numbers that were offline until asked come online and take what waits for them. */
  online(number: string): void;
  /**
   * Ends every fault, and makes test numbers begin anew. With `inboxes`, empties the inboxes, and phones that came online are
   * off again. Pairings stay.
   */
  clear(options?: { inboxes?: boolean }): void;
  state(): SandboxState;
  /** Called soon after anything of the above would be answered otherwise than before. */
  onChange(listener: () => void): () => void;
}

export interface SandboxState {
  /** Connections that are up, and who is logged in on each (null while it pairs). */
  readonly connections: readonly { readonly account: string | null; readonly since: Millis }[];
  /** Accounts with a linked device. */
  readonly paired: readonly string[];
  /** How many linked devices the account's phone lists. */
  readonly devices: number;
  readonly qrWaiting: boolean;
  readonly scansByItself: boolean;
  /** The faults that are armed, in words. */
  readonly faults: readonly string[];
  readonly armed: readonly Armed[];
}

export interface Sandbox {
  /** `ws://127.0.0.1:PORT/ws/chat` */
  readonly url: string;
  /** The public key that its certificates chain up to, 64 hex digits; for `WAYBILL_WHATSAPP_ROOT_KEY`. */
  readonly rootKey: string;
  readonly control: SandboxControl;
  close(): Promise<void>;
}

export interface SandboxOptions {
  readonly host?: string;
  /** 0 picks one. */
  readonly port?: number;
  /** A file that remembers keys, pairings and inboxes; nothing is remembered without one. */
  readonly file?: string;
}
