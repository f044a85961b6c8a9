/** The real program as a user starts it: a process, its output, its exit. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const pathOf = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));

const entry = pathOf('bin/waybill.js');

let isBuilt = false;

/** Before the first start: the built program starts in half of the processor time. */
export const buildOnce = (): void => {
  if (!isBuilt) spawnSync(process.execPath, [pathOf('build/program.js'), '--if-needed'], { stdio: 'inherit' });
  isBuilt = true;
};

export interface Process {
  readonly child: ChildProcess;
  /** The first matching line, past or future. Rejects when the process ends first. */
  line(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Its whole output. */
  output(): string;
  /** Sends this signal and returns the exit code; null if the signal killed it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  exited(): Promise<number | null>;
}

export interface Around {
  /** A file that runs in the process before Waybill. */
  readonly preload?: string;
  /** A command that runs its arguments as a command, such as one that enters a namespace. */
  readonly within?: readonly string[];
}

export type Spawn = (args: readonly string[], env?: Readonly<Record<string, string>>, around?: Around) => Process;

/** Runs `waybill` with these arguments. The caller has to end it. */
export const spawnWaybill: Spawn = (args, env = {}, { preload, within = [] } = {}) => {
  buildOnce();
  const imported = preload === undefined ? [] : ['--import', preload];
  const [command = '', ...rest] = [...within, process.execPath, ...imported, entry, ...args];
  const child = spawn(command, rest, {
    env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(child, 'exit').then(([code]) => code as number | null);
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (const listener of listeners) listener();
    });
  }

  return {
    child,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = text.match(pattern);
          if (!found) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        void gone.then((code) => reject(new Error(`It ended with ${code} before it printed ${pattern}:\n${text}`)));
      }),
    output: () => text,
    async end(signal) {
      child.kill(signal);
      return gone;
    },
    exited: () => gone,
  };
};
