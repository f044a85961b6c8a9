/**
 * A piece of work that may be asked for much more often than it should be done.
 *
 * The first request waits for a moment, so that a burst becomes one; while more keep coming it is done once a second, and
 * after the last request once more, so that what is shown is never older than the last fact. In a tab that nobody looks at it
 * waits until someone does.
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
