/** BullMQ with its own Redis, which flushes each write to the disk before it answers, on a socket in a folder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { payload, peer, perSecond, type Side } from './side.ts';

interface Connection {
  config(ask: 'GET', name: string): Promise<readonly string[]>;
  disconnect(): void;
}

interface Bullmq {
  readonly Queue: new (
    name: string,
    options: object,
  ) => { addBulk(jobs: readonly object[]): Promise<unknown>; close(): Promise<void> };
  readonly Worker: new (
    name: string,
    work: () => Promise<void>,
    options: object,
  ) => { on(event: 'completed', listener: () => void): void; run(): Promise<void>; close(): Promise<void> };
}

const TOGETHER = 1_000;

const startRedis = async (folder: string): Promise<{ path: string; stop(): Promise<void> }> => {
  const path = join(folder, 'redis.sock');
  const settings = { port: '0', unixsocket: path, dir: folder, save: '', appendonly: 'yes', appendfsync: 'always' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  await new Promise<void>((resolve, reject) => {
    child.once('error', () =>
      reject(new Error('There is no redis-server; install it (apt-get install redis-server).')),
    );
    gone.then(() => reject(new Error('redis-server ended before it was ready.')), reject);
    createInterface(child.stdout).on('line', (line) => {
      if (line.includes('ready to accept connections')) resolve();
    });
  });
  return {
    path,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
};

export const bullmq: Side = async ({ folder, jobs, concurrency }) => {
  const redis = await startRedis(folder);
  try {
    const { Queue, Worker } = peer('bullmq') as Bullmq;
    const Redis = peer('ioredis') as new (options: object) => Connection;
    const connection = { path: redis.path, maxRetriesPerRequest: null };
    const queue = new Queue('bench', { connection });
    for (let first = 0; first < jobs; first += TOGETHER) {
      const length = Math.min(TOGETHER, jobs - first);
      await queue.addBulk(Array.from({ length }, (_, index) => ({ name: 'bench', data: payload(first + index) })));
    }
    let left = jobs;
    const { promise: ended, resolve: done } = Promise.withResolvers<void>();
    const worker = new Worker('bench', async () => {}, { connection, concurrency, autorun: false });
    worker.on('completed', () => {
      left -= 1;
      if (left === 0) done();
    });
    const rate = await perSecond(jobs, async () => {
      void worker.run();
      await ended;
    });
    const asking = new Redis(connection);
    const flushes = await asking.config('GET', 'appendfsync');
    asking.disconnect();
    await worker.close();
    await queue.close();
    if (flushes.includes('always')) return rate;
    throw new Error('Redis did not run with appendfsync always');
  } finally {
    await redis.stop();
  }
};
