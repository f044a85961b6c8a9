/**
 * The media processes: started when there is work, at most so many at once, each with one job, ended when idle. Jobs wait
 * in a line that is bounded. A process over its time is killed; the next job gets another.
 */
import { type Cancel, type Clock, nothingToCancel } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import { type Bench, type BenchOptions, startBench } from './bench.ts';
import type { Job, Report } from './crossing.ts';

/** How a job ended. */
export type Outcome =
  | Extract<Report, { type: 'inspected' | 'converted' | 'refused' | 'failed' }>
  | { readonly type: 'busy' }
  /** The process could not be started, or the workshop was closed. */
  | { readonly type: 'no_process'; readonly why: string }
  | { readonly type: 'lost'; readonly why: string; readonly sniffed: Extract<Report, { type: 'sniffed' }> | null };

export interface CrewOptions {
  readonly bench: BenchOptions;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly processesMax: number;
  readonly waitingMax: number;
  readonly idleMs: number;
}

export interface Crew {
  do(job: Job, timeoutMs: number): Promise<Outcome>;
  close(): Promise<void>;
}

interface Task {
  readonly job: Job;
  readonly timeoutMs: number;
  readonly done: (outcome: Outcome) => void;
}

export const OVER_TIME = 'it took too much time';
const CLOSED = 'the workshop is closed';

interface Worker {
  isIdle(): boolean;
  take(task: Task): void;
  end(): Promise<void>;
}

export const crewOf = (options: CrewOptions): Crew => {
  const workers = new Set<Worker>();
  const waiting: Task[] = [];
  let isClosed = false;

  const next = (): void => {
    while (waiting.length > 0) {
      const worker = [...workers].find((one) => one.isIdle()) ?? hired();
      const task = worker && waiting.shift();
      if (!worker || !task) return;
      worker.take(task);
    }
  };
  const hired = (): Worker | null => {
    if (workers.size >= options.processesMax) return null;
    const worker = workerOf(options, {
      free: next,
      gone: () => {
        workers.delete(worker);
        next();
      },
    });
    workers.add(worker);
    return worker;
  };

  return {
    do: (job, timeoutMs) =>
      new Promise((done) => {
        if (isClosed) return done({ type: 'no_process', why: CLOSED });
        if (waiting.length >= options.waitingMax) return done({ type: 'busy' });
        waiting.push({ job, timeoutMs, done });
        next();
      }),
    async close() {
      isClosed = true;
      for (const { done } of waiting.splice(0)) done({ type: 'no_process', why: CLOSED });
      await Promise.all([...workers].map((worker) => worker.end()));
    },
  };
};

const workerOf = (
  { bench: benchOptions, clock, logger, idleMs }: CrewOptions,
  { free, gone }: { free: () => void; gone: () => void },
): Worker => {
  let task: Task | null = null;
  let isReady = false;
  let isEnding = false;
  let sniffed: Extract<Report, { type: 'sniffed' }> | null = null;
  let timer: Cancel = nothingToCancel;
  const over = Promise.withResolvers<void>();

  const finish = (outcome: Outcome): void => {
    const done = task?.done;
    task = null;
    sniffed = null;
    timer();
    done?.(outcome);
  };
  const rest = (): void => {
    bench.hold(false);
    timer = clock.after(idleMs, () => {
      isEnding = true;
      bench.kill('it was idle');
    });
    free();
  };
  const hear = (report: Report): void => {
    if (report.type === 'ready') isReady = true;
    else if (report.type === 'sniffed') sniffed = report;
    else {
      finish(report);
      rest();
    }
  };
  const bench: Bench = startBench(benchOptions, {
    hear,
    over(why) {
      const pid = bench.pid;
      if (task) logger.warn({ pid, why, job: task.job.type }, 'a media process ended during its job');
      else logger.debug({ pid, why }, 'a media process ended');
      finish(isReady && why !== CLOSED ? { type: 'lost', why, sniffed } : { type: 'no_process', why });
      over.resolve();
      gone();
    },
  });
  logger.debug({ pid: bench.pid }, 'a media process started');

  return {
    isIdle: () => task === null && !isEnding,
    take(given) {
      timer();
      task = given;
      bench.hold(true);
      timer = clock.after(given.timeoutMs, () => {
        isEnding = true;
        bench.kill(OVER_TIME);
      });
      bench.give(given.job);
    },
    end() {
      isEnding = true;
      bench.hold(true);
      bench.kill(CLOSED);
      return over.promise;
    },
  };
};
