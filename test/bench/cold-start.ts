/**
 * `npm run bench:cold-start [-- STARTS]`: from the start of the process until `/healthz` answers and until a linked
 * session is ready, against a sandbox in a process of its own; with the compile cache of earlier starts, and without.
 * Prints medians and ranges, measured alternately. Processor time is that of all threads and is read from `/proc`; it
 * is missing on other systems than Linux.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type GatewayProcess,
  gatewayEnv,
  listening,
  pair,
  startGateway,
  startSandbox,
} from '../support/real-gateway.ts';
import { spawnWaybill } from '../support/spawn.ts';
import { median } from './bench.ts';
import { newFolder } from './kit/folder.ts';

interface Moment {
  readonly wallMs: number;
  readonly cpuMs: number;
}

interface Start {
  readonly healthy: Moment;
  readonly ready: Moment;
}

const STARTS = Number(process.argv[2] ?? 7);

const KINDS = {
  'with what was compiled before': {},
  'compiling everything': { NODE_DISABLE_COMPILE_CACHE: '1' },
} as const;

/** The processor time of all threads of a process so far. The first number of `schedstat` is in nanoseconds. */
const cpuMsOf = (pid: number): number => {
  const folder = `/proc/${pid}/task`;
  try {
    const used = readdirSync(folder).map((task) =>
      Number(readFileSync(join(folder, task, 'schedstat'), 'utf8').split(' ')[0]),
    );
    return used.reduce((sum, ns) => sum + ns / 1e6, 0);
  } catch {
    return Number.NaN;
  }
};

const measure = async (data: string, env: Readonly<Record<string, string>>): Promise<Start> => {
  const began = performance.now();
  const process = spawnWaybill(['start'], gatewayEnv(data, env));
  const now = (): Moment => ({ wallMs: performance.now() - began, cpuMs: cpuMsOf(process.child.pid ?? 0) });
  await (await fetch(`${await listening(process)}/healthz`)).text();
  const healthy = now();
  await process.line(/→ ready/);
  const ready = now();
  await process.end('SIGTERM');
  return { healthy, ready };
};

const told = (values: readonly number[]): string =>
  `${Math.round(median(values))} (${Math.round(Math.min(...values))} to ${Math.round(Math.max(...values))}) ms`;

const report = (kind: string, starts: readonly Start[]): void => {
  console.log(kind);
  for (const [moment, title] of [
    ['healthy', 'until /healthz answers'],
    ['ready', 'until the session is ready'],
  ] as const) {
    const [wall, cpu] = (['wallMs', 'cpuMs'] as const).map((what) => starts.map((start) => start[moment][what]));
    console.log(`  ${title}: ${told(wall ?? [])}, ${told(cpu ?? [])} of processor time`);
  }
};

const link = async ({ client, process }: GatewayProcess, sandbox: Parameters<typeof pair>[1]): Promise<void> => {
  await pair(client, sandbox);
  await process.end('SIGTERM');
};

const folder = newFolder();
const sandbox = await startSandbox(spawnWaybill, folder.path);
const env = { ...sandbox.env, NODE_COMPILE_CACHE: '' };
await link(await startGateway(spawnWaybill, folder.path, env), sandbox.control);

const starts = new Map<string, Start[]>(Object.keys(KINDS).map((kind) => [kind, []]));
// The first start of each kind finds files that are not cached yet.
for (let round = 0; round <= STARTS; round += 1) {
  for (const [kind, more] of Object.entries(KINDS)) {
    const start = await measure(folder.path, { ...env, ...more });
    if (round > 0) starts.get(kind)?.push(start);
  }
}
for (const [kind, measured] of starts) report(kind, measured);
console.log(JSON.stringify({ name: 'cold-start', starts: Object.fromEntries(starts) }));

await sandbox.process.end('SIGTERM');
folder.remove();
