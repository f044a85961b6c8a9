/** The application on a socket. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { Fault, messageOf } from '../kernel/fault.ts';
import type { Env } from './env.ts';

export interface HttpServer {
  /** `http://127.0.0.1:3000` */
  readonly url: string;
  /** Takes nothing new, lets requests in hand finish for a moment, and ends every connection. */
  close(): Promise<void>;
}

const LIMITS = {
  maxHeaderSize: 16_384,
  headersTimeout: 20_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
} as const;

const CLOSE_WITHIN_MS = 3_000;

const listen = (server: Server, host: string, port: number): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once('error', (thrown) =>
      reject(
        new Fault('http.cannot_listen', `Cannot listen on ${host}:${port}: ${messageOf(thrown)}`, {
          hint: 'Name another address with WAYBILL_HOST and WAYBILL_PORT, or stop what is listening there.',
          retryable: false,
          cause: thrown,
        }),
      ),
    );
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });

const hostInUrl = ({ address, family }: AddressInfo): string => (family === 'IPv6' ? `[${address}]` : address);

/** @throws Fault when the address cannot be had. */
export const serve = async (app: Hono<Env>, { host, port }: { host: string; port: number }): Promise<HttpServer> => {
  const closing = new AbortController();
  const listener = getRequestListener(
    (request, env) => app.fetch(request, { incoming: env.incoming as IncomingMessage, closing: closing.signal }),
    { hostname: host },
  );
  const server = createServer(LIMITS, (incoming, outgoing) => void listener(incoming, outgoing));
  const address = await listen(server, host, port);

  return {
    url: `http://${hostInUrl(address)}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        const late = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
};
