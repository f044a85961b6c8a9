/**
 * Work on named things, one attempt at a time: what an attempt leaves is tried again, ever more seldom, until the
 * connection is over. A new wish starts the next attempt at once.
 */
import { type Clock, nothingToCancel } from '../../../kernel/clock.ts';

const LADDER_MS = [1_000, 10_000, 60_000, 10 * 60_000, 30 * 60_000] as const;

interface TryingPorts<T> {
  readonly clock: Pick<Clock, 'after'>;
  readonly onOver: (listener: () => void) => void;
  /** Resolves to what is left to be done. */
  readonly attempt: (wanted: readonly T[]) => Promise<readonly T[]>;
  readonly failed: (reason: unknown) => void;
}

export const createTrying = <T>({ clock, onOver, attempt, failed }: TryingPorts<T>) => {
  const wanted = new Set<T>();
  let isOver = false;
  let failures = 0;
  let cancel = nothingToCancel;
  let last = Promise.resolve();

  onOver(() => {
    isOver = true;
    cancel();
  });

  const leftOf = async (taken: readonly T[]): Promise<readonly T[]> => {
    try {
      return await attempt(taken);
    } catch (thrown) {
      failed(thrown);
      return taken;
    }
  };

  const step = async (): Promise<void> => {
    if (wanted.size === 0 || isOver) return;
    cancel();
    const taken = [...wanted];
    wanted.clear();
    const left = await leftOf(taken);
    for (const thing of left) wanted.add(thing);
    failures = left.length === 0 ? 0 : failures + 1;
    if (left.length === 0 || isOver) return;
    const waitMs = LADDER_MS[Math.min(failures, LADDER_MS.length) - 1];
    cancel = clock.after(waitMs ?? 0, () => want([]));
  };

  const want = (things: readonly T[]): void => {
    for (const thing of things) wanted.add(thing);
    last = last.then(step);
  };

  return { want };
};
