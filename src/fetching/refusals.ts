/**
 * How fetching an address ends when it does not succeed: codes, causes, and sentences that say what to do.
 *
 * A refusal names the host, the status that it answered (`answered`) and our own limits. Nothing else that the far side
 * said is in it: neither its body nor its headers, its certificate or what its name resolved to.
 */
import { type Refusal, type Result, refuse } from '../kernel/result.ts';

/** Why nothing useful came from a host, apart from the status of an answer. */
export type UnreachableCause = 'answer' | 'certificate' | 'connection' | 'name' | 'proxy' | 'redirects' | 'time';

/** A refusal on its way out of a stream, which can only throw. */
export class FetchFailure extends Error {
  override readonly name = 'FetchFailure';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

export const invalidAddress = (detail: string): Result<never> => refuse('address.invalid', detail);

export const forbidden = (detail: string): Result<never> => refuse('address.forbidden', detail);

export const notPublic = (host: string): Result<never> =>
  forbidden(
    `${host} is not a public address, so it is not called. If it is one of your own, put ${host} into WAYBILL_FETCH_ALLOW.`,
  );

const CAUSES: Readonly<Record<UnreachableCause, string>> = {
  answer: 'broke off, or did not answer as HTTP demands. Check the server, then try again',
  certificate: 'has a certificate that is not valid for it. Renew the certificate, or check the host in the address',
  connection: 'did not accept a connection. Check the address, and that the server runs',
  name: 'has no address in the DNS. Check the spelling of the host',
  proxy: 'was not asked, because the proxy of the session does not work. Check the proxy',
  redirects: 'redirects too often, or without an address. Use the address where the redirects end',
  time: 'took too long to answer. Try again later, or use a faster server',
};

export const unreachable = (host: string, cause: UnreachableCause): Refusal => ({
  code: 'media.unreachable',
  detail: `${host} ${CAUSES[cause]}.`,
  members: { host, cause },
});

export const unsuccessful = (host: string, answered: number): Refusal => ({
  code: 'media.unreachable',
  detail: `${host} answered with status ${answered}. Check that the address works without signing in.`,
  members: { host, cause: 'status', answered },
});

export const tooLarge = (host: string, limit: number, size: number | null): Refusal => ({
  code: 'media.too_large',
  detail: `The answer of ${host} is larger than the ${limit} bytes allowed. Name a smaller file.`,
  members: { limit, ...(size === null ? {} : { size }) },
});
