/**
 * Follows the log over one connection for the whole page, and reconnects by itself.
 *
 * Every fact after its first position arrives once and in order, however often the connection breaks: each new connection
 * begins after the last fact that arrived. After a very long absence the feed restarts near the head and calls `reset`.
 */
import { get, request, type Schema } from '../api/client.ts';
import { LoggedOut, problemOf } from '../api/problem.ts';
import { eventData } from './stream.ts';

export type Fact = Schema<'Fact'>;

/** What a contact does right now. It has no place in the log, and nothing keeps it. */
export interface Presence {
  readonly session: string;
  readonly chatId: string;
  readonly from: Schema<'Person'>;
  readonly state: 'typing' | 'recording' | 'paused' | 'available' | 'unavailable';
}

export interface Hearer {
  fact(fact: Fact): void;
  presence(presence: Presence): void;
  /** The state of the connection; `away` only after an attempt to connect has failed. */
  link(state: 'live' | 'away'): void;
  /** Facts were left out, or the log is another one: everything shown must be fetched again. */
  reset(): void;
}

/** The number of facts before the head that the first connection starts with. */
const HISTORY = 100;
/** A page that is further behind fetches the current state and skips the facts that led to it. */
const BEHIND_MAX = 2_000;
/** The pause after each failure in a row. The first applies to a connection that ended normally. */
const BACKOFF_MS = [200, 500, 1_000, 2_000, 4_000, 8_000] as const;
/** The gateway says something at least every 15 seconds. */
const SILENCE_MS = 40_000;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const now = (): void => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', now, { once: true });
    // The network is back, or the laptop woke up: no need to wait for the rest.
    addEventListener('online', now, { once: true, signal });
  });

/** The position to continue from: the last fact that arrived, unless that is too far back or from another log. */
const nextStart = async (heard: number | null): Promise<{ after: number; reset: boolean }> => {
  const { head } = await get('/api/audit');
  const fits = heard !== null && heard <= head.position && head.position - heard <= BEHIND_MAX;
  return fits ? { after: heard, reset: false } : { after: Math.max(head.position - HISTORY, 0), reset: heard !== null };
};

/** Calls `quiet` when nothing calls `heard` for too long. */
const watchdog = (quiet: () => void) => {
  let timer = setTimeout(quiet, SILENCE_MS);
  return {
    heard: () => {
      clearTimeout(timer);
      timer = setTimeout(quiet, SILENCE_MS);
    },
    end: () => clearTimeout(timer),
  };
};

export interface Feed {
  /** Follows the log, from where it left off, until the signal aborts or the login is over. */
  follow(signal: AbortSignal): Promise<void>;
  /** The next connection begins near the head, like the first one. */
  forget(): void;
}

export const openFeed = (hearer: Hearer): Feed => {
  let heard: number | null = null;
  let failures = 0;

  const listen = async (signal: AbortSignal): Promise<void> => {
    const { after, reset } = await nextStart(heard);
    const silence = new AbortController();
    const dog = watchdog(() => silence.abort());
    try {
      const answer = await request('get', `/api/events/live?after=${after}`, {
        signal: AbortSignal.any([signal, silence.signal]),
      });
      if (!answer.ok || !answer.body) throw await problemOf(answer);
      heard = after;
      failures = 0;
      hearer.link('live');
      if (reset) hearer.reset();
      for await (const data of eventData(answer.body)) {
        dog.heard();
        if (data === '') continue;
        const said = JSON.parse(data) as Fact | Presence;
        if ('position' in said) {
          heard = said.position;
          hearer.fact(said);
        } else hearer.presence(said);
      }
    } finally {
      dog.end();
    }
  };

  return {
    async follow(signal) {
      while (!signal.aborted) {
        try {
          // It ends by itself with the access token, and when the gateway stops.
          await listen(signal);
        } catch (thrown) {
          if (thrown instanceof LoggedOut || signal.aborted) return;
          failures += 1;
          hearer.link('away');
        }
        await pause(BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 0, signal);
      }
    },
    forget() {
      heard = null;
    },
  };
};
