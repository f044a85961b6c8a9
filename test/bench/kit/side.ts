/** One side of the comparison of queues: so many no-op jobs, from when they are all queued until the last has ended. */
import { createRequire } from 'node:module';

export interface Work {
  /** An empty folder. */
  readonly folder: string;
  readonly jobs: number;
  readonly concurrency: number;
  /** Sessions without work. */
  readonly idle: number;
}

/** Returns jobs a second. @throws when the side did not run as its name says. */
export type Side = (work: Work) => Promise<number>;

/** Loads a package that `npm ci --prefix test/bench/peers` has installed. */
export const peer = createRequire(new URL('../peers/package.json', import.meta.url));

export const perSecond = async (jobs: number, work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (jobs / (performance.now() - start)) * 1_000;
};

/** The payload of a job. */
export const payload = (index: number) => ({ number: index, message: 'Hello' });
