/** Servers on this machine, a fetcher whose names are invented, and the connections that it opens. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createRawServer, type Server, Socket } from 'node:net';
import { onTestFinished, vi } from 'vitest';
import { parseAllow } from '../../src/fetching/allow.ts';
import { createFetcher, type Fetcher, type FetchTerms } from '../../src/fetching/fetcher.ts';
import type { Resolve } from '../../src/fetching/guard.ts';
import { FetchFailure } from '../../src/fetching/refusals.ts';
import type { Result } from '../../src/kernel/result.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { CERTIFICATE, KEY } from './certificates.ts';

export const LOCAL = '127.0.0.1';

const listening = (server: Server, host: string): Promise<number> =>
  new Promise((resolve) => {
    const open = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      open.add(socket);
      socket.on('error', () => {});
    });
    onTestFinished(() => {
      for (const socket of open) socket.destroy();
      server.close();
    });
    server.listen(0, host, () => resolve((server.address() as AddressInfo).port));
  });

/** The port of a web server. */
export const webServer = (answer: RequestListener): Promise<number> => listening(createServer(answer), LOCAL);

export const tlsServer = (answer: RequestListener, cert: string = CERTIFICATE): Promise<number> =>
  listening(createTlsServer({ cert, key: KEY }, answer), LOCAL);

/** The port of a server that answers each request with these bytes and closes. */
export const rawServer = (bytes: string | (() => string)): Promise<number> =>
  listening(
    createRawServer((socket) => {
      socket.once('data', () => socket.end(typeof bytes === 'string' ? bytes : bytes()));
    }),
    LOCAL,
  );

/** The port of a server that takes connections and says nothing. */
export const silentServer = (taken: () => void): Promise<number> =>
  listening(
    createRawServer((socket) => {
      socket.resume();
      taken();
    }),
    LOCAL,
  );

export interface Rig extends Fetcher {
  readonly clock: ManualClock;
  /** The names that were resolved, in order. */
  readonly resolved: readonly string[];
  /** How many timers run. */
  timers(): number;
}

interface Given {
  readonly allow?: string;
  /** Each call takes the next list of the name; the last one stays. */
  readonly names?: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly resolve?: Resolve;
  readonly ca?: readonly string[];
}

const read = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new Error(result.refusal.detail);
};

/** By default 127.0.0.1 is allowed, and every name is there. */
export const rig = ({ allow = LOCAL, names = {}, ca, ...given }: Given = {}): Rig => {
  const clock = manualClock();
  const resolved: string[] = [];
  const resolve = (name: string): Promise<readonly string[]> => {
    const answers = names[name] ?? [[LOCAL]];
    const earlier = resolved.filter((other) => other === name).length;
    resolved.push(name);
    return Promise.resolve(answers[Math.min(earlier, answers.length - 1)] ?? []);
  };
  const running = new Set<object>();
  const counted: Clock = {
    now: clock.now,
    after(ms, work) {
      const timer = {};
      running.add(timer);
      const cancel = clock.after(ms, () => {
        running.delete(timer);
        work();
      });
      return () => {
        running.delete(timer);
        cancel();
      };
    },
  };
  const fetcher = createFetcher({
    allow: read(parseAllow(allow)),
    clock: counted,
    resolve,
    ...given,
    ...(ca && { ca }),
  });
  return { ...fetcher, clock, resolved, timers: () => running.size };
};

export const MEDIA = { redirectsMax: 3, accept: 'success', maxBytes: 1_000 } as const satisfies FetchTerms;
export const WEBHOOK = {
  redirectsMax: 0,
  accept: 'any',
  maxBytes: 1_000,
  method: 'POST',
} as const satisfies FetchTerms;

export const textOf = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

/** The refusal that reading a body ended with. */
export const failureOf = async (work: Promise<unknown>): Promise<FetchFailure['refusal']> => {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof FetchFailure) return thrown.refusal;
  throw new Error('did not end with a refusal', { cause: thrown });
};

/** The value, or an error with the refusal in it. */
export const valueOf = async <T>(work: Promise<Result<T>>): Promise<T> => read(await work);

const watched = new AsyncLocalStorage<Socket[]>();

/** Counts the connections that `work` begins to open, TLS included. */
export const connectionsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const { connect } = Socket.prototype;
  const spy = vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...args: unknown[]) {
    watched.getStore()?.push(this);
    return Reflect.apply(connect, this, args);
  });
  const sockets: Socket[] = [];
  try {
    await watched.run(sockets, work);
  } finally {
    spy.mockRestore();
  }
  return sockets.length;
};
