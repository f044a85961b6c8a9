/** The API on a socket with the bridge open, and viewers that attach like the package's own receiver. */
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { inspectorUpgrade } from '../../src/http/routes/inspector-socket.ts';
import { type HttpServer, serve } from '../../src/http/edge/serve.ts';
import { openTickets, type Tickets } from '../../src/http/routes/tickets.ts';
import { type InspectBridge, openInspectBridge } from '../../src/inspector/bridge.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { streamOf } from '../../src/kernel/ids.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { type Api, api } from '../http/api.ts';

/** The package and its xstate 4, which only the workspace has. */
const require = createRequire(new URL('../../packages/inspect-bridge/package.json', import.meta.url));
const PACKAGE = '@xstate/inspect';
const { createWebSocketReceiver } = require(PACKAGE) as {
  createWebSocketReceiver(options: { server: string; protocol?: 'ws' }): {
    send(event: object): void;
    subscribe(next: (frame: Frame) => void): unknown;
  };
};

/** A frame as the receiver rebuilds it, with machines and states of xstate 4. */
export interface Frame {
  readonly type: string;
  readonly sessionId: string;
  readonly id?: string;
  readonly parent?: string;
  readonly machine?: {
    readonly id: string;
    readonly initial: string;
    readonly config: { readonly predictableActionArguments?: boolean };
    readonly stateIds: readonly string[];
    resolveState(state: unknown): { readonly nextEvents: readonly string[] };
  };
  readonly state?: { readonly value: unknown; readonly context: Record<string, unknown> };
  readonly event?: { readonly name: string; readonly origin?: string; readonly data: Record<string, unknown> };
}

export interface Attached extends Api {
  readonly server: HttpServer;
  readonly tickets: Tickets;
  readonly bridge: InspectBridge;
  /** `127.0.0.1:3000/inspector/ws` */
  readonly address: string;
  ticket(): Promise<string>;
}

export const attached = async (): Promise<Attached> => {
  let tickets: Tickets | null = null;
  const lazy: Tickets = {
    issue: (token) => (tickets as Tickets).issue(token),
    redeem: (ticket) => (tickets as Tickets).redeem(ticket),
  };
  const anna = await api({ tickets: lazy });
  const { log, reads, clock, accounts } = anna;
  tickets = openTickets({ entropy: systemEntropy, clock });
  const bridge = await openInspectBridge({
    log,
    live: () => [
      ...reads.sessions.list().flatMap(({ id }) => [streamOf.session(id), streamOf.queue(id)]),
      ...reads.jobs.active().map(({ jobId }) => streamOf.job(jobId)),
    ],
    logger: silentLogger,
  });
  const { identify } = accounts;
  const upgrade = inspectorUpgrade({ bridge, tickets, identify, addressOf: () => null, clock });
  const server = await serve(anna.app, { host: '127.0.0.1', port: 0 }, upgrade);
  onTestFinished(async () => {
    bridge.close();
    await server.close();
  });
  return {
    ...anna,
    server,
    tickets,
    bridge,
    address: `${server.url.replace('http://', '')}/inspector/ws`,
    ticket: async () => (await anna.json('POST /api/inspector/ticket')).body['ticket'] as string,
  };
};

/** The frames so far, and a way to wait for more. */
export const hearing = <T>() => {
  const heard: T[] = [];
  const waiting = new Set<(one: T) => void>();
  return {
    heard,
    hear(one: T) {
      heard.push(one);
      for (const look of waiting) look(one);
    },
    until: (which: (one: T) => boolean): Promise<T> =>
      new Promise((resolve) => {
        const found = heard.find(which);
        if (found !== undefined) return resolve(found);
        const look = (one: T) => {
          if (!which(one)) return;
          waiting.delete(look);
          resolve(one);
        };
        waiting.add(look);
      }),
  };
};

/** The package's own receiver, over a real WebSocket. */
export const receiver = async ({ address, ticket }: Attached) => {
  const frames = hearing<Frame>();
  const opened = createWebSocketReceiver({ server: `${address}?ticket=${await ticket()}` });
  opened.subscribe(frames.hear);
  return { ...frames, send: (event: object) => opened.send(event) };
};

/** A bare WebSocket for misbehaving viewers. */
export const socket = async (
  { address, token }: Pick<Attached, 'address' | 'token'>,
  options: { query?: string; headers?: Record<string, string>; bearer?: boolean } = {},
) => {
  const { query = '', headers = {}, bearer = true } = options;
  const texts = hearing<string>();
  const ws = new WebSocket(`ws://${address}${query}`, {
    headers: { ...(bearer ? { authorization: `Bearer ${token}` } : {}), ...headers },
  });
  ws.on('message', (data: Buffer) => texts.hear(data.toString()));
  ws.on('error', () => {});
  const closed = once(ws, 'close').then(([code]) => code as number);
  const refused = once(ws, 'unexpected-response').then(([, answer]) => (answer as { statusCode: number }).statusCode);
  const opened = once(ws, 'open').then(() => 101);
  for (const outcome of [closed, refused, opened]) outcome.catch(() => {});
  onTestFinished(() => ws.terminate());
  return { ...texts, ws, closed, outcome: () => Promise.race([opened, refused]) };
};
