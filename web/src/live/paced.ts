/**
 * Work that is requested much more often than it should run.
 *
 * The first request waits for a moment, so that a burst becomes one run. Under steady requests it runs once a second, and once
 * more after the last request, so that a page is never older than the last fact. A hidden tab waits until it is shown.
 */
const GATHER_MS = 40;
const APART_MS = 1_000;

export interface Paced {
  request(): void;
  end(): void;
}

export const paced = (work: () => Promise<void>): Paced => {
  let wanted = false;
  let running = false;
  let ended = false;
  let lastAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run = async (): Promise<void> => {
    timer = undefined;
    if (ended || document.hidden) return;
    wanted = false;
    running = true;
    lastAt = performance.now();
    await work().finally(() => {
      running = false;
    });
    plan();
  };

  const plan = (): void => {
    if (!wanted || running || ended || timer !== undefined || document.hidden) return;
    timer = setTimeout(() => void run(), Math.max(GATHER_MS, lastAt + APART_MS - performance.now()));
  };

  document.addEventListener('visibilitychange', plan);
  return {
    request: () => {
      wanted = true;
      plan();
    },
    end: () => {
      ended = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', plan);
    },
  };
};
