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
  /** Numbers that were offline until asked come online and take what waits for them. */
  online(number: string): void;
  /**
   * Ends every fault, and makes test numbers begin anew. With `inboxes`, empties the inboxes, and phones that came online are
   * off again. Pairings stay.
   */
  clear(options?: { inboxes?: boolean }): void;
  state(): SandboxState;
}

export interface SandboxState {
  /** Connections that are up, and who is logged in on each (null while it pairs). */
  readonly connections: readonly { readonly account: string | null; readonly since: Millis }[];
  /** Accounts with a linked device. */
  readonly paired: readonly string[];
  readonly qrWaiting: boolean;
  readonly scansByItself: boolean;
  /** The faults that are armed, in words. */
  readonly faults: readonly string[];
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
