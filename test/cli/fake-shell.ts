/** A shell without a process: output is captured, and input comes from the test. */
import type { Environment } from '../../src/config/config.ts';
import { run } from '../../src/cli/main.ts';
import type { Shell } from '../../src/cli/shell.ts';

interface Setting {
  readonly env?: Environment;
  readonly input?: string;
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

export const fakeShell = ({ env = {}, input = '', terminal = false, heard, stop }: Setting = {}): FakeShell => {
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
    stop: () => stop ?? new AbortController().signal,
  };
};

/** Runs a command line as a user types it. */
export const waybill = async (line: string, setting: Setting = {}) => {
  const shell = fakeShell(setting);
  const exit = await run(line.split(' ').filter(Boolean), shell);
  return { exit, out: shell.outLines.join('\n'), err: shell.errLines.join('\n'), lines: shell.outLines };
};
