/** Refusals about media, in the form of the kernel's `Result`. */

export type MediaRefusalCode =
  | 'gateway.busy'
  | 'media.conversion_unavailable'
  | 'media.too_large'
  | 'media.type_mismatch'
  | 'media.unreadable';

export interface MediaRefusal {
  readonly code: MediaRefusalCode;
  readonly detail: string;
  readonly retryAfterS?: number;
}

export type MediaResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: MediaRefusal };

export const accept = <T>(value: T): MediaResult<T> => ({ ok: true, value });

export const refuseMedia = (code: MediaRefusalCode, detail: string, retryAfterS?: number): MediaResult<never> => ({
  ok: false,
  refusal: retryAfterS === undefined ? { code, detail } : { code, detail, retryAfterS },
});
