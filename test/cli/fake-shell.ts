/** A shell without a process: output is captured, and input comes from the test. */
import { Readable } from 'node:stream';
import type { Environment } from '../../src/config/config.ts';
import { run } from '../../src/cli/main.ts';
import type { Shell } from '../../src/cli/shell.ts';

interface Setting {
  readonly env?: Environment;
  readonly input?: string;
  /** Standard input as it comes; `input` when left out. */
  readonly stream?: Readable;
  readonly terminal?: boolean;
  /** Called with each line of standard output. */
  readonly heard?: (line: string) => void;
  readonly stop?: AbortSignal;
}

export interface FakeShell extends Shell {
  readonly outLines: string[];
  readonly errLines: string[];
  readonly overwritten: string[];
}

export const fakeShell = ({ env = {}, input = '', stream, terminal = false, heard, stop }: Setting = {}): FakeShell => {
  const outLines: string[] = [];
  const errLines: string[] = [];
  const overwritten: string[] = [];
  return {
    env,
    terminal,
    outLines,
    errLines,
    overwritten,
    out(line) {
      outLines.push(...line.split('\n'));
      heard?.(line);
    },
    err: (line) => void errLines.push(...line.split('\n')),
    overwrite: (line) => void overwritten.push(line),
    input: () => input,
    inputBytes: () => stream ?? Readable.from([Buffer.from(input)]),
    stop: () => stop ?? new AbortController().signal,
  };
};

/** Runs a command line as a user types it; a list when its words have spaces. */
export const waybill = async (line: string | readonly string[], setting: Setting = {}) => {
  const shell = fakeShell(setting);
  const exit = await run(typeof line === 'string' ? line.split(' ').filter(Boolean) : line, shell);
  return {
    exit,
    out: shell.outLines.join('\n'),
    err: shell.errLines.join('\n'),
    lines: shell.outLines,
    overwritten: shell.overwritten,
  };
};
