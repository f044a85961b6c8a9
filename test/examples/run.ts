/** Runs an example as its reader would: as a process, against a Waybill of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ADMIN } from '../support/client.ts';
import { type GatewayInside, startGatewayInside } from '../support/gateway-inside.ts';
import { layLinked } from '../support/linked-folder.ts';
import { ROOT } from '../tidy/source-files.ts';

const looked = new Map<string, boolean>();

/** Whether a program is installed on this machine. */
export const has = (program: string): boolean => {
  const known = looked.get(program) ?? spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
  looked.set(program, known);
  return known;
};

let pythonItself = '';

/** Python itself, asked once: the shim of a version manager takes longer than an example. */
export const python = (): string => {
  if (pythonItself !== '') return pythonItself;
  const { status, stdout } = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  looked.set('python3', status === 0);
  pythonItself = status === 0 ? stdout.trim() : 'python3';
  return pythonItself;
};

/** A Waybill with the embedded WhatsApp. */
const startWaybill = (data: string, port: string): Promise<GatewayInside> =>
  startGatewayInside(data, { WAYBILL_WHATSAPP: 'sandbox', WAYBILL_PORT: port, WAYBILL_FETCH_ALLOW: '127.0.0.1' });

/** Its address after the first start. */
export const addressOf = async (server: Server): Promise<string> => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** An address at which nothing listens. */
export const nowhere = async (): Promise<string> => {
  const server = createServer();
  const url = await addressOf(server);
  await once(server.close(), 'close');
  return url;
};

export interface OneForAll {
  readonly url: string;
  /** Stops it as a signal does, and starts it again at the same address. */
  restart(): Promise<void>;
  end(): Promise<void>;
}

/** One Waybill for all tests of a file: starting one takes longer than an example. */
export const oneForAll = async (): Promise<OneForAll> => {
  const data = mkdtempSync(join(tmpdir(), 'waybill-examples-'));
  await layLinked(data);
  let waybill = await startWaybill(data, '0');
  const { url } = waybill.client;
  return {
    url,
    async restart() {
      await waybill.stop();
      waybill = await startWaybill(data, new URL(url).port);
    },
    async end() {
      await waybill.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
};

export interface Example {
  /** Lines of its standard output so far. */
  lines(): string[];
  /** Resolves when its output matches. Rejects when it ends before. */
  until(done: (lines: readonly string[]) => boolean): Promise<void>;
  /** Resolves when its standard error matches. Rejects when it ends before. */
  complains(like: RegExp): Promise<void>;
  /** Its exit code and its whole output. */
  ended(): Promise<{ code: number | null; said: string; complained: string }>;
  /** Closes the reader of its standard output. */
  closePipe(): void;
  kill(): Promise<void>;
}

export const runExample = (
  [program = '', file = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  /** What the program wants to be told before the file. */
  options: readonly string[] = [],
): Example => {
  const child = spawn(program, [...options, join(ROOT, 'examples', file), ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
      WAYBILL_EMAIL: ADMIN.email,
      WAYBILL_PASSWORD: ADMIN.password,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(child, 'close').then(([code]) => code as number | null);
  let said = '';
  let complained = '';
  const looks = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    for (const look of looks) look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text;
    for (const look of looks) look();
  });
  const lines = () => said.split('\n').slice(0, -1);
  const met = (done: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (!done()) return;
        looks.delete(look);
        resolve();
      };
      looks.add(look);
      look();
      void gone.then((code) => reject(new Error(`${file} ended with ${code}:\n${said}${complained}`)));
    });
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  return {
    lines,
    until: (done) => met(() => done(lines())),
    complains: (like) => met(() => like.test(complained)),
    ended: async () => ({ code: await gone, said: said + complained, complained }),
    closePipe: () => void child.stdout.destroy(),
    kill,
  };
};
