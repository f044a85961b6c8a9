/** Failures of messages, in Waybill's words. Pure: one table for each place where WhatsApp says no. */
import { type Failure, type FailureCode, failure } from '../../events/facts/failure.ts';
import { Fault } from '../../kernel/fault.ts';
import { Undelivered } from '../port.ts';

const MESSAGES: Readonly<Record<FailureCode, string>> = {
  ack_timeout: 'WhatsApp did not acknowledge the message in time.',
  blocked: 'WhatsApp forbids to write to this chat.',
  client_not_ready: 'The session is not connected yet.',
  content_gone: 'The text of the message is no longer kept.',
  content_unreadable: 'This version of Waybill cannot read the message.',
  expired: 'The message was not to be sent any more after its time.',
  group_announce_only: 'Only admins may write to this group, and this account is none.',
  group_not_admin: 'Only admins may do this in the group, and this account is none.',
  group_not_member: 'This account is no member of the group.',
  group_refused: 'WhatsApp refused the message; the next attempt asks for the group once more.',
  media_conversion_unavailable: 'The file of the message cannot be converted here.',
  media_gone: 'The file of the message is no longer kept.',
  media_too_large: 'The file of the message is too large.',
  media_type_mismatch: 'The file of the message is of another type.',
  media_unavailable: 'The file could not be read or stored.',
  media_unreachable: 'The address of the file could not be fetched.',
  media_unreadable: 'The file of the message cannot be read.',
  media_upload_failed: "WhatsApp's media host did not take the file.",
  message_gone: 'The message that this one refers to did not go out.',
  message_too_old: 'WhatsApp takes no change to a message after this time.',
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

/** No device to encrypt for; the next attempt asks for devices and keys again. */
export const unreachableContact = (cause?: unknown): Undelivered =>
  new Undelivered(
    failure('protocol_error', 'WhatsApp named no device of this contact that could be written to.'),
    false,
    cause,
  );

/** `written`: whether any part of the message may have reached WhatsApp. */
export const undelivered = (code: FailureCode, written: boolean, status: number | null = null): Undelivered =>
  new Undelivered(failureOf(code, status), written);

/** A command that the link's state does not allow. */
export const notNow = (message: string, cause?: unknown): Fault =>
  new Fault('whatsapp.not_now', message, {
    hint: 'Check the state of the session, and try again once it is connected or shows a QR.',
    cause,
  });

type Table = Readonly<Record<number, FailureCode>>;

/** The `error` of a message's `ack`. An unlisted error may be temporary. */
const acks: Table = {
  // Undocumented for direct chats; in groups the sender may not write there (whatsmeow `errors.go`).
  401: 'not_allowed',
  // The same message has been accepted hours later (whatsmeow#679, #347), which is longer than any retry ladder.
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
  // sessions, or trouble at the server. The next attempt asks for devices and sessions again.
};

/** The `error` of a query that a message needs: devices, keys, a group's members (whatsmeow `errors.go`). */
const queries: Table = { ...acks, 403: 'not_allowed', 405: 'not_allowed' };

/** Baileys' own status of a thrown Boom without a number from WhatsApp. 401: not linked; 428: "Connection Closed". */
const throws: Table = { 401: 'client_not_ready', 408: 'network_timeout', 428: 'session_closed' };
/** Statuses that are thrown before a write, never after one. */
const UNWRITTEN: readonly unknown[] = [401, 428];

/**
 * The `error` of the `ack` to a message for a group. WhatsApp has no number of its own for a list of members that is
 * out of date, for a member who was removed, and for a group where only admins write.
 */
const groupAcks: Table = {
  ...acks,
  401: 'group_refused',
  403: 'group_refused',
  404: 'group_refused',
  405: 'group_refused',
  406: 'group_refused',
  410: 'group_refused',
  420: 'group_refused',
  421: 'group_refused',
};

/** The meaning of an `ack` error for its message. */
export const ackFailure = (error: string, toGroup = false): Failure => {
  const status = Number(error);
  const table = toGroup ? groupAcks : acks;
  return Number.isInteger(status) ? failureOf(table[status] ?? 'protocol_error', status) : failureOf('protocol_error');
};

/** WhatsApp's answers about a group that does not exist, or whose members do not include this account. */
const NOT_MEMBER: readonly (number | null)[] = [401, 403, 404, 406, 410];

/** Classifies the answer to a question about a group. */
export const classifyGroup = (thrown: unknown): Undelivered => {
  const answered = answeredError(thrown instanceof Undelivered ? thrown.cause : thrown);
  return NOT_MEMBER.includes(answered) ? undelivered('group_not_member', false, answered) : classify(thrown, false);
};

/**
 * The shape of a Boom, without its package: `data` is WhatsApp's number, `output.statusCode` Baileys' own, often just
 * 500.
 */
interface Thrown {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly data?: unknown;
  readonly output?: { readonly statusCode?: unknown };
}

/** WhatsApp's error number in what a query threw; null if WhatsApp did not answer. */
export const answeredError = (thrown: unknown): number | null => {
  const { data } = (thrown ?? {}) as Thrown;
  return typeof data === 'number' ? data : null;
};

/**
 * Classifies what Baileys threw. `onItsWay` is whether a message was being sent. Such a message may have been written,
 * unless the error rules it out.
 */
export const classify = (thrown: unknown, onItsWay: boolean): Undelivered => {
  if (thrown instanceof Undelivered) return thrown;
  if ((thrown as Thrown | undefined)?.message === 'All encryptions failed') return unreachableContact(thrown);
  const { code, written, status } = judge(thrown);
  return new Undelivered(failureOf(code, status ?? null), onItsWay && written, thrown);
};

const judge = (thrown: unknown): { code: FailureCode; written: boolean; status?: number } => {
  // A query that was pending when the connection closed rejects with the websocket's bare close code.
  if (typeof thrown === 'number') return { code: 'session_closed', written: false, status: thrown };
  const answered = answeredError(thrown);
  if (answered !== null) return { code: queries[answered] ?? 'protocol_error', written: false, status: answered };
  const { message, code, output } = (thrown ?? {}) as Thrown;
  if (/invalid jid|unknown server/i.test(String(message))) return { code: 'number_invalid', written: false };
  // The websocket could not write (EPIPE, ECONNRESET …). How far the write got is unknown.
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return { code: 'session_closed', written: true };
  const status = output?.statusCode;
  const known = typeof status === 'number' ? throws[status] : undefined;
  return { code: known ?? 'protocol_error', written: !UNWRITTEN.includes(status) };
};
