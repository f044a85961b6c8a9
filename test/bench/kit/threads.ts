/** The processor time of a process and its threads so far, as Linux counts it. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';

const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Seconds of processor time by the work of a thread. */
export type Used = ReadonlyMap<string, number>;

export const SERVING = 'the thread that serves HTTP and writes';
export const SESSIONS = "the sessions' threads";

/** Linux keeps 15 characters of a name, and Waybill names the threads of its sessions. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^whatsapp /, SESSIONS],
  [/^V8Worker/, 'compiling and collecting garbage'],
  [/^libuv-worker/, 'files and passwords'],
];

const kindOf = (pid: number, thread: string, name: string): string =>
  thread === String(pid) ? SERVING : (KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? 'all else');

/** User and system time, the 14th and 15th fields; the name, which may hold anything, ends with the last bracket. */
const secondsIn = (stat: string): number => {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
};

const usedBy = (pid: number): Used => {
  const used = new Map<string, number>();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const folder = `/proc/${pid}/task/${thread}`;
    const kind = kindOf(pid, thread, readFileSync(`${folder}/comm`, 'utf8'));
    used.set(kind, (used.get(kind) ?? 0) + secondsIn(readFileSync(`${folder}/stat`, 'utf8')));
  }
  return used;
};

export const sum = (used: Used): number => [...used.values()].reduce((all, seconds) => all + seconds, 0);

export const residentMib = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;

const SAMPLE_MS = 5;

/**
 * Starts measuring. The returned function gives the usage since, and the fraction of time in which the main thread
 * waited for the disk.
 */
export const watch = (pid: number): (() => { readonly used: Used; readonly disk: number }) => {
  const before = usedBy(pid);
  let [looks, waits] = [0, 0];
  const timer = setInterval(() => {
    const stat = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8');
    looks += 1;
    if (stat[stat.lastIndexOf(')') + 2] === 'D') waits += 1;
  }, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    const used = [...usedBy(pid)].map(([kind, seconds]) => [kind, seconds - (before.get(kind) ?? 0)] as const);
    return { used: new Map(used), disk: waits / Math.max(looks, 1) };
  };
};

const idleSoFar = (): number => cpus().reduce((seconds, { times }) => seconds + times.idle / 1_000, 0);

/** Starts measuring. The returned function gives the seconds of processor time that all processes used since. */
export const watchMachine = (): (() => number) => {
  const [start, idle] = [performance.now(), idleSoFar()];
  return () => ((performance.now() - start) / 1_000) * availableParallelism() - (idleSoFar() - idle);
};
