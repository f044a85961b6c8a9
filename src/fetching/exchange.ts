/**
 * One request to one checked address, up to the head of its answer.
 *
 * The connection goes to the addresses that the guard checked: `lookup` answers with them, so Node asks no resolver. Where
 * the request goes through a proxy, the proxy is asked for these addresses, and no connection is made but the one to it. The
 * host of the URL stays the name for SNI, certificate and `Host`. Each request has an agent of its own, which reuses no
 * connection and takes no proxy from the environment. Certificates are checked and HTTP is parsed strictly, whatever the
 * environment of the process says.
 */
import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  request as httpRequest,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ProxyAddress } from '../proxy/address.ts';
import { agentsThrough } from '../proxy/agents.ts';
import { ProxyFailure } from '../proxy/failure.ts';
import type { Address } from './address.ts';
import { hostOf, type Target } from './guard.ts';
import { FetchFailure, type UnreachableCause, unreachable } from './refusals.ts';

export interface Outgoing {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
}

const HEADER_BYTES_MAX = 16_384;
/** After this time without a connection the next address is tried as well. Node's own 250 ms gives up on far hosts. */
const NEXT_ADDRESS_MS = 2_000;

/** No `keepAlive`, and no `proxyEnv`. */
const AGENT = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS };

const pinned =
  (addresses: readonly Address[]): LookupFunction =>
  (_name, { all }, done) => {
    const answers = addresses.map(({ text, family }) => ({ address: text, family }));
    if (all) done(null, answers);
    else done(null, answers[0]?.address ?? '', answers[0]?.family);
  };

const optionsOf = ({ url, addresses }: Target, { method, headers }: Outgoing): RequestOptions => ({
  method,
  hostname: hostOf(url),
  port: url.port,
  path: `${url.pathname}${url.search}`,
  headers: { ...headers, host: url.host },
  lookup: pinned(addresses),
  maxHeaderSize: HEADER_BYTES_MAX,
  insecureHTTPParser: false,
});

export interface Way {
  readonly ca: readonly string[] | undefined;
  readonly through: ProxyAddress | null;
  readonly signal: AbortSignal;
}

const agentsFor = ({ addresses }: Target, { ca, through }: Way) =>
  through && agentsThrough(through, { ca, keepAlive: false, addresses: addresses.map(({ text }) => text) });

const send = (target: Target, outgoing: Outgoing, way: Way): ClientRequest => {
  const { ca } = way;
  const options = optionsOf(target, outgoing);
  const proxied = agentsFor(target, way);
  if (target.url.protocol === 'http:') return httpRequest({ ...options, agent: proxied?.http ?? new HttpAgent(AGENT) });
  const host = hostOf(target.url);
  return httpsRequest({
    ...options,
    agent: proxied?.https ?? new HttpsAgent(AGENT),
    // SNI carries names only. The certificate of a bare address is checked against the address.
    servername: isIP(host) === 0 ? host : '',
    rejectUnauthorized: true,
    ...(ca && { ca: [...ca] }),
  });
};

/**
 * Tells from the state of the connection why a request failed. The text of an error is not used: parts of it are the far
 * side's.
 */
const causeOf = (request: ClientRequest, isTls: boolean): ((thrown: unknown) => UnreachableCause) => {
  let connected = false;
  request.once('socket', (socket) => {
    // A tunnel is connected when it is handed over.
    connected = !isTls && !socket.connecting;
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      connected = true;
    });
  });
  return (thrown) => {
    if (thrown instanceof ProxyFailure) return thrown.fault === 'target' ? 'connection' : 'proxy';
    // `authorizationError` is null until a certificate was looked at, whatever its type says.
    if (request.socket instanceof TLSSocket && Boolean(request.socket.authorizationError)) return 'certificate';
    return connected ? 'answer' : 'connection';
  };
};

/** Resolves with the head of the answer. Rejects with a `FetchFailure`, or with the reason of `signal`. */
export const exchange = (target: Target, outgoing: Outgoing, way: Way): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { signal } = way;
    signal.throwIfAborted();
    const request = send(target, outgoing, way);
    const cause = causeOf(request, target.url.protocol === 'https:');
    const fail = (thrown?: unknown): void => reject(new FetchFailure(unreachable(hostOf(target.url), cause(thrown))));
    const stop = (): void => {
      request.destroy();
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
    // Stays for the whole life of the request: an error after the head concerns the body, which reports it by itself.
    request.on('error', fail);
    request.once('upgrade', (_answer, socket) => {
      socket.destroy();
      fail();
    });
    request.once('response', (response) => {
      signal.removeEventListener('abort', stop);
      // Without a listener Node drops the error of a body that nobody reads yet.
      response.on('error', () => {});
      signal.addEventListener('abort', () => void response.destroy(), { once: true });
      resolve(response);
    });
    request.end(outgoing.body);
  });
