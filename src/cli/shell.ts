/** The surroundings of a command: the environment, the terminal, and the signal that ends it. */
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { parseEnv } from 'node:util';
import { messageOf } from '../kernel/fault.ts';
import type { Environment } from '../config/config.ts';
import { EXIT, Ending } from './exits.ts';

export interface Shell {
  readonly env: Environment;
  /** The variables that the file `.env` gives and the environment does not. Left out if there is no file. */
  readonly inFile?: ReadonlySet<string>;
  /** Whether standard output is a terminal. */
  readonly terminal: boolean;
  /** Prints a line of the result on standard output. */
  out(line: string): void;
  /** Prints a remark on standard error. */
  err(line: string): void;
  /** Replaces the last line of standard output. Only for a terminal. */
  overwrite(line: string): void;
  /** Reads all of standard input. */
  input(): string;
  /** Standard input as it comes. */
  inputBytes(): Readable;
  /**
   * Aborts at the first SIGINT or SIGTERM, with the name of the signal as its reason. A second signal ends the process
   * at once.
   */
  stop(): AbortSignal;
}

const STANDARD_INPUT = 0;
/** 128 plus the number of SIGINT, by the convention of shells. */
const INTERRUPTED = 130;

/** Adds the variables of `.env` in the current folder. The environment takes precedence. */
const dotEnv = (): Environment => {
  try {
    return parseEnv(readFileSync('.env', 'utf8'));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Ending(EXIT.configuration, `The file .env cannot be read: ${messageOf(thrown)}`);
  }
};

/** Under npm, a Ctrl-C arrives twice: from the terminal, and again from npm. */
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

/** `waybill events | head` closes the pipe early, which is a normal end. */
export const endWithReader = (thrown: NodeJS.ErrnoException): void => {
  if (thrown.code === 'EPIPE') process.exit();
  throw thrown;
};

export const systemShell = (): Shell => {
  process.stdout.on('error', endWithReader);
  let stop: AbortSignal | null = null;
  return {
    // Read on demand, so that an unreadable file ends a command but not the help.
    get env() {
      return { ...dotEnv(), ...process.env };
    },
    get inFile() {
      return new Set(Object.keys(dotEnv()).filter((name) => process.env[name] === undefined));
    },
    terminal: process.stdout.isTTY,
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    overwrite: (line) => void process.stdout.write(`\r${line}\u001b[K`),
    input: () => readFileSync(STANDARD_INPUT, 'utf8'),
    inputBytes: () => process.stdin,
    stop: () => (stop ??= stopSignal()),
  };
};
