/** The answer of the domain to a command: a value, or a refusal. A refusal is not an error. */

/**
 * Every code with which Waybill refuses, in the form `subject.reason`. `src/http/contract/problem.ts` gives each its
 * status.
 */
export type RefusalCode =
  | 'address.forbidden'
  | 'address.invalid'
  | 'auth.forbidden'
  | 'auth.invalid_credentials'
  | 'auth.invalid_token'
  | 'auth.throttled'
  | 'backup.elsewhere'
  | 'backup.running'
  | 'call.not_found'
  | 'call.over'
  | 'chat.not_found'
  | 'contact.no_picture'
  | 'contact.not_found'
  | 'clearing.not_found'
  | 'erasure.not_found'
  | 'gateway.busy'
  | 'group.full'
  | 'group.invite_invalid'
  | 'group.not_admin'
  | 'group.not_found'
  | 'group.not_member'
  | 'group.refused'
  | 'history.running'
  | 'idempotency.conflict'
  | 'job.not_active'
  | 'job.not_approved'
  | 'job.not_draft'
  | 'job.not_failed'
  | 'job.not_found'
  | 'job.not_waiting'
  | 'key.chat_forbidden'
  | 'key.not_found'
  | 'media.conversion_unavailable'
  | 'media.in_use'
  | 'media.incomplete'
  | 'media.link_expired'
  | 'media.link_invalid'
  | 'media.not_found'
  | 'media.withheld'
  | 'media.too_large'
  | 'media.type_mismatch'
  | 'media.unreachable'
  | 'media.unreadable'
  | 'message.deleted'
  | 'message.ambiguous'
  | 'message.not_ended'
  | 'message.not_found'
  | 'message.not_on_record'
  | 'message.not_own'
  | 'message.too_old'
  | 'message.unsupported_type'
  | 'number.invalid'
  | 'profile.refused'
  | 'queue.full'
  | 'queue.not_ready'
  | 'rate.limited'
  | 'request.invalid'
  | 'sandbox.not_found'
  | 'proxy.invalid'
  | 'session.already_paired'
  | 'session.exists'
  | 'session.has_waiting'
  | 'session.code_too_soon'
  | 'session.no_app_state'
  | 'session.no_qr'
  | 'session.not_connected'
  | 'session.not_found'
  | 'session.not_live'
  | 'stream.not_found'
  | 'user.exists'
  | 'user.invalid_email'
  | 'user.last_admin'
  | 'user.not_found'
  | 'user.weak_password'
  | 'webhook.not_found'
  | 'webhook.delivery_not_found'
  | 'webhook.not_asked_for'
  | 'webhook.too_many'
  | 'whatsapp.no_answer';

/** A refusal: a stable code, and a sentence that says what to do about it. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly detail: string;
  /** Seconds until a retry makes sense, where that is known. */
  readonly retryAfterS?: number;
  /** The fields or parameters that are wrong, each with the form that it must have; none if there are none. */
  readonly faults?: readonly InputFault[];
  /** Numbers and words that a program may need: `{ limit, size, kind }`. */
  readonly members?: Readonly<Record<string, string | number | readonly string[]>>;
}

/** One wrong part of a request. */
export interface InputFault {
  /** `config.concurrency`; empty for the whole of a body. */
  readonly path: string;
  readonly message: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (code: RefusalCode, detail: string, retryAfterS?: number): Result<never> => ({
  ok: false,
  refusal: retryAfterS === undefined ? { code, detail } : { code, detail, retryAfterS },
});

const SUMMED_MAX = 5;

/** All faults in one line: `number: This is missing: text; sendAt: Expected a time …`. */
export const summaryOf = (faults: readonly InputFault[]): string => {
  const told = faults.slice(0, SUMMED_MAX).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const more = faults.length - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
};

/** Invalid parts of a request, all of them. */
export const refuseFaults = (faults: readonly InputFault[]): Result<never> => ({
  ok: false,
  refusal: { code: 'request.invalid', detail: summaryOf(faults), faults },
});

/** An invalid part of a request: `path` names it, `message` says which form it must have. */
export const refuseInput = (path: string, message: string): Result<never> => refuseFaults([{ path, message }]);

/** A single fault that has a code of its own. */
export const refusalOf = (code: RefusalCode, path: string, message: string): Refusal => ({
  code,
  detail: message,
  faults: [{ path, message }],
});

export const refuseField = (code: RefusalCode, path: string, message: string): Result<never> => ({
  ok: false,
  refusal: refusalOf(code, path, message),
});
