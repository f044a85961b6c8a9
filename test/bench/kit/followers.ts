/**
 * Clients that follow the live feed, in a process of their own: how long each fact takes from when it was decided until it
 * is there, its commit included. The first line that it prints says that all of them listen; it then reads from its input how
 * many facts each is to see, and ends with a `FollowReport` as JSON once they have.
 *
 *     node test/bench/kit/followers.ts '{"url": "http://127.0.0.1:3000", "token": "…", "followers": 100, "silent": 1}'
 */
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Follow {
  readonly url: string;
  readonly token: string;
  readonly followers: number;
  /** This many more start with the first fact of the log, and never read a byte. */
  readonly silent: number;
}

export interface FollowReport {
  readonly deliveries: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

const { url, token, followers, silent } = JSON.parse(process.argv[2] ?? '{}') as Follow;

const open = (query: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const asking = get(`${url}/api/events/live${query}`, {
      agent: false,
      headers: { authorization: `Bearer ${token}` },
    });
    asking.on('error', reject);
    asking.on('response', (answer) => {
      if (answer.statusCode === 200) resolve(answer);
      else reject(new Error(`The feed was answered with ${answer.statusCode}`));
    });
  });

const times: number[] = [];
let wanted = Number.POSITIVE_INFINITY;
const { promise: allSeen, resolve: done } = Promise.withResolvers<void>();
const seen = Array.from({ length: followers }, () => 0);
const look = (): void => {
  if (seen.every((count) => count >= wanted)) done();
};

const follow = async (follower: number): Promise<void> => {
  const feed = await open('');
  let rest = '';
  feed.setEncoding('utf8').on('data', (chunk: string) => {
    const now = performance.timeOrigin + performance.now();
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const at = /"at":"([^"]+)"/.exec(block)?.[1];
      if (at === undefined) continue;
      times.push(now - Date.parse(at));
      seen[follower] = (seen[follower] ?? 0) + 1;
    }
    if ((seen[follower] ?? 0) >= wanted) look();
  });
};

await Promise.all(Array.from({ length: silent }, () => open('?after=0')));
await Promise.all(seen.map((_, follower) => follow(follower)));
console.log('listening');
wanted = Number(await text(process.stdin));
look();
await allSeen;
const sorted = times.toSorted((a, b) => a - b);
const part = (of: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? Number.NaN;
const report: FollowReport = {
  deliveries: times.length,
  p50: part(0.5),
  p99: part(0.99),
  p999: part(0.999),
  max: part(1),
};
console.log(JSON.stringify(report));
process.exit();
