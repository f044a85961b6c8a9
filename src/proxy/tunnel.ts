/**
 * One connection through a proxy, by SOCKS5 (RFC 1928 and 1929) or CONNECT (RFC 9110, 9.3.6).
 *
 * The only connection that this makes is the one to the proxy. A name is handed over as it is, so the proxy resolves it.
 * Whatever goes wrong is a `ProxyFailure`, and no other way is tried.
 */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { ProxyAddress } from './address.ts';
import { ProxyFailure, type ProxyFault } from './failure.ts';

/** Where the tunnel ends. */
export interface Destination {
  readonly host: string;
  readonly port: number;
}

/** Shorter than any deadline of a connection, so that the proxy is blamed and not the other side. */
const WITHIN_MS = 15_000;

const OK = 200;
const STATUS_FAULTS: Readonly<Record<number, ProxyFault>> = {
  401: 'login',
  403: 'refused',
  407: 'login',
  502: 'target',
  503: 'target',
  504: 'target',
};

/** The messages of the SOCKS client, by their only stable part. */
const SOCKS_FAULTS: readonly (readonly [RegExp, ProxyFault])[] = [
  [/authentication|no accept/i, 'login'],
  [/NotAllowed/, 'refused'],
  [/rejected connection/i, 'target'],
  [/received invalid|invalid socks/i, 'answer'],
];

const socksFault = (thrown: unknown): ProxyFault => {
  const message = thrown instanceof Error ? thrown.message : '';
  return SOCKS_FAULTS.find(([pattern]) => pattern.test(message))?.[1] ?? 'unreachable';
};

const overSocks = async ({ host, port, user, password }: ProxyAddress, to: Destination): Promise<Socket> => {
  // Loaded here, because most gateways have no proxy.
  const { SocksClient } = await import('socks');
  const login = user === null ? {} : { userId: user, password: password ?? '' };
  try {
    const { socket } = await SocksClient.createConnection({
      proxy: { host, port, type: 5, ...login },
      command: 'connect',
      destination: { host: to.host, port: to.port },
      timeout: WITHIN_MS,
      set_tcp_nodelay: true,
    });
    return socket;
  } catch (thrown) {
    // The error of the client carries the password, so it is not passed on.
    throw new ProxyFailure(socksFault(thrown));
  }
};

const authorityOf = ({ host, port }: Destination): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

const loginOf = ({ user, password }: ProxyAddress): Record<string, string> =>
  user === null
    ? {}
    : { 'Proxy-Authorization': `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}` };

const overHttp = (proxy: ProxyAddress, to: Destination): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const authority = authorityOf(to);
    const asking = (proxy.scheme === 'https' ? httpsRequest : httpRequest)({
      host: proxy.host,
      port: proxy.port,
      ...(proxy.scheme === 'https' ? { servername: isIP(proxy.host) === 0 ? proxy.host : '' } : {}),
      method: 'CONNECT',
      path: authority,
      headers: { Host: authority, ...loginOf(proxy) },
      // A connection of its own, which takes no other proxy from the environment.
      agent: false,
      timeout: WITHIN_MS,
    });
    const fail = (fault: ProxyFault): void => {
      reject(new ProxyFailure(fault));
      asking.destroy();
    };
    asking.once('connect', ({ statusCode = 0 }, socket: Socket, head) => {
      if (statusCode !== OK) {
        socket.destroy();
        fail(STATUS_FAULTS[statusCode] ?? 'answer');
        return;
      }
      socket.setTimeout(0);
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    asking.once('response', () => fail('answer'));
    asking.once('timeout', () => fail('unreachable'));
    asking.on('error', (thrown) => {
      const isOdd = 'code' in thrown && String(thrown.code).startsWith('HPE_');
      reject(new ProxyFailure(isOdd ? 'answer' : 'unreachable'));
    });
    asking.end();
  });

/** @throws ProxyFailure */
export const tunnel = (proxy: ProxyAddress, to: Destination): Promise<Socket> =>
  proxy.scheme === 'socks5' ? overSocks(proxy, to) : overHttp(proxy, to);
