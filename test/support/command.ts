/** A command of Waybill in the test's own process, where a process of its own would prove no more. */
import { run } from '../../src/cli/main.ts';
import { fakeShell } from '../cli/fake-shell.ts';

export interface Ended {
  readonly code: number;
  readonly output: string;
}

export const command = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> => {
  const shell = fakeShell({ env });
  const code = await run(args, shell);
  return { code, output: [...shell.outLines, ...shell.errLines].join('\n') };
};

/** The verdict of `waybill verify` on a data folder. */
export const verified = (data: string): Promise<Ended> => command(['verify'], { WAYBILL_DATA: data });
