/**
 * P1 and P2: the cost of accepting a message, against a route that does nothing; and how many facts share one commit.
 */
import type { Bench, Size } from './bench.ts';
import { bareRoute, load, pauseQueue, type RunningWaybill, waybill } from './kit/processes.ts';

const CONNECTIONS = 50;
const SECONDS: Record<Size, number> = { full: 5, quick: 2 };
const BODY = JSON.stringify({ number: '0812-3456-7890', message: 'Hello {n}' });

/** A gateway with a paused queue, so that messages wait and nothing is sent meanwhile. */
const quiet = async (): Promise<RunningWaybill> => {
  const started = await waybill({ WAYBILL_LOG_FORMAT: 'json' });
  await pauseQueue(started.url, started.token);
  return started;
};

const enqueue = (ours: RunningWaybill, seconds: number) =>
  load({
    url: `${ours.url}/api/whatsapp/send-message`,
    token: ours.token,
    body: BODY,
    connections: CONNECTIONS,
    seconds,
  });

export const p1: Bench = {
  name: 'p1',
  title: 'POST send-message at 50 connections: token, validation, facts and tables on disk',
  against: 'a bare Hono route',
  unit: 'requests/s',
  better: 'more',
  floor: 0.4,
  aim: 0.65,
  async open(size) {
    const [ours, theirs] = [await quiet(), await bareRoute()];
    const bare = () =>
      load({ url: `${theirs.url}/send-message`, body: BODY, connections: CONNECTIONS, seconds: SECONDS[size] });
    // Neither side is measured before its code is compiled.
    await Promise.all([enqueue(ours, SECONDS[size]), bare()]);
    return {
      async ours() {
        const { answered, seconds } = await enqueue(ours, SECONDS[size]);
        return answered / seconds;
      },
      async theirs() {
        const { answered, seconds } = await bare();
        return answered / seconds;
      },
      close: async () => void (await Promise.all([ours.stop(), theirs.stop()])),
    };
  },
};

export const p2: Bench = {
  name: 'p2',
  title: 'Facts that share one commit, at 50 connections',
  unit: 'rows/commit',
  better: 'more',
  floor: 20,
  aim: 35,
  async open(size) {
    const ours = await quiet();
    await enqueue(ours, SECONDS[size]);
    const counts = async () => [await ours.metric('waybill_facts_total'), await ours.metric('waybill_commits_total')];
    return {
      async ours() {
        const [facts = 0, commits = 0] = await counts();
        await enqueue(ours, SECONDS[size]);
        const [factsAfter = 0, commitsAfter = 0] = await counts();
        return (factsAfter - facts) / (commitsAfter - commits);
      },
      close: () => ours.stop(),
    };
  },
};
