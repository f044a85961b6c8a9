/** The measured program and the load generator, each in a process of its own. */
import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildOnce } from '../../support/spawn.ts';
import { newFolder } from './folder.ts';
import type { Load, LoadReport } from './load.ts';

const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const run = promisify(execFile);

export const load = async (asked: Load): Promise<LoadReport> => {
  const { stdout } = await run(process.execPath, [pathOf('./load.ts'), JSON.stringify(asked)]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as LoadReport;
};

export interface Server {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a file and waits until it prints its address. */
const server = async (
  file: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Server> => {
  const flags = (process.env['BENCH_NODE_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');
  const child = spawn(process.execPath, [...flags, file, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const found = /listening on (http:\S+)/i.exec(line);
      if (found?.[1]) resolve(found[1]);
    });
    void gone.then(() => reject(new Error(`${file} ended before it listened`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
};

export const bareRoute = (): Promise<Server> => server(pathOf('./bare-route.ts'));

export interface RunningWaybill extends Server {
  readonly token: string;
  readonly data: string;
  /** One number of `/metrics`, summed over its labels. */
  metric(name: string): Promise<number>;
}

const ADMIN = { email: 'bench@localhost', password: 'correct-horse-battery' };

export const login = async (url: string): Promise<string> => {
  const answer = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ADMIN),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
};

/** The phone of a sandbox scans by itself. Without this, waiting messages would be sent during another measurement. */
export const pauseQueue = async (url: string, token: string): Promise<void> => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/whatsapp/queue/pause`, { method: 'POST', headers });
  if (!answer.ok) throw new Error(`The queue was not paused (${answer.status})`);
};

/** As `npm start` runs it, with default settings, on a folder that may contain a past. */
export const startIn = async (data: string, env: Readonly<Record<string, string>> = {}): Promise<Server> => {
  buildOnce();
  const settings = {
    WAYBILL_PORT: '0',
    WAYBILL_DATA: data,
    WAYBILL_WHATSAPP: 'sandbox',
    WAYBILL_ADMIN_EMAIL: ADMIN.email,
    WAYBILL_ADMIN_PASSWORD: ADMIN.password,
  };
  return server(pathOf('../../../bin/waybill.js'), ['start'], { ...settings, ...env });
};

/** The time of a start until `/healthz` answers; it is stopped again. */
export const restartMs = async (data: string, env: Readonly<Record<string, string>> = {}): Promise<number> => {
  const start = performance.now();
  const started = await startIn(data, env);
  await (await fetch(`${started.url}/healthz`)).text();
  const ms = performance.now() - start;
  await started.stop();
  return ms;
};

/** `startIn` with a new folder and a user's token. */
export const waybill = async (env: Readonly<Record<string, string>> = {}): Promise<RunningWaybill> => {
  const folder = newFolder();
  const data = folder.path;
  const started = await startIn(data, env);
  const token = await login(started.url);
  return {
    ...started,
    token,
    data,
    async metric(name) {
      const answer = await fetch(`${started.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
      const lines = (await answer.text()).split('\n').filter((line) => /^[a-z_]+/.exec(line)?.[0] === name);
      return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
    },
    async stop() {
      await started.stop();
      folder.remove();
    },
  };
};
