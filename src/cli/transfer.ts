/** How much of a file has been sent: one line of a terminal, which is rewritten. A quick transfer shows nothing. */
import type { Shell } from './shell.ts';

const CELLS = 24;
const NAME_MAX = 24;
const FIRST_AFTER_MS = 400;
const EVERY_MS = 100;
const MB = 1_000_000;
const MS_PER_S = 1_000;

export interface Transfer {
  /** Bytes that were sent so far. */
  at(bytes: number): void;
  /** Clears the line. */
  end(): void;
}

const SILENT: Transfer = { at: () => {}, end: () => {} };

const mb = (bytes: number): string => (bytes / MB).toFixed(1);

const shortened = (name: string): string => (name.length <= NAME_MAX ? name : `${name.slice(0, NAME_MAX - 1)}…`);

const lineOf = (name: string, bytes: number, total: number | null, ms: number): string => {
  const rate = `${mb((bytes / ms) * MS_PER_S)} MB/s`;
  if (total === null) return `${shortened(name)}  ${mb(bytes)} MB  ${rate}`;
  const full = Math.round((bytes / total) * CELLS);
  const percent = `${Math.floor((bytes / total) * 100)} %`;
  return `${shortened(name)}  ${'█'.repeat(full)}${'░'.repeat(CELLS - full)}  ${percent}  ${mb(bytes)} of ${mb(total)} MB  ${rate}`;
};

/**
 * Shows nothing where standard output is no terminal, and nothing with `NO_COLOR` or `CI`. `total` is null for an unknown
 * size. `elapsedMs` is a monotonic clock.
 */
export const transferOf = (
  shell: Shell,
  { name, total }: { name: string; total: number | null },
  elapsedMs: () => number = () => performance.now(),
): Transfer => {
  if (!shell.terminal || shell.env['NO_COLOR'] || shell.env['CI']) return SILENT;
  const began = elapsedMs();
  let next = began + FIRST_AFTER_MS;
  let isShown = false;
  return {
    at(bytes) {
      const now = elapsedMs();
      if (now < next) return;
      next = now + EVERY_MS;
      isShown = true;
      shell.overwrite(lineOf(name, bytes, total, now - began));
    },
    end() {
      if (isShown) shell.overwrite('');
    },
  };
};
