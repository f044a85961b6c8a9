/**
 * One request to one checked address, up to the head of its answer.
 *
 * The connection goes to the addresses that the guard checked: `lookup` answers with them, so Node asks no resolver. The
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

const send = (target: Target, outgoing: Outgoing, ca: readonly string[] | undefined): ClientRequest => {
  const options = optionsOf(target, outgoing);
  if (target.url.protocol === 'http:') return httpRequest({ ...options, agent: new HttpAgent(AGENT) });
  const host = hostOf(target.url);
  return httpsRequest({
    ...options,
    agent: new HttpsAgent(AGENT),
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
const causeOf = (request: ClientRequest, isTls: boolean): (() => UnreachableCause) => {
  let connected = false;
  request.once('socket', (socket) => {
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      connected = true;
    });
  });
  return () => {
    // `authorizationError` is null until a certificate was looked at, whatever its type says.
    if (request.socket instanceof TLSSocket && Boolean(request.socket.authorizationError)) return 'certificate';
    return connected ? 'answer' : 'connection';
  };
};

/** Resolves with the head of the answer. Rejects with a `FetchFailure`, or with the reason of `signal`. */
export const exchange = (
  target: Target,
  outgoing: Outgoing,
  { ca, signal }: { ca: readonly string[] | undefined; signal: AbortSignal },
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = send(target, outgoing, ca);
    const cause = causeOf(request, target.url.protocol === 'https:');
    const fail = (): void => reject(new FetchFailure(unreachable(hostOf(target.url), cause())));
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
