/** Processes that die at a given point or are killed by the test, but never fail by themselves. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Client } from '../support/client.ts';
import { gatewayEnv, listening } from '../support/real-gateway.ts';
import type { Process, Spawn } from '../support/spawn.ts';
import type { Load } from './load.ts';
import type { Plan } from './plan.ts';
import { CRASH_AT } from './points.ts';

const killer = fileURLToPath(new URL('kill-at.ts', import.meta.url));

export interface Site {
  readonly spawn: Spawn;
  readonly data: string;
  /** Where the gateway finds WhatsApp. */
  readonly env: Readonly<Record<string, string>>;
  /** A client of the gateway at this address; its token outlives the process that issued it. */
  readonly client: (url: string) => Client | Promise<Client>;
  readonly load: Pick<Load, 'run'>;
  /** Resolves when a process has nothing left to do after the load. */
  readonly idle: (gateway: Client) => Promise<void>;
}

/** A process that has not ended by then is stuck, or on a machine that is. */
const STUCK_MS = 90_000;

/** Output that only a bug causes. */
const DEFECT = /defect|^\s+at |Error:/;

/** @throws when the process printed anything unexpected. */
export const checkOutput = (process: Process): void => {
  const bad = process
    .output()
    .split('\n')
    .filter((line) => DEFECT.test(line));
  if (bad.length > 0) throw new Error(`A process met what it should not have:\n${bad.join('\n')}`);
};

const endedByItself = (process: Process, code: number): Error =>
  new Error(`A process ended by itself with ${code}:\n${process.output()}`);

/** Kills it after this time, or when it is done. Returns whether it was killed before that. */
const death = async (process: Process, patienceMs: number, done: Promise<void>): Promise<boolean> => {
  const late = new AbortController();
  const lateness = pause(patienceMs, false, { signal: late.signal }).catch(() => false);
  const reached = await Promise.race([process.exited().then(() => true), lateness, done.then(() => false)]);
  late.abort();
  const code = await process.end('SIGKILL');
  if (code !== null) throw endedByItself(process, code);
  checkOutput(process);
  return reached;
};

const NEVER = new Promise<never>(() => {});

/**
 * Clients send from the moment the gateway listens until it is gone. Returns its address; null if it never listened.
 */
const loadOn = async (process: Process, site: Site): Promise<Client | null> => {
  const url = await listening(process).catch(() => null);
  if (url === null) return null;
  const client = await site.client(url);
  await site.load.run(client);
  return client;
};

/** Resolves when it has nothing left to do; never, if it is gone before that. */
const idle = async (loaded: Promise<Client | null>, site: Site): Promise<void> => {
  const client = await loaded;
  return client ? site.idle(client).catch(() => NEVER) : NEVER;
};

/** Dies after this time or at its point, which it never reaches once it has nothing left to do. */
const dieUnderLoad = async (site: Site, patienceMs: number, crashAt?: string): Promise<boolean> => {
  const env = gatewayEnv(site.data, { ...site.env, ...(crashAt === undefined ? {} : { [CRASH_AT]: crashAt }) });
  const process = site.spawn(['start'], env, crashAt === undefined ? {} : { preload: killer });
  const loaded = loadOn(process, site);
  const done = crashAt === undefined ? NEVER : idle(loaded, site);
  const [reached] = await Promise.all([death(process, patienceMs, done), loaded]);
  return reached;
};

/** A command may end before it reaches its point. */
const dieInCommand = async (site: Site, args: readonly string[], crashAt: string): Promise<boolean> => {
  const process = site.spawn(args, { ...gatewayEnv(site.data), [CRASH_AT]: crashAt }, { preload: killer });
  const code = await process.exited();
  if (code !== null && code !== 0) throw endedByItself(process, code);
  return code === null;
};

const dieInBackup = async (site: Site, crashAt: string, gatewayMs: number): Promise<boolean> => {
  const copy = join(site.data, '../copy.db');
  const [reached] = await Promise.all([dieInCommand(site, ['backup', copy], crashAt), dieUnderLoad(site, gatewayMs)]);
  if (reached && existsSync(copy)) throw new Error('A backup that was killed has the name of a whole one');
  rmSync(copy, { force: true });
  return reached;
};

/** One round. Returns whether the process died where it was meant to. */
export const runRound = async (site: Site, plan: Plan): Promise<boolean> => {
  if (plan.kind === 'moment') {
    await dieUnderLoad(site, plan.ms);
    return true;
  }
  const crashAt = `${plan.point}:${plan.count}`;
  if (plan.point === 'rebuild') return dieInCommand(site, ['rebuild'], crashAt);
  if (plan.point === 'backup') return dieInBackup(site, crashAt, plan.ms);
  return dieUnderLoad(site, STUCK_MS, crashAt);
};
