/** A receiver of webhooks that fails at random, and remembers everything that it was sent. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Random } from '../../simulation/random.ts';
import type { Came } from '../../support/hook-judge.ts';

type Conduct = 'accepts' | 'accepts late' | 'refuses' | 'is broken' | 'is busy' | 'hangs up' | 'is silent';

const NEVER: Readonly<Record<Conduct, number>> = {
  accepts: 0,
  'accepts late': 0,
  refuses: 0,
  'is broken': 0,
  'is busy': 0,
  'hangs up': 0,
  'is silent': 0,
};

/** How it behaves for a while, with the weight of each conduct. */
const MOODS = {
  fine: { ...NEVER, accepts: 1 },
  flaky: {
    accepts: 60,
    'accepts late': 8,
    refuses: 6,
    'is broken': 3,
    'is busy': 1,
    'hangs up': 4,
    'is silent': 0.5,
  },
  down: { ...NEVER, 'is broken': 6, 'is busy': 2, 'hangs up': 4, accepts: 1 },
} as const satisfies Record<string, Readonly<Record<Conduct, number>>>;
export type Mood = keyof typeof MOODS;

export interface HookReceiver {
  readonly url: string;
  readonly came: readonly Came[];
  /** How many things have happened so far. */
  now(): number;
  behave(mood: Mood): void;
  /** Resolves with the next request, or when none has come for so long. */
  next(ms: number): Promise<void>;
  /** Resolves when no request has come for so long. */
  quiet(ms: number): Promise<void>;
  close(): Promise<void>;
}

const LATE_MS = [50, 400] as const;

const header = ({ headers }: IncomingMessage, name: string): string => String(headers[name] ?? '');

export const openHookReceiver = async (random: Random): Promise<HookReceiver> => {
  const came: Came[] = [];
  const silent = new Set<ServerResponse>();
  const waiting = new Set<() => void>();
  let mood: Mood = 'fine';
  let sequence = 0;

  const accept = (one: Came, response: ServerResponse): void => {
    if (response.destroyed) return;
    one.acceptedAt = sequence++;
    response.writeHead(204).end();
  };

  const conducts: Readonly<Record<Conduct, (one: Came, response: ServerResponse) => void>> = {
    accepts: accept,
    'accepts late': (one, response) => void setTimeout(accept, random.between(...LATE_MS), one, response),
    refuses: (_, response) => void response.writeHead(random.pick([500, 400, 501])).end('no'),
    'is broken': (_, response) => void response.writeHead(502).end(),
    'is busy': (_, response) => void response.writeHead(429, { 'retry-after': '1' }).end(),
    'hangs up': (_, response) => void response.destroy(),
    'is silent': (_, response) => void silent.add(response),
  };

  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const one: Came = {
      endpoint: request.url ?? '',
      id: header(request, 'webhook-id'),
      timestamp: header(request, 'webhook-timestamp'),
      signatures: header(request, 'webhook-signature').split(' '),
      text: body,
      at: sequence++,
      acceptedAt: null,
    };
    came.push(one);
    for (const wake of waiting) wake();
    conducts[random.weighted<Conduct>(MOODS[mood])](one, response);
  };

  // A request whose process died while it was written is none.
  const server = createServer((request, response) => void take(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const next = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      waiting.add(done);
    });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    came,
    now: () => sequence,
    behave(now) {
      mood = now;
      for (const response of silent) response.destroy();
      silent.clear();
    },
    next,
    async quiet(ms) {
      for (let known = -1; known !== came.length; ) {
        known = came.length;
        await next(ms);
      }
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
