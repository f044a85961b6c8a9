/** Tells to whom the threads connect that run `watched-worker.ts`. */

/** A connection that a thread begins. */
export interface Contacted {
  readonly session: string;
  readonly address: string;
  readonly port: number;
}

/** Names the channel of the threads that begin now, so that a thread of an earlier test is not heard. */
export const CHANNEL_VARIABLE = 'WAYBILL_TEST_CONTACTS';

let watches = 0;

export const WATCHED_WORKER = new URL('./watched-worker.ts', import.meta.url);

export interface Watch {
  readonly contacted: readonly Contacted[];
  /** Resolves once so many connections were begun. */
  count(least: number): Promise<void>;
  end(): void;
}

export const watchThreads = (): Watch => {
  const contacted: Contacted[] = [];
  watches += 1;
  const name = `contacts ${watches}`;
  process.env[CHANNEL_VARIABLE] = name;
  const channel = new BroadcastChannel(name);
  let look: (() => void) | null = null;
  channel.addEventListener('message', (event: Event & { readonly data?: unknown }) => {
    contacted.push(event.data as Contacted);
    look?.();
  });
  return {
    contacted,
    count: (least) =>
      new Promise((resolve) => {
        const seen = (): void => void (contacted.length >= least && resolve());
        look = seen;
        seen();
      }),
    end() {
      channel.close();
      delete process.env[CHANNEL_VARIABLE];
    },
  };
};
