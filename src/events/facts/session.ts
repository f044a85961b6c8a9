/** Facts about one linked WhatsApp account and its connection. No QR, code or key is ever in one. */
import * as v from 'valibot';
import { ChatId, ContentId } from '../../kernel/ids.ts';
import { BesideRef } from './job.ts';
import { Count, From, Millis, Sentence } from './words.ts';

/** The states of a session, as the log records them. */
export const SESSION_STATES = [
  'stopped',
  'connecting',
  'qr',
  'ready',
  'keepalive',
  'timeout',
  'restart',
  'loggedOut',
  'halted',
  'removed',
] as const;
export type SessionState = (typeof SESSION_STATES)[number];

/** Why a session needs a person. */
export const HALT_REASONS = [
  'account_banned',
  'account_locked',
  'client_outdated',
  'connection_replaced',
  'restart_budget_spent',
  'temporarily_banned',
  'unsupported_client',
] as const;

/**
 * Why a session stopped: a person asked, the process is stopping, or nobody scanned the QR. Only a session that a
 * person stopped stays stopped at the next start.
 */
const STOP_REASONS = ['asked', 'process_stopping', 'qr_expired'] as const;

/**
 * How a request for older messages ended: every chat was asked about; the phone did not answer; the time was over; or the
 * account was logged out.
 */
export const HISTORY_OUTCOMES = ['complete', 'unanswered', 'expired', 'logged_out'] as const;
export type HistoryOutcome = (typeof HISTORY_OUTCOMES)[number];

/** The parts of the account's profile. */
export const PROFILE_PARTS = ['name', 'about', 'picture'] as const;
export type ProfilePart = (typeof PROFILE_PARTS)[number];

export const PROFILE_SOURCES = ['api', 'phone'] as const;

export const SessionFact = v.variant('type', [
  v.strictObject({ type: v.literal('session.started'), from: From }),
  v.strictObject({ type: v.literal('session.qr_issued'), expiresAt: Millis }),
  /** Nobody scanned any of the QRs. */
  v.strictObject({ type: v.literal('session.qr_expired') }),
  v.strictObject({ type: v.literal('session.paired'), account: ChatId }),
  /** `lid` is the hidden id of the account, if WhatsApp told it. */
  v.strictObject({ type: v.literal('session.opened'), account: ChatId, lid: v.optional(ChatId) }),
  v.strictObject({ type: v.literal('session.keepalive_missed'), missed: Count }),
  v.strictObject({ type: v.literal('session.keepalive_answered') }),
  v.strictObject({ type: v.literal('session.timed_out') }),
  /**
   * The link is gone; the session restarts by itself at `restartAt`. `restarts` counts the restarts since the link was
   * last stable.
   */
  v.strictObject({
    type: v.literal('session.closed'),
    code: v.nullable(v.number()),
    reason: Sentence,
    /** The link went through a proxy, which is to blame. */
    cause: v.optional(v.literal('proxy')),
    restartAt: Millis,
    restarts: Count,
    /** The person who asked for a restart. */
    from: From,
  }),
  /** The session was live when the process crashed. */
  v.strictObject({ type: v.literal('session.interrupted'), restartAt: Millis }),
  v.strictObject({ type: v.literal('session.stopped'), reason: v.picklist(STOP_REASONS), from: From }),
  v.strictObject({ type: v.literal('session.logged_out'), reason: Sentence, from: From }),
  /**
   * WhatsApp could not be told about a log-out, so the phone still lists the device. Waybill tries again until this
   * time.
   */
  v.strictObject({ type: v.literal('session.unlink_pending'), until: Millis }),
  /** WhatsApp has unlinked the device that an earlier log-out left behind. */
  v.strictObject({ type: v.literal('session.unlinked') }),
  /** The time for retries is over; a person can still unlink the device on the phone. */
  v.strictObject({ type: v.literal('session.unlink_given_up') }),
  v.strictObject({
    type: v.literal('session.halted'),
    reason: v.picklist(HALT_REASONS),
    code: v.nullable(v.number()),
    detail: Sentence,
    /** The end of a temporary ban. */
    until: v.nullable(Millis),
  }),
  /**
   * What people have set for the session. A part that is left out stays as it was, and null takes it away. The label
   * stands beside the fact. The address of a proxy has a password, so it is sealed elsewhere, under this salted digest.
   */
  v.strictObject({
    type: v.literal('session.configured'),
    label: v.optional(v.nullable(BesideRef)),
    /** The country of numbers that are written without one (ISO 3166-1, two letters). */
    country: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)))),
    proxy: v.optional(v.nullable(ContentId)),
    from: From,
  }),
  /** Whether people see the account as available while it is connected; at first they do not. */
  v.strictObject({ type: v.literal('session.presence_set'), available: v.boolean(), from: From }),
  /**
   * The profile of the account was changed, here or on another device. What it says is kept by WhatsApp alone.
   */
  v.strictObject({
    type: v.literal('session.profile_changed'),
    part: v.picklist(PROFILE_PARTS),
    removed: v.boolean(),
    source: v.picklist(PROFILE_SOURCES),
    from: From,
  }),
  /** Somebody asked for what was said since this time. Waybill asks the phone for it until `until` at most. */
  v.strictObject({
    type: v.literal('session.history_asked'),
    days: Count,
    since: Millis,
    until: Millis,
    from: From,
  }),
  /**
   * The phone is not asked any more. `chats` is how many chats it was asked about, `unanswered` about how many of them it
   * said nothing, `leftOut` how many known people and groups it could not be asked about, because no message with them is
   * on record, and `taken` how many messages were recorded. These are left out where the session was logged out.
   */
  v.strictObject({
    type: v.literal('session.history_ended'),
    outcome: v.picklist(HISTORY_OUTCOMES),
    chats: v.optional(Count),
    unanswered: v.optional(Count),
    leftOut: v.optional(Count),
    taken: v.optional(Count),
  }),
  /** The session is no longer listed. Its history stays, and starting it again continues its streams. */
  v.strictObject({ type: v.literal('session.removed'), from: From }),
]);
export type SessionFact = v.InferOutput<typeof SessionFact>;
export type HaltReason = (typeof HALT_REASONS)[number];
