/**
 * The words of every fact, for pages and documents; the lines of the terminal are in `story.ts` and beside it.
 *
 * `means` explains the type. `says` tells one fact as a line of a list, with values of its data in braces: `{attempt}`,
 * `{failure.message}`, and after a bar how a value is written: `chat`, `time`, `wait` (from the fact until then), `count:noun`,
 * `words` (a code as words) or `lower`. `{subject}` names the session or queue that the stream is of, `{user}` the user.
 */
import type { FactType } from '../events/facts/catalogue.ts';
import { CHAT_WORDS } from './chat-words.ts';
import { GROUP_FACT_WORDS } from './group-fact-words.ts';
import { SESSION_FACT_WORDS } from './session-fact-words.ts';
import { WEBHOOK_FACT_WORDS } from './webhook-words.ts';

export interface FactWords {
  readonly means: string;
  readonly says: string;
}

export const FACT_WORDS: Readonly<Record<FactType, FactWords>> = {
  'job.queued': {
    means: 'A message was accepted. What it says is beside the log, under its digest, `content`.',
    says: 'Queued for {chat|chat}, priority {priority|lower}',
  },
  'job.drafted': {
    means: 'A message was accepted as a draft: it waits for somebody who approves it, until `decideBy`.',
    says: 'Drafted for {chat|chat}, to be approved',
  },
  'job.approved': {
    means: 'Somebody let a draft go out. With `content` it was edited; the new content is beside the log.',
    says: 'Approved',
  },
  'job.rejected': {
    means: 'Somebody refused a draft. The reason is beside the log.',
    says: 'Rejected',
  },
  'job.started': { means: 'An attempt began. The first one is number 1.', says: 'Attempt {attempt} began' },
  'job.edited': {
    means: 'The message was changed before any attempt began. The new content is beside the log.',
    says: 'Edited before it went out',
  },
  'job.released': {
    means: 'The job of the message that it names has ended. `quoted` is whether a reply still has its quote.',
    says: 'The message that it names has ended; it goes on',
  },
  'job.expired': {
    means:
      'Its `expiresAt` passed before it could go out, or nobody approved the draft in time. The job is `failed` with `expired`.',
    says: 'Failed for good: {failure.message}',
  },
  'job.validated': {
    means: 'WhatsApp knows the number; `chat` is the address that it answered.',
    says: '{chat|chat} is on WhatsApp',
  },
  'job.completed': {
    means: "WhatsApp's server has acknowledged the message.",
    says: 'Acknowledged by WhatsApp',
  },
  'job.failed': {
    means: 'The attempt failed, and another follows at `retryAt`.',
    says: 'Attempt failed, the next one comes in {retryAt|wait}: {failure.message}',
  },
  'job.abandoned': {
    means: 'The attempt failed, and no other follows by itself.',
    says: 'Failed for good: {failure.message}',
  },
  'job.interrupted': {
    means: 'The attempt was cut off before anything was written; it does not count.',
    says: 'Interrupted; it waits again, the attempt does not count',
  },
  'job.retried': {
    means: 'Someone asked for a failed message to be retried.',
    says: 'Waits again, on request',
  },
  'job.cancelled': { means: 'Someone took the message back before it was in hand.', says: 'Cancelled' },
  'job.dismissed': { means: 'Someone put a failed message aside.', says: 'Dismissed from the retry queue' },
  'job.receipts': {
    means: 'Some of the people in a group, or in the audience of a status, got, read or played the message.',
    says: 'Receipts of members came in',
  },
  'job.delivered': {
    means: "The recipient's phone has the message; the time is WhatsApp's.",
    says: 'Delivered to the phone',
  },
  'job.read': { means: "The recipient has read the message; the time is WhatsApp's.", says: 'Read' },
  'job.played': {
    means: "The recipient has played the voice note or video, or opened what can be seen once; the time is WhatsApp's.",
    says: 'Played',
  },
  'media.requested': {
    means: 'A message names an address that its first attempt fetches. The address is beside the log.',
    says: 'File to be fetched at the first attempt, as {use}',
  },
  'media.awaited': {
    means: 'A message came in with a file that WhatsApp keeps, and it is to be fetched. Its place is beside the log.',
    says: 'File to be fetched from WhatsApp ({kind})',
  },
  'media.failed': {
    means: 'An attempt to fetch a file from WhatsApp failed. The next one is due at `retryAt`.',
    says: 'File could not be fetched ({reason})',
  },
  'media.retried': {
    means: 'A file is to be fetched again: its next attempt is due, or a client asks for it.',
    says: 'File to be fetched again',
  },
  'media.relocated': {
    means: "The sender's phone uploaded a file again. Its new place is beside the log.",
    says: 'File uploaded again by the phone',
  },
  'media.skipped': {
    means: 'A file is larger than what is fetched without being asked for (`WAYBILL_MEDIA_FETCH_MAX_MB`).',
    says: 'File too large to be fetched by itself',
  },
  'media.withheld': {
    means: 'WhatsApp keeps a file from linked devices, such as one that can be seen once.',
    says: 'File kept from linked devices by WhatsApp',
  },
  'media.stored': {
    means: 'The bytes of a file are on disk. Their hash and their name are beside the log.',
    says: 'File stored ({mimetype})',
  },
  'media.expired': {
    means: 'A file was removed because its time was over or someone deleted it, or WhatsApp has it no more (`gone`).',
    says: 'File no longer here ({reason})',
  },
  'call.received': {
    means: 'Somebody called. It rings on the phones of the account; Waybill takes no call, but can reject it.',
    says: 'A call of {by|chat}',
  },
  'call.ended': {
    means: 'The call is over: it was `accepted` on a phone, `rejected` there or here, or `missed`.',
    says: 'The call is over ({outcome})',
  },
  ...GROUP_FACT_WORDS,
  'contact.found': {
    means: 'A person was seen for the first time, under one address or under several.',
    says: 'A person is known',
  },
  'contact.addressed': {
    means: 'WhatsApp told another address of a person: their number, or their hidden id.',
    says: 'Another address of the person is known',
  },
  'contact.named': {
    means: 'A person has another name than before. The names are beside the log.',
    says: 'A name of the person is known',
  },
  'contact.merged': {
    means: 'Two contacts turned out to be one person. The older one keeps its id; both ids answer.',
    says: 'The same person as {contact}',
  },
  'contact.blocked': {
    means: 'The account takes no messages of this person.',
    says: 'Blocked',
  },
  'contact.unblocked': {
    means: 'The account takes messages of this person again.',
    says: 'No longer blocked',
  },
  ...CHAT_WORDS,
  'content.erased': {
    means:
      'What was said is gone, and its files with it: somebody asked for it, or it was too old. `positions` names the facts beside which it stood; they stay.',
    says: 'What was said was erased ({reason})',
  },
  ...SESSION_FACT_WORDS,
  'queue.configured': {
    means: 'The configuration was changed: what it is, and what it was.',
    says: '{subject}: configuration changed',
  },
  'queue.paused': { means: 'Messages are taken and wait.', says: '{subject}: paused' },
  'queue.resumed': {
    means: 'The queue runs again: someone asked, or the cooling is over. Messages go out while the session is ready.',
    says: '{subject}: running',
  },
  'queue.cooled': {
    means: 'WhatsApp said that it is asked too much; nothing goes out until `until`.',
    says: '{subject}: cooling down for {until|wait}',
  },
  'queue.clearing_started': {
    means: 'Someone asked for the messages that waited or had failed to be cleared; a restart goes on with it.',
    says: '{subject}: clearing {total|count:message}',
  },
  'queue.cleared': {
    means: 'The clearing is done; each message has a fact of its own.',
    says: '{subject}: {cleared|count:message} cleared',
  },
  'user.added': { means: 'A user may use the API.', says: '{user} was added, as {role}' },
  'user.role_changed': { means: 'A user has another role.', says: '{user} is {role} now' },
  'user.password_changed': {
    means: 'A user has a new password, and every login of theirs has ended.',
    says: '{user} has a new password',
  },
  'user.logged_in': { means: 'A user logged in, from this address.', says: '{user} logged in' },
  'user.login_refused': {
    means: 'A login was refused: the password, or too many failures before it.',
    says: '{user} was refused at the login',
  },
  'user.logged_out': { means: 'A login has ended.', says: '{user} logged out' },
  'user.refresh_reused': {
    means: 'A refresh token came a second time: the whole login is revoked.',
    says: '{user} used a refresh token twice: its login is ended',
  },
  'user.removed': { means: 'A user may no longer use the API.', says: '{user} was removed' },
  'key.created': {
    means: 'An API key was made, with these scopes, for these sessions and so many chats.',
    says: 'An API key was made',
  },
  'key.rotated': {
    means: 'An API key has a new text; the former ones end at the time given.',
    says: 'An API key was rotated',
  },
  'key.revoked': { means: 'An API key is no longer good.', says: 'An API key was revoked' },
  ...WEBHOOK_FACT_WORDS,
  'process.started': { means: 'Waybill started, in this version.', says: 'Waybill {version} started' },
  'process.recovered': {
    means: 'What was found live after a stop that was not clean.',
    says: 'Recovered {jobs|count:job} after a stop that was not clean',
  },
  'process.sandbox_steered': { means: 'Someone used a control of the sandbox.', says: 'Sandbox: {control|words}' },
  'process.stopped': { means: 'Waybill stopped cleanly.', says: 'Waybill stopped' },
  'process.backed_up': { means: 'A backup was made; it ends at this position.', says: 'Backup made: {name}' },
  'process.restored': {
    means: 'This data comes from a backup that ends at this position.',
    says: 'Restored from a backup at position {head}',
  },
  'process.archived': {
    means: 'Facts of finished messages, and older facts of chats, were moved into a file beside the database.',
    says: '{facts|count:fact} moved to the archive',
  },
};
