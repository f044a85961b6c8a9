/** The answer of the domain to a command: a value, or a refusal. A refusal is not an error. */

/**
 * Every code with which Waybill refuses, in the form `subject.reason`. `src/http/contract/problem.ts` gives each its
 * status.
 */
export type RefusalCode =
  | 'auth.forbidden'
  | 'auth.invalid_credentials'
  | 'auth.invalid_token'
  | 'auth.throttled'
  | 'backup.running'
  | 'clearing.not_found'
  | 'gateway.busy'
  | 'idempotency.conflict'
  | 'job.not_active'
  | 'job.not_failed'
  | 'job.not_found'
  | 'job.not_waiting'
  | 'number.invalid'
  | 'queue.full'
  | 'queue.not_ready'
  | 'request.invalid'
  | 'sandbox.not_found'
  | 'session.already_paired'
  | 'session.has_waiting'
  | 'session.code_too_soon'
  | 'session.no_qr'
  | 'session.not_connected'
  | 'session.not_found'
  | 'session.not_live'
  | 'session.not_startable'
  | 'stream.not_found'
  | 'user.exists'
  | 'user.invalid_email'
  | 'user.last_admin'
  | 'user.not_found'
  | 'user.weak_password';

/** A refusal: a stable code, and a sentence that says what to do about it. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly detail: string;
  /** Seconds until a retry makes sense, where that is known. */
  readonly retryAfterS?: number;
  /** The field or parameter that is wrong, such as `cursor`, if there is one. */
  readonly path?: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (code: RefusalCode, detail: string, retryAfterS?: number): Result<never> => ({
  ok: false,
  refusal: retryAfterS === undefined ? { code, detail } : { code, detail, retryAfterS },
});

/** An invalid part of a request: `path` names it, `detail` says which form it must have. */
export const refuseInput = (path: string, detail: string): Result<never> => ({
  ok: false,
  refusal: { code: 'request.invalid', detail, path },
});
