/** The progress of a long task: a bar on a terminal, otherwise an occasional line. A quick task shows nothing. */
import type { Shell } from './shell.ts';

const CELLS = 30;
const BAR_EVERY_MS = 50;
const LINE_EVERY_MS = 5_000;

export interface Progress {
  at(done: number, total: number): void;
}

/** `elapsedMs` is a monotonic clock. */
export const progressOf = (
  shell: Shell,
  doing: string,
  elapsedMs: () => number = () => performance.now(),
): Progress => {
  const every = shell.terminal ? BAR_EVERY_MS : LINE_EVERY_MS;
  let told = elapsedMs();
  let barStands = false;

  const tell = (done: number, total: number): void => {
    const amount = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
    if (!shell.terminal) return shell.err(`${doing}: ${amount}`);
    const full = Math.round((done / total) * CELLS);
    shell.overwrite(`${doing}  ${'█'.repeat(full)}${'░'.repeat(CELLS - full)}  ${amount}`);
    barStands = true;
  };

  return {
    at(done, total) {
      if (done >= total) {
        if (barStands) shell.overwrite('');
        barStands = false;
      } else if (elapsedMs() - told >= every) {
        told = elapsedMs();
        tell(done, total);
      }
    },
  };
};
