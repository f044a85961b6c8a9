/** What the domain answers to a command: a value, or a refusal that is not an error. */

/** Every reason for which Waybill says no, in the form `subject.reason`. `src/http/contract/problem.ts` gives each its status. */
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
  | 'session.no_qr'
  | 'session.not_connected'
  | 'session.not_found'
  | 'session.not_live'
  | 'session.not_startable'
  | 'stream.not_found'
  | 'user.exists'
  | 'user.invalid_email'
  | 'user.not_found'
  | 'user.weak_password';

/** A "no" with a stable code, and a sentence that says what to do about it. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly detail: string;
  /** When it makes sense to ask again, in seconds, where that is known. */
  readonly retryAfterS?: number;
  /** The part of the request that is wrong, such as `cursor`, where there is one. */
  readonly path?: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (code: RefusalCode, detail: string, retryAfterS?: number): Result<never> => ({
  ok: false,
  refusal: retryAfterS === undefined ? { code, detail } : { code, detail, retryAfterS },
});

/** A part of a request that cannot be taken: `path` names it, `detail` says how it is written. */
export const refuseInput = (path: string, detail: string): Result<never> => ({
  ok: false,
  refusal: { code: 'request.invalid', detail, path },
});
