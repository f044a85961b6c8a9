/**
 * The one place that calls addresses which somebody else named: a file to send, an endpoint of a webhook.
 *
 * The guard checks the address, and each redirect as if it were the first. Limits hold for the size, for the time in all
 * and for the time without a byte. What goes wrong is a refusal with a stable code; a body that has begun can only throw,
 * and throws a `FetchFailure` with the same refusal. When the caller's own signal ends a fetch, the reason of that signal
 * is thrown.
 */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Clock } from '../kernel/clock.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Allow } from './allow.ts';
import { announcedSize, countedBody } from './body.ts';
import { exchange, type Outgoing } from './exchange.ts';
import { checkStep, createGuard, type Guard, hostOf, type Resolve, systemResolve, type Target } from './guard.ts';
import { headersAfterRedirect, readHeaders } from './headers.ts';
import { blaming, createLimits, type Limits } from './limits.ts';
import type { ProxyAddress } from '../proxy/address.ts';
import { FetchFailure, tooLarge, unreachable, unsuccessful } from './refusals.ts';

interface LimitTerms {
  /** From the call to the last byte. */
  readonly withinMs?: number;
  /** The longest wait for the next bytes of a body. */
  readonly idleMs?: number;
  readonly signal?: AbortSignal;
}

export interface FetchTerms extends LimitTerms {
  readonly method?: Outgoing['method'];
  /** `Host`, `Accept-Encoding` and the headers that frame the message are the fetcher's own. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Zero makes a redirect an answer like any other. Only `GET` and `HEAD` follow one. */
  readonly redirectsMax: number;
  /** `success` refuses every status outside 2xx with `media.unreachable`; `any` hands each over. */
  readonly accept: 'success' | 'any';
  readonly maxBytes: number;
  /** Every connection of this fetch goes through it, or is not made. Null for none. */
  readonly through?: ProxyAddress | null;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Where the redirects ended. */
  readonly finalUrl: string;
  /** To be read once, or to be left after the first bytes. An unread body keeps its connection until `withinMs`. */
  readonly body: AsyncIterable<Uint8Array>;
}

export interface Fetcher {
  fetch(address: string, terms: FetchTerms): Promise<Result<Answer>>;
  /** Whether an address is one that may be fetched, as far as that can be told without calling anybody. */
  read(address: string): Result<null>;
  /** Whether the guard would let a fetch of this address begin now. Resolves its name, calls nothing. */
  check(address: string): Promise<Result<null>>;
}

interface Ports {
  readonly allow: Allow;
  readonly clock: Clock;
  readonly resolve?: Resolve;
  /** Certificate authorities instead of those that the process trusts. */
  readonly ca?: readonly string[];
}

const WITHIN_MS = 30_000;
const IDLE_MS = 10_000;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The value, or the refusal on its way to `fetch`, which turns it into a value again. */
const demand = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new FetchFailure(result.refusal);
};

const statusOf = ({ statusCode = 0 }: IncomingMessage): number => statusCode;

const isRedirect = (response: IncomingMessage, { method }: Outgoing, { redirectsMax }: FetchTerms): boolean =>
  redirectsMax > 0 && method !== 'POST' && REDIRECTS.has(statusOf(response));

interface Journey {
  readonly ca: readonly string[] | undefined;
  readonly guard: Guard;
  readonly limits: Limits;
  readonly terms: FetchTerms;
}

interface Arrival {
  readonly target: Target;
  readonly response: IncomingMessage;
}

/** The answer of `work`; time that runs out meanwhile is the fault of this host. */
const reaching = async <T>(url: URL, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (thrown) {
    throw blaming(hostOf(url), thrown);
  }
};

const follow = async (start: URL, first: Outgoing, journey: Journey): Promise<Arrival> => {
  const { ca, guard, limits, terms } = journey;
  let url = start;
  let outgoing = first;
  for (let redirects = 0; ; redirects++) {
    const target = demand(await reaching(url, limits.within(guard.check(url))));
    const response = await reaching(
      url,
      exchange(target, outgoing, { ca, through: terms.through ?? null, signal: limits.signal }),
    );
    if (!isRedirect(response, outgoing, terms)) return { target, response };
    response.destroy();
    const { location } = response.headers;
    if (location === undefined || redirects === terms.redirectsMax) {
      throw new FetchFailure(unreachable(hostOf(url), 'redirects'));
    }
    url = demand(checkStep(url, demand(guard.read(location, url))));
    outgoing = { ...outgoing, headers: headersAfterRedirect(outgoing.headers) };
  }
};

const answerOf = ({ target, response }: Arrival, { limits, terms }: Journey): Answer => {
  const host = hostOf(target.url);
  const status = statusOf(response);
  if (terms.accept === 'success' && (status < 200 || status > 299)) throw new FetchFailure(unsuccessful(host, status));
  const size = announcedSize(response);
  if (terms.method !== 'HEAD' && size !== null && size > terms.maxBytes) {
    throw new FetchFailure(tooLarge(host, terms.maxBytes, size));
  }
  return {
    status,
    headers: response.headers,
    finalUrl: target.url.href,
    body: countedBody(response, { host, maxBytes: terms.maxBytes, limits }),
  };
};

export const createFetcher = ({ allow, clock, resolve = systemResolve, ca }: Ports): Fetcher => {
  const guard = createGuard({ allow, resolve });

  /** Runs `work` with its failures as values. Only a success leaves the limits running, because its body is still to come. */
  const limited = async <T>(terms: LimitTerms, work: (limits: Limits) => Promise<T>): Promise<Result<T>> => {
    const { withinMs = WITHIN_MS, idleMs = IDLE_MS, signal } = terms;
    const limits = createLimits({ clock, withinMs, idleMs, signal });
    try {
      return ok(await work(limits));
    } catch (thrown) {
      limits.cancel();
      if (thrown instanceof FetchFailure) return { ok: false, refusal: thrown.refusal };
      throw thrown;
    }
  };

  return {
    fetch: (address, terms) =>
      limited(terms, async (limits) => {
        const url = demand(guard.read(address));
        const { method = 'GET', body } = terms;
        const headers = demand(readHeaders(terms.headers ?? {}));
        const journey = { ca, guard, limits, terms };
        return answerOf(await follow(url, { method, headers, body }, journey), journey);
      }),

    read(address) {
      const url = guard.read(address);
      return url.ok ? guard.readHost(url.value) : url;
    },

    check: (address) =>
      limited({}, async (limits) => {
        const url = demand(guard.read(address));
        demand(await reaching(url, limits.within(guard.check(url))));
        limits.end();
        return null;
      }),
  };
};
