/** Tells to whom the threads connect that run `watched-worker.ts`. */

/** A connection that a thread begins. */
export interface Contacted {
  readonly session: string;
  readonly address: string;
  readonly port: number;
}

export const CONTACTS = 'contacts of threads';

export const WATCHED_WORKER = new URL('./watched-worker.ts', import.meta.url);

export interface Watch {
  readonly contacted: readonly Contacted[];
  /** Resolves once so many connections were begun. */
  count(least: number): Promise<void>;
  end(): void;
}

export const watchThreads = (): Watch => {
  const contacted: Contacted[] = [];
  const channel = new BroadcastChannel(CONTACTS);
  let look = (): void => {};
  channel.addEventListener('message', (event: Event & { readonly data?: unknown }) => {
    contacted.push(event.data as Contacted);
    look();
  });
  return {
    contacted,
    count: (least) =>
      new Promise((resolve) => {
        look = () => void (contacted.length >= least && resolve());
        look();
      }),
    end: () => channel.close(),
  };
};
