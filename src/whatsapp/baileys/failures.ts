/** What goes wrong with a message, in Waybill's words. Pure: one table for each place where WhatsApp says no. */
import { type Failure, type FailureCode, failure } from '../../events/facts/failure.ts';
import { Fault } from '../../kernel/fault.ts';
import { Undelivered } from '../port.ts';

const MESSAGES: Readonly<Record<FailureCode, string>> = {
  ack_timeout: 'WhatsApp did not acknowledge the message in time.',
  blocked: 'WhatsApp forbids to write to this chat.',
  client_not_ready: 'The session is not connected yet.',
  content_gone: 'The text of the message is no longer kept.',
  network_timeout: 'WhatsApp did not answer in time.',
  not_allowed: 'This account is not allowed to write to this chat.',
  not_registered: 'The number is not on WhatsApp.',
  number_invalid: 'WhatsApp does not accept this address.',
  protocol_error: 'WhatsApp did not take the message as it was sent.',
  rate_limited: 'WhatsApp says that it is asked too much; send more slowly.',
  reachout_locked: 'WhatsApp does not let this account start new chats now; wait until the lock ends.',
  refused: 'WhatsApp refused the message.',
  session_closed: 'The connection to WhatsApp closed before it answered.',
};

const failureOf = (code: FailureCode, status: number | null = null): Failure => failure(code, MESSAGES[code], status);

/** Nobody to encrypt for; the devices and keys are asked for anew the next time. */
export const unreachableContact = (cause?: unknown): Undelivered =>
  new Undelivered(
    failure('protocol_error', 'WhatsApp named no device of this contact that could be written to.'),
    false,
    cause,
  );

/** `written`: whether any of the message may have reached WhatsApp. */
export const undelivered = (code: FailureCode, written: boolean, status: number | null = null): Undelivered =>
  new Undelivered(failureOf(code, status), written);

/** What a person asked of a link that is not in the state for it. */
export const notNow = (message: string, cause?: unknown): Fault =>
  new Fault('whatsapp.not_now', message, {
    hint: 'Look at the state of the session, and try again once it is connected or shows a QR.',
    cause,
  });

type Table = Readonly<Record<number, FailureCode>>;

/** The `error` of a message's `ack`. What is not listed may pass another time. */
const acks: Table = {
  // Undocumented for one person; in groups the sender has no place there (whatsmeow `errors.go`).
  401: 'not_allowed',
  // The same message has passed hours later (whatsmeow#679, #347), which is longer than any ladder.
  403: 'blocked',
  405: 'blocked',
  404: 'refused',
  406: 'refused',
  410: 'refused',
  423: 'refused',
  419: 'rate_limited',
  429: 'rate_limited',
  // Reach-out time lock: each retry counts as one more reach-out (Baileys `messages-recv`).
  463: 'reachout_locked',
  // 400 (waha#2084), 420 and 421 (whatsmeow#380, Baileys#1807), 475, 479 (whatsmeow#690) and 5xx: stale devices or
  // sessions, or trouble at the server. The next attempt asks for both anew.
};

/** The `error` of a query that a message needs: devices, keys, a group's members (whatsmeow `errors.go`). */
const queries: Table = { ...acks, 403: 'not_allowed', 405: 'not_allowed' };

/** Baileys' own status of a thrown Boom, when WhatsApp gave no number. 401: not linked; 428: "Connection Closed". */
const throws: Table = { 401: 'client_not_ready', 408: 'network_timeout', 428: 'session_closed' };
/** Those that are thrown instead of a write, never after one. */
const UNWRITTEN: readonly unknown[] = [401, 428];

/** What the `error` of an `ack` means for its message. */
export const ackFailure = (error: string): Failure => {
  const status = Number(error);
  return Number.isInteger(status) ? failureOf(acks[status] ?? 'protocol_error', status) : failureOf('protocol_error');
};

/** Boom without its package: `data` is WhatsApp's number, `output.statusCode` Baileys' own and often a mere 500. */
interface Thrown {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly data?: unknown;
  readonly output?: { readonly statusCode?: unknown };
}

/** WhatsApp's number in what a query threw; null when it was no answer of WhatsApp's. */
export const answeredError = (thrown: unknown): number | null => {
  const { data } = (thrown ?? {}) as Thrown;
  return typeof data === 'number' ? data : null;
};

/**
 * What Baileys threw. `onItsWay` says whether a message was being sent, and so may have been written, unless what was
 * thrown rules it out.
 */
export const classify = (thrown: unknown, onItsWay: boolean): Undelivered => {
  if (thrown instanceof Undelivered) return thrown;
  if ((thrown as Thrown | undefined)?.message === 'All encryptions failed') return unreachableContact(thrown);
  const { code, written, status } = judge(thrown);
  return new Undelivered(failureOf(code, status ?? null), onItsWay && written, thrown);
};

const judge = (thrown: unknown): { code: FailureCode; written: boolean; status?: number } => {
  // A query that waited when the connection went rejects with the bare close code of the websocket.
  if (typeof thrown === 'number') return { code: 'session_closed', written: false, status: thrown };
  const answered = answeredError(thrown);
  if (answered !== null) return { code: queries[answered] ?? 'protocol_error', written: false, status: answered };
  const { message, code, output } = (thrown ?? {}) as Thrown;
  if (/invalid jid|unknown server/i.test(String(message))) return { code: 'number_invalid', written: false };
  // The websocket could not write (EPIPE, ECONNRESET …), which says nothing about how far it got.
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return { code: 'session_closed', written: true };
  const status = output?.statusCode;
  const known = typeof status === 'number' ? throws[status] : undefined;
  return { code: known ?? 'protocol_error', written: !UNWRITTEN.includes(status) };
};
