/** Why a message was not sent: one code for each class, and whether a retry can help. */
import * as v from 'valibot';
import { Sentence } from './words.ts';

/** Every class of failure, and whether it is retried. The adapter classifies; the retry ladder decides when. */
export const FAILURES = {
  ack_timeout: true,
  client_not_ready: true,
  group_refused: true,
  media_unavailable: true,
  media_unreachable: true,
  media_upload_failed: true,
  network_timeout: true,
  protocol_error: true,
  session_closed: true,
  blocked: false,
  content_gone: false,
  content_unreadable: false,
  expired: false,
  group_announce_only: false,
  group_not_admin: false,
  group_not_member: false,
  media_conversion_unavailable: false,
  media_gone: false,
  media_too_large: false,
  media_type_mismatch: false,
  media_unreadable: false,
  message_gone: false,
  message_too_old: false,
  not_allowed: false,
  not_registered: false,
  number_invalid: false,
  rate_limited: false,
  reachout_locked: false,
  refused: false,
} as const;

export type FailureCode = keyof typeof FAILURES;

export const Failure = v.strictObject({
  code: v.picklist(Object.keys(FAILURES) as [FailureCode, ...FailureCode[]]),
  /** For people; never holds a message text, a key or a full number. */
  message: Sentence,
  retryable: v.boolean(),
  /** WhatsApp's own number for it, if there was one: an `ack` error, a stream error, a close code. */
  status: v.optional(v.nullable(v.number()), null),
});
export type Failure = v.InferOutput<typeof Failure>;

/** As a sentence with its end; what a library threw often has none. */
const asSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

export const failure = (code: FailureCode, message: string, status: number | null = null): Failure => ({
  code,
  message: asSentence(message),
  retryable: FAILURES[code],
  status,
});

/** A failure of a class that is usually retried, where a retry cannot help. */
export const finalFailure = (code: FailureCode, message: string, status: number | null = null): Failure => ({
  ...failure(code, message, status),
  retryable: false,
});
