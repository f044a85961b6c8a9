/** Other queues, with the same work as `no-op-jobs.ts` gives Waybill. They use the SQLite build that Waybill uses. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { bullmq } from './bullmq.ts';
import { payload, peer, perSecond, type Side } from './side.ts';

const SYNCHRONOUS = { normal: 1, full: 2 } as const;

interface Plainjob {
  better(db: Database.Database): unknown;
  defineQueue(options: object): { addMany(type: string, data: readonly unknown[]): void; close(): void };
  defineWorker(
    type: string,
    work: () => Promise<void>,
    options: object,
  ): { start(): Promise<void>; stop(): Promise<void> };
}

const plainjob =
  (synchronous: keyof typeof SYNCHRONOUS): Side =>
  async ({ folder, jobs, concurrency }) => {
    const { better, defineQueue, defineWorker } = peer('plainjob') as Plainjob;
    const db = new Database(join(folder, 'plainjob.db'));
    const connection = better(db);
    const quiet = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };
    const queue = defineQueue({ connection, logger: quiet });
    if (synchronous === 'full') db.pragma('synchronous = full');
    queue.addMany(
      'bench',
      Array.from({ length: jobs }, (_, index) => payload(index)),
    );
    let left = jobs;
    const { promise: ended, resolve: done } = Promise.withResolvers<void>();
    const onCompleted = (): void => {
      left -= 1;
      if (left === 0) done();
    };
    const workers = Array.from({ length: concurrency }, () =>
      defineWorker('bench', async () => {}, { queue, logger: quiet, onCompleted, pollIntervall: 10 }),
    );
    const rate = await perSecond(jobs, async () => {
      for (const worker of workers) void worker.start();
      await ended;
    });
    if (db.pragma('synchronous', { simple: true }) === SYNCHRONOUS[synchronous]) return rate;
    throw new Error(`plainjob did not run with synchronous=${synchronous}`);
  };

interface Liteque {
  buildDBClient(
    path: string,
    options: object,
  ): {
    run(sql: unknown): unknown;
    get(sql: unknown): Readonly<Record<string, unknown>>;
    transaction(work: (db: unknown) => unknown): unknown;
  };
  readonly SqliteQueue: new (
    name: string,
    db: unknown,
    options: object,
  ) => { enqueue(payload: unknown): Promise<unknown> };
  readonly Runner: new (queue: unknown, funcs: object, options: object) => { runUntilEmpty(): Promise<void> };
}

const liteque: Side = async ({ folder, jobs, concurrency }) => {
  const { buildDBClient, SqliteQueue, Runner } = peer('liteque') as Liteque;
  const { sql } = peer('drizzle-orm') as { readonly sql: { raw(text: string): unknown } };
  const db = buildDBClient(join(folder, 'liteque.db'), { runMigrations: true, walEnabled: true });
  // It asks for a transaction around work that awaits, which better-sqlite3 once ended before that had begun, and refuses now.
  db.transaction = (work) => work(db);
  const queue = new SqliteQueue('bench', db, { defaultJobArgs: { numRetries: 0 }, keepFailedJobs: false });
  for (let index = 0; index < jobs; index += 1) await queue.enqueue(payload(index));
  db.run(sql.raw('pragma synchronous = full'));
  const runner = new Runner(queue, { run: async () => {} }, { concurrency, pollIntervalMs: 10, timeoutSecs: 600 });
  const rate = await perSecond(jobs, () => runner.runUntilEmpty());
  if (Object.values(db.get(sql.raw('pragma synchronous'))).includes(SYNCHRONOUS.full)) return rate;
  throw new Error('liteque did not run with synchronous=FULL');
};

export const PEERS = {
  plainjob: plainjob('full'),
  'plainjob-default': plainjob('normal'),
  liteque,
  bullmq,
} satisfies Readonly<Record<string, Side>>;
