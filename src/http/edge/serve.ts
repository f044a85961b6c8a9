/**
 * Serves an application on a socket.
 *
 * The port is bound before the application exists, so a start without a free port changes nothing. Until the
 * application is ready, each request is answered 503. Every error is a problem document, even if the request reaches no
 * route: malformed HTTP, endless headers, too many connections. An ambiguous request (two lengths, two hosts) is
 * refused, because a proxy may read it differently.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { Fault, messageOf } from '../../kernel/fault.ts';
import { boundConnections, type Connections } from './connections.ts';
import { type BasePath, belowBase } from './base-path.ts';
import type { Env } from './env.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { bytesOf, problemOfError, type RawAnswer, type RawAnswers, rawAnswersBelow } from './raw-answer.ts';

export interface HttpServer {
  /** `http://127.0.0.1:3000` */
  readonly url: string;
  /** Stops accepting requests, lets pending ones finish for a moment, and ends every connection. Safe to call again. */
  close(): Promise<void>;
}

/** A bound port. */
export interface Bound extends HttpServer {
  /** Starts to answer requests. Without `upgrade`, an upgrade request is answered like any other. */
  open(app: Hono<Env>, upgrade?: Upgrade | null): void;
}

/** Takes over the connection of an upgrade request. */
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly limits?: Limits;
  readonly basePath?: BasePath;
}

const CLOSE_WITHIN_MS = 2_000;

/** The longest interval between two checks for requests that time out. */
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
    // Node has one limit for every request, and uploads have another. `hurry` sets it for each body.
    requestTimeout: 0,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: Math.min(LOOK_MS_MAX, headersMs),
    // Checked below, so that the answer can explain the fault.
    requireHostHeader: false,
  };
};

/** The ambiguity that a proxy may have read differently, as a sentence; null for an unambiguous request. */
const ambiguityOf = ({ httpVersion, headers, rawHeaders }: IncomingMessage): string | null => {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  if (hosts > 1 || (hosts === 0 && httpVersion !== '1.0')) return 'A request has one Host header.';
  // Node emits such a request before it notices that the end of the body is undefined.
  const coding = headers['transfer-encoding'] ?? 'chunked';
  return coding.toLowerCase() === 'chunked' ? null : 'The only transfer coding that is understood here is chunked.';
};

const write = (outgoing: ServerResponse, { status, headers, body }: RawAnswer): void => {
  outgoing.writeHead(status, headers).end(body);
};

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** Requests whose body is still expected, with the way to lift their time limit. */
type Hurried = WeakMap<object, () => void>;

/** Limits the time for a body to arrive. */
const hurry = (server: Server, hurried: Hurried, ms: number, incoming: IncomingMessage): void => {
  const { 'content-length': length = '0', 'transfer-encoding': coding } = incoming.headers;
  if (coding === undefined && length === '0') return;
  const late = setTimeout(() => {
    const fault = Object.assign(new Error('The body did not arrive in time'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    server.emit('clientError', fault, incoming.socket);
  }, ms);
  const unhurry = (): void => clearTimeout(late);
  hurried.set(incoming, unhurry);
  incoming.once('end', unhurry).once('close', unhurry);
};

interface ListenerPorts {
  readonly host: string;
  readonly closing: AbortSignal;
  readonly rawAnswer: RawAnswers;
  readonly hurried: Hurried;
}

const listenerOf = (app: Hono<Env>, { host, closing, rawAnswer, hurried }: ListenerPorts): Listener => {
  // Only reading the address throws. It happens before the first await of the listener, so the request is still this
  // one.
  let asked: IncomingMessage | undefined;
  const listen = getRequestListener(
    (request, env) => {
      const incoming = env.incoming as IncomingMessage;
      return app.fetch(request, { incoming, closing, unhurry: () => hurried.get(incoming)?.() });
    },
    {
      hostname: host,
      errorHandler: () => {
        const fault = 'The address of this request is not valid.';
        const { status, headers, body } = rawAnswer('request.malformed', fault, asked);
        return new Response(body, { status, headers });
      },
    },
  );
  return (incoming, outgoing) => {
    asked = incoming;
    void listen(incoming, outgoing);
  };
};

const answerErrors = (server: Server, connections: Connections, rawAnswer: RawAnswers): void => {
  server.on('clientError', (thrown: NodeJS.ErrnoException, socket: Socket) => {
    const answer = connections.answerOn(socket);
    const late = thrown.code === 'ERR_HTTP_REQUEST_TIMEOUT' && answer?.headersSent === false;
    if (!socket.writable || thrown.code === 'ECONNRESET') socket.destroy();
    else if (!answer || late) socket.end(bytesOf(rawAnswer(...problemOfError(thrown.code))), () => socket.destroy());
    // A command may already be accepted. An error in the rest of its request must not turn it into a refusal.
    else if (answer.writableEnded) socket.destroySoon();
    else socket.destroy();
  });
  server.on('connect', (request, socket) =>
    socket.end(bytesOf(rawAnswer('route.method_not_allowed', 'Waybill is no proxy.', request)), () => socket.destroy()),
  );
};

/** @throws Fault if the address cannot be bound. */
export const bind = async ({ host, port, limits = DEFAULT_LIMITS, basePath = '' }: ServeOptions): Promise<Bound> => {
  const closing = new AbortController();
  const rawAnswer = rawAnswersBelow(basePath);
  const hurried: Hurried = new WeakMap();
  let listener: Listener | null = null;
  const take = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (closing.signal.aborted || !listener) outgoing.shouldKeepAlive = false;
    hurry(server, hurried, limits.requestMs, incoming);
    const ambiguity = ambiguityOf(incoming);
    if (ambiguity !== null) write(outgoing, rawAnswer('request.malformed', ambiguity, incoming));
    else if (listener) listener(incoming, outgoing);
    else write(outgoing, rawAnswer('server.unavailable', 'Waybill is starting; try again in a moment.', incoming));
  };
  const server = createServer(optionsOf(limits), take);
  server.timeout = limits.stalledMs;
  const connections = boundConnections(server, limits.connectionsMax, rawAnswer);
  answerErrors(server, connections, rawAnswer);
  // A server may ignore expectations other than `100-continue`.
  server.on('checkExpectation', take);
  const address = await listen(server, host, port);

  return {
    url: `http://${hostInUrl(address)}:${address.port}`,
    open(app, upgrade = null) {
      listener = listenerOf(app, { host, closing: closing.signal, rawAnswer, hurried });
      if (!upgrade) return;
      server.on('upgrade', (request, socket, head) => {
        connections.hold(request.socket);
        request.url = belowBase(basePath, request.url ?? '/');
        upgrade(request, socket, head);
      });
    },
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

/** Serves an application on its own port. @throws Fault if the address cannot be bound. */
export const serve = async (
  app: Hono<Env>,
  options: ServeOptions,
  upgrade: Upgrade | null = null,
): Promise<HttpServer> => {
  const server = await bind(options);
  server.open(app, upgrade);
  return server;
};
