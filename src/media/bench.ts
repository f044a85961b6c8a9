/**
 * A media process, seen from the gateway. It has no more of the environment than it needs, is bounded in memory by the
 * system where `prlimit` is installed, and is killed with all that it has started.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../kernel/fault.ts';
import { type Job, type Luggage, OVER_MEMORY, type Report } from './crossing.ts';

export interface Bench {
  readonly pid: number | null;
  give(job: Job): void;
  /** Ends it; `over` reports `why`. */
  kill(why: string): void;
  /** Whether it keeps the gateway's process alive. */
  hold(held: boolean): void;
}

export interface BenchOptions {
  readonly program: URL;
  readonly luggage: Luggage;
  /** The working folder, where unfinished files lie. */
  readonly folder: string;
  readonly prlimit: string | null;
}

export interface BenchEars {
  hear(report: Report): void;
  /** Called once, when the process has ended or could not be started. */
  over(why: string): void;
}

const HEAP_MB = 256;
/** For data of the process and of each program that it starts. Code and reserved addresses do not count. */
const DATA_BYTES_MAX = 1_200_000_000;
const FILE_BYTES_MAX = 200_000_000;
const FILES_MAX = 128;

export const startBench = (options: BenchOptions, ears: BenchEars): Bench => {
  let why: string | null = null;
  let isOver = false;
  const end = (reason: string): void => {
    if (isOver) return;
    isOver = true;
    ears.over(why ?? reason);
  };
  const child = start(options);
  child.on('message', (report: Report) => ears.hear(report));
  child.once('error', (thrown) => end(`it could not be started: ${messageOf(thrown)}`));
  child.once('exit', (code, signal) => {
    // A crash leaves the programs that it has started.
    killGroup(child);
    const reason = code === OVER_MEMORY ? 'it took too much memory' : `it ended with ${code ?? signal}`;
    // Its last reports may still be on their way.
    if (child.connected) child.once('disconnect', () => end(reason));
    else end(reason);
  });
  return {
    pid: child.pid ?? null,
    give: (job) => void child.send(job, (failed) => failed && killGroup(child)),
    kill(reason) {
      why ??= reason;
      killGroup(child);
    },
    hold(held) {
      if (held) child.ref();
      else child.unref();
      if (held) child.channel?.ref();
      else child.channel?.unref();
    },
  };
};

const start = ({ program, luggage, folder, prlimit }: BenchOptions): ChildProcess => {
  const node = [process.execPath, `--max-old-space-size=${HEAP_MB}`, fileURLToPath(program), JSON.stringify(luggage)];
  const limits = [`--data=${DATA_BYTES_MAX}`, `--fsize=${FILE_BYTES_MAX}`, `--nofile=${FILES_MAX}`, '--core=0', '--'];
  const [command = '', ...args] = prlimit === null ? node : [prlimit, ...limits, ...node];
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  return spawn(command, args, {
    cwd: folder,
    env: { PATH, NODE_COMPILE_CACHE, TMPDIR: folder, VIPS_BLOCK_UNTRUSTED: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    detached: true,
  });
};

const killGroup = (child: ChildProcess): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone already, or the system knows no groups.
    child.kill('SIGKILL');
  }
};
