/** How fetching an address ends when it does not succeed: codes, causes, and sentences that say what to do. */

export type FetchRefusalCode =
  | 'address.forbidden'
  | 'address.invalid'
  | 'media.too_large'
  | 'media.unreachable'
  | 'request.invalid';

/** Why nothing useful came from a host, apart from the status of an answer. */
export type UnreachableCause = 'answer' | 'certificate' | 'connection' | 'name' | 'redirects' | 'time';

/**
 * Names hosts, the status and our own limits. Nothing else that the far side said is in it: neither its body nor its
 * headers, its certificate or what its name resolved to.
 */
export interface FetchRefusal {
  readonly code: FetchRefusalCode;
  readonly detail: string;
  /** The wrong part of the request, of `request.invalid` only. */
  readonly path?: string;
  /** Of `media.unreachable` only. */
  readonly cause?: UnreachableCause | 'status';
  /** The status of the answer, where `cause` is `status`. */
  readonly status?: number;
  /** Of `media.too_large`: the bytes allowed, and the size that the answer announced, or null. */
  readonly limit?: number;
  readonly size?: number | null;
}

export type Fetched<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: FetchRefusal };

export const fetched = <T>(value: T): Fetched<T> => ({ ok: true, value });

export const refused = (refusal: FetchRefusal): Fetched<never> => ({ ok: false, refusal });

/** A refusal on its way out of a stream, which can only throw. */
export class FetchFailure extends Error {
  override readonly name = 'FetchFailure';
  readonly refusal: FetchRefusal;

  constructor(refusal: FetchRefusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

export const invalidAddress = (detail: string): Fetched<never> => refused({ code: 'address.invalid', detail });

export const invalidRequest = (path: string, detail: string): Fetched<never> =>
  refused({ code: 'request.invalid', detail, path });

export const forbidden = (detail: string): Fetched<never> => refused({ code: 'address.forbidden', detail });

export const notPublic = (host: string): Fetched<never> =>
  forbidden(
    `${host} is not a public address, so it is not called. If it is one of your own, put ${host} into WAYBILL_FETCH_ALLOW.`,
  );

const CAUSES: Readonly<Record<UnreachableCause, string>> = {
  answer: 'broke off, or did not answer as HTTP demands. Check the server, then try again',
  certificate: 'has a certificate that is not valid for it. Renew the certificate, or check the host in the address',
  connection: 'did not accept a connection. Check the address, and that the server runs',
  name: 'has no address in the DNS. Check the spelling of the host',
  redirects: 'redirects too often, or without an address. Use the address where the redirects end',
  time: 'took too long to answer. Try again later, or use a faster server',
};

export const unreachable = (host: string, cause: UnreachableCause): FetchRefusal => ({
  code: 'media.unreachable',
  detail: `${host} ${CAUSES[cause]}.`,
  cause,
});

export const unsuccessful = (host: string, status: number): FetchRefusal => ({
  code: 'media.unreachable',
  detail: `${host} answered with status ${status}. Check that the address works without signing in.`,
  cause: 'status',
  status,
});

export const tooLarge = (host: string, limit: number, size: number | null): FetchRefusal => ({
  code: 'media.too_large',
  detail: `The answer of ${host} is larger than the ${limit} bytes allowed. Name a smaller file.`,
  limit,
  size,
});
