/**
 * `npm run bench:latency [-- --seconds 20 --rounds 5 --feed-rate 50]`: how long clients wait while a hundred sends are in hand,
 * two sessions full of messages that WhatsApp never acknowledges.
 *
 * Requests come at a fixed rate, whether those before are answered or not, and count from when they were due: a server that
 * stalls is not spared the queue that it caused. The live feed is followed by a hundred clients, with and without one more
 * that never reads, in turns.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { machine, median } from './bench.ts';
import type { Follow, FollowReport } from './kit/followers.ts';
import { ask, type Linked, linked } from './kit/linked.ts';
import { load } from './kit/processes.ts';
import { short } from './kit/growth-figures.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '5' },
    'feed-rate': { type: 'string', default: '50' },
  },
});
const seconds = Number(values.seconds);

const SESSIONS = ['default', 'second'];
/** The maximum concurrency of one queue. */
const IN_HAND = 50;
const CONNECTIONS = 50;
/** Enough that a due request finds a free one, unless the server is far behind. */
const CONNECTIONS_OPEN = 500;
const PARTS = [0.1, 0.5, 0.9];
const FOLLOWERS = 100;
const MESSAGE = '/api/whatsapp/send-message';
const NEVER_MS = '3600000';

/** The sandbox acknowledges no message to such a number. */
const unanswered = (index: number): string => `62812${String(index).padStart(4, '0')}0002`;

const inHand = async ({ client }: Linked): Promise<number> => {
  const statuses = await Promise.all(
    SESSIONS.map((session) => ask<{ queue: { active: number } }>(client, `/api/whatsapp/status?session=${session}`)),
  );
  return statuses.reduce((sum, { queue }) => sum + queue.active, 0);
};

const fill = async (gateway: Linked): Promise<void> => {
  for (const session of SESSIONS) {
    await gateway.link(session, IN_HAND);
    const numbers = Array.from({ length: IN_HAND }, (_, index) => unanswered(index));
    for (const number of numbers)
      await ask(gateway.client, `${MESSAGE}?session=${session}`, { number, message: 'Hello' });
  }
  while ((await inHand(gateway)) < SESSIONS.length * IN_HAND) await pause(100);
};

const post = ({ client }: Linked, how: { connections: number; seconds: number; rate?: number }) =>
  load({
    url: client.url + MESSAGE,
    token: client.token,
    body: JSON.stringify({ number: '0812-3456-7890', message: 'Hello {n}' }),
    ...how,
  });

interface Waits {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}
const WAITS = ['p50', 'p99', 'p999', 'max'] as const;

/** The median over several runs, for each figure. */
const middle = (runs: readonly Waits[]): Waits => {
  const [p50 = 0, p99 = 0, p999 = 0, max = 0] = WAITS.map((name) => median(runs.map((run) => run[name])));
  return { p50, p99, p999, max };
};

const told = ({ p50, p99, p999, max }: Waits): string =>
  `p50 ${short(p50)}, p99 ${short(p99)}, p99.9 ${short(p999)}, at most ${short(max)} ms`;

/** Follows while messages are queued, and resolves once every follower has seen all of them. */
const follow = async (gateway: Linked, silent: number): Promise<FollowReport> => {
  const { url, token } = gateway.client;
  const asked: Follow = { url, token, followers: FOLLOWERS, silent };
  const program = fileURLToPath(new URL('./kit/followers.ts', import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(asked)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const line = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('The followers ended before they had seen everything.');
    return value;
  };
  await line();
  const { answered } = await post(gateway, { connections: CONNECTIONS, seconds, rate: Number(values['feed-rate']) });
  child.stdin.end(String(answered));
  return JSON.parse(await line()) as FollowReport;
};

console.log(machine());
const gateway = await linked({ WAYBILL_ACK_TIMEOUT_MS: NEVER_MS, WAYBILL_LIVE_FEEDS_MAX: String(2 * FOLLOWERS) });
try {
  await fill(gateway);
  // Warms up the code.
  await post(gateway, { connections: CONNECTIONS, seconds });
  const { answered, seconds: taken } = await post(gateway, { connections: CONNECTIONS, seconds });
  const most = answered / taken;
  console.log(
    `\nPOST send-message with ${await inHand(gateway)} in hand: at most ${short(most)}/s at ${CONNECTIONS} connections`,
  );
  for (const part of PARTS) {
    const asked = { connections: CONNECTIONS_OPEN, seconds, rate: part * most };
    const report = await post(gateway, asked);
    console.log(
      `  at ${100 * part} %, ${short(asked.rate)}/s: ${told(report)} (${report.answered} answers, ${report.refused} refused)`,
    );
  }

  console.log(
    `\nThe live feed, ${FOLLOWERS} followers, ${values['feed-rate']} facts/s, from when a fact is decided until it is there`,
  );
  const [without, withOne]: [FollowReport[], FollowReport[]] = [[], []];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    without.push(await follow(gateway, 0));
    withOne.push(await follow(gateway, 1));
  }
  console.log(`  all of them read:          ${told(middle(without))}`);
  console.log(`  beside one that never does: ${told(middle(withOne))}`);
  console.log(`${await inHand(gateway)} are in hand still`);
} finally {
  await gateway.stop();
}
