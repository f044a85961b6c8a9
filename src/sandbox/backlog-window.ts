/**
 * How much of a device's backlog the server hands over: at most as many stanzas as the device has asked for
 * (`offline_batch`). It then waits for the next request, and tells nothing that is new before the end of the backlog.
 */
export interface BacklogWindow {
  /** The device asks for so many more stanzas. */
  grant(count: number): void;
  /** Resolves when one more may be handed over; to false if the connection is over. */
  next(): Promise<boolean>;
  close(): void;
}

export const backlogWindow = (): BacklogWindow => {
  let granted = 0;
  let closed = false;
  let waiting: (() => void) | null = null;

  const isOpen = (): boolean => granted > 0 || closed;

  const wake = (): void => {
    waiting?.();
    waiting = null;
  };

  return {
    grant(count) {
      granted += count;
      wake();
    },
    async next() {
      while (!isOpen()) await new Promise<void>((resume) => (waiting = resume));
      granted -= 1;
      return !closed;
    },
    close() {
      closed = true;
      wake();
    },
  };
};
