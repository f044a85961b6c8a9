/** What a command has around it: the environment, the terminal, and the signal that ends it. */
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { messageOf } from '../kernel/fault.ts';
import type { Environment } from '../config/config.ts';
import { EXIT, Ending } from './exits.ts';

export interface Shell {
  readonly env: Environment;
  /** Whether a person sees standard output as it comes. */
  readonly terminal: boolean;
  /** A line of standard output: what was asked for. */
  out(line: string): void;
  /** A line of standard error: what is said about it. */
  err(line: string): void;
  /** Replaces the last line of standard output; for a terminal only. */
  overwrite(line: string): void;
  /** All of standard input. */
  input(): string;
  /** Aborts when the process is asked to stop; its reason is the signal's name. A second signal ends the process at once. */
  stop(): AbortSignal;
}

const STANDARD_INPUT = 0;
/** 128 and the number of SIGINT, as shells count it. */
const INTERRUPTED = 130;

/** `.env` of the current folder; what is set in the environment itself counts more. */
const dotEnv = (): Environment => {
  try {
    return parseEnv(readFileSync('.env', 'utf8'));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Ending(EXIT.configuration, `The file .env cannot be read: ${messageOf(thrown)}`);
  }
};

/** A Ctrl-C under npm comes twice: from the terminal, and once more from npm. */
const ONE_SIGNAL_MS = 1_000;

const stopSignal = (): AbortSignal => {
  const stopping = new AbortController();
  let first = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (!stopping.signal.aborted) first = performance.now();
    else if (performance.now() - first > ONE_SIGNAL_MS) process.exit(INTERRUPTED);
    stopping.abort(signal);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return stopping.signal;
};

/** `waybill events | head` closes the pipe before everything is printed; that is how it should end. */
export const endWithReader = (thrown: NodeJS.ErrnoException): void => {
  if (thrown.code === 'EPIPE') process.exit();
  throw thrown;
};

export const systemShell = (): Shell => {
  process.stdout.on('error', endWithReader);
  let stop: AbortSignal | null = null;
  return {
    // When it is asked for, so that a file that cannot be read ends the command and not the help.
    get env() {
      return { ...dotEnv(), ...process.env };
    },
    terminal: process.stdout.isTTY,
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    overwrite: (line) => void process.stdout.write(`\r${line}\u001b[K`),
    input: () => readFileSync(STANDARD_INPUT, 'utf8'),
    stop: () => (stop ??= stopSignal()),
  };
};
