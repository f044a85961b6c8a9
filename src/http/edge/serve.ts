/**
 * The application on a socket.
 *
 * Every answer is a problem document when it is not a good one, also where no route was reached: bytes that are not
 * HTTP, headers that never end, one connection too many. What two readers could understand differently (two lengths, two
 * hosts) is refused.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { Fault, messageOf } from '../../kernel/fault.ts';
import { boundConnections } from './connections.ts';
import type { Env } from './env.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { answerToError, bytesOf, type RawAnswer, rawAnswer } from './raw-answer.ts';

export interface HttpServer {
  /** `http://127.0.0.1:3000` */
  readonly url: string;
  /** Takes nothing new, lets requests in hand finish for a moment, and ends every connection. May be called again. */
  close(): Promise<void>;
}

/** Takes the connection of a request that wants to be more than HTTP. */
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly limits?: Limits;
}

const CLOSE_WITHIN_MS = 2_000;

/** How often those who are late are looked for, at most. */
const LOOK_MS_MAX = 5_000;

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

const optionsOf = ({ headerBytesMax, requestMs, keepAliveMs }: Limits) => {
  const headersMs = Math.ceil(requestMs / 3);
  return {
    maxHeaderSize: headerBytesMax,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: Math.min(LOOK_MS_MAX, headersMs),
    // Looked at below, where the answer can say what is wrong.
    requireHostHeader: false,
  };
};

/** What a proxy before us may have understood differently, in a sentence; null when there is nothing. */
const ambiguityOf = ({ httpVersion, headers, rawHeaders }: IncomingMessage): string | null => {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  if (hosts > 1 || (hosts === 0 && httpVersion !== '1.0')) return 'A request has one Host header.';
  // Node hands such a request on before it finds that it cannot tell where the body ends.
  const coding = headers['transfer-encoding'] ?? 'chunked';
  return coding.toLowerCase() === 'chunked' ? null : 'The only transfer coding that is understood here is chunked.';
};

const write = (outgoing: ServerResponse, { status, headers, body }: RawAnswer): void => {
  outgoing.writeHead(status, headers).end(body);
};

/**
 * Without `upgrade`, a request to be more than HTTP is answered like any other.
 * @throws Fault when the address cannot be had.
 */
export const serve = async (
  app: Hono<Env>,
  { host, port, limits = DEFAULT_LIMITS }: ServeOptions,
  upgrade: Upgrade | null = null,
): Promise<HttpServer> => {
  const closing = new AbortController();
  const listener = getRequestListener(
    (request, env) => app.fetch(request, { incoming: env.incoming as IncomingMessage, closing: closing.signal }),
    {
      hostname: host,
      errorHandler: () => {
        const { status, headers, body } = rawAnswer('request.malformed', 'The address of this request is not valid.');
        return new Response(body, { status, headers });
      },
    },
  );
  const take = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (closing.signal.aborted) outgoing.shouldKeepAlive = false;
    const ambiguity = ambiguityOf(incoming);
    if (ambiguity === null) void listener(incoming, outgoing);
    else write(outgoing, rawAnswer('request.malformed', ambiguity, String(incoming.headers['x-request-id'] ?? '')));
  };
  const server = createServer(optionsOf(limits), take);
  server.timeout = limits.stalledMs;
  const connections = boundConnections(server, limits.connectionsMax);
  server.on('clientError', (thrown: NodeJS.ErrnoException, socket: Socket) => {
    const answer = connections.answerOn(socket);
    const late = thrown.code === 'ERR_HTTP_REQUEST_TIMEOUT' && answer?.headersSent === false;
    if (!socket.writable || thrown.code === 'ECONNRESET') socket.destroy();
    else if (!answer || late) socket.end(bytesOf(answerToError(thrown.code)), () => socket.destroy());
    // A command may have been taken already: what is wrong with the rest of its request must not make it a refusal.
    else if (answer.writableEnded) socket.destroySoon();
    else socket.destroy();
  });
  // Whatever else is expected of us than `100-continue`, we may leave undone.
  server.on('checkExpectation', take);
  server.on('connect', (_, socket) =>
    socket.end(bytesOf(rawAnswer('route.method_not_allowed', 'Waybill is no proxy.')), () => socket.destroy()),
  );
  if (upgrade) {
    server.on('upgrade', (request, socket, head) => {
      connections.hold(request.socket);
      upgrade(request, socket, head);
    });
  }
  const address = await listen(server, host, port);

  return {
    url: `http://${hostInUrl(address)}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        const late = setTimeout(() => connections.cutOff(), CLOSE_WITHIN_MS);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        connections.letGo();
      }),
  };
};
