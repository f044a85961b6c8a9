/**
 * Work that no two tabs do at once.
 *
 * Browsers have locks for it, but only on secure origins: https and localhost. On others a tab writes its name into
 * localStorage, waits for a moment, and has the turn when its name still stands there.
 */
const LOOK_AGAIN_MS = 40;
/** A tab that was closed in its turn does not hold the others up for longer. */
const FORSAKEN_MS = 10_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const heldSince = (name: string): number => Number(localStorage.getItem(name)?.split(' ', 1)[0] ?? 0);

const claim = async (name: string): Promise<void> => {
  for (;;) {
    while (Date.now() - heldSince(name) < FORSAKEN_MS) await pause(LOOK_AGAIN_MS);
    const mine = `${Date.now()} ${Math.random()}`;
    localStorage.setItem(name, mine);
    await pause(LOOK_AGAIN_MS);
    if (localStorage.getItem(name) === mine) return;
  }
};

export const exclusively = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  if ('locks' in navigator) return navigator.locks.request(name, work) as Promise<T>;
  await claim(name);
  try {
    return await work();
  } finally {
    localStorage.removeItem(name);
  }
};
