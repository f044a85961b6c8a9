/** The clients of a soak: some send, some query, some follow the log for a while and leave. */
import { setTimeout as pause } from 'node:timers/promises';
import { createLoad, type Lane, type Load, type Sent } from '../crash/load.ts';
import { type Client, followFacts, logIn } from '../support/client.ts';

/** One of four groups sends each second: six messages. */
const GROUPS = 4;
const TURN_MS = 1_000;
const LOOK_EVERY_MS = 2_000;
const FOLLOW_FOR_MS = 20_000;
/** A distance from the head of the log: more than a page. */
const FOLLOW_FROM = 1_000;
/** A token lives for 15 minutes. */
const LOG_IN_EVERY_MS = 10 * 60_000;

const PRIORITIES = ['HIGH', 'NORMAL', 'LOW'] as const;

const lanesOf = (group: number): Lane[] =>
  Array.from({ length: 2 }, (_, chat) => `62812000081${group}${chat}`).flatMap((number, chat) =>
    PRIORITIES.map((priority) => ({ number, priority, keyed: chat === 0, each: 1 })),
  );

export interface Clients {
  sent(): readonly Sent[];
  /** Returns a client whose token is valid. */
  current(): Client;
  /** Rejects as soon as any client gets a wrong answer. */
  run(stop: AbortSignal): Promise<void>;
}

const LOOKS = [
  '/api/whatsapp/jobs?limit=50',
  '/api/whatsapp/jobs?status=retrying',
  '/api/whatsapp/retry-queue',
  '/api/whatsapp/status',
  '/api/events?limit=100',
  '/healthz',
] as const;

const every = async (ms: number, stop: AbortSignal, work: (turn: number) => Promise<void>): Promise<void> => {
  for (let turn = 0; !stop.aborted; turn += 1) {
    await work(turn);
    await pause(ms, undefined, { signal: stop }).catch(() => {});
  }
};

export const clientsOf = (first: Client): Clients => {
  const loads: readonly Load[] = Array.from({ length: GROUPS }, (_, group) => createLoad(lanesOf(group)));
  let client = first;

  const look = async (turn: number): Promise<void> => {
    const path = LOOKS[turn % LOOKS.length] ?? '/healthz';
    const { status } = await client.get(path);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}`);
  };

  const follow = async (stop: AbortSignal): Promise<void> => {
    const { body } = await client.get<{ head: { position: number } }>('/api/audit');
    const feed = await followFacts(client, Math.max(body.head.position - FOLLOW_FROM, 0));
    await pause(FOLLOW_FOR_MS, undefined, { signal: stop }).catch(() => {});
    feed.end();
  };

  return {
    sent: () => loads.flatMap(({ sent }) => sent),
    current: () => client,
    async run(stop) {
      await Promise.all([
        ...loads.map(async (load, group) => {
          await pause((group * TURN_MS) / GROUPS);
          await every(GROUPS * TURN_MS, stop, () => load.run(client));
        }),
        every(LOOK_EVERY_MS, stop, look),
        every(TURN_MS, stop, () => follow(stop)),
        every(LOG_IN_EVERY_MS, stop, async (turn) => {
          if (turn > 0) client = await logIn(client.url);
        }),
      ]);
    },
  };
};
