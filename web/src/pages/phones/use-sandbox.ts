/** Something fetched from the WhatsApp in the box, and fetched again whenever the box says that something has changed. */
import { effect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { request } from '../../api/client.ts';
import { LoggedOut, problemOf } from '../../api/problem.ts';
import { inView } from '../../live/in-view.ts';
import { paced } from '../../live/paced.ts';
import { eventData } from '../../live/stream.ts';
import type { Live } from '../../live/use-live.ts';

const AGAIN_MS = 1_000;

const listeners = new Set<() => void>();
let stopFollowing: (() => void) | null = null;

const tellAll = (): void => {
  for (const listener of listeners) listener();
};

const listen = async (signal: AbortSignal): Promise<void> => {
  const answer = await request('get', '/api/sandbox/live', { signal });
  if (!answer.ok || !answer.body) throw await problemOf(answer);
  // What changed before this is in what is fetched now.
  tellAll();
  for await (const data of eventData(answer.body)) if (data !== '') tellAll();
};

/** One connection for the page, as long as anything on it listens and somebody looks. */
const follow = async (signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    try {
      await listen(signal);
    } catch (thrown) {
      if (thrown instanceof LoggedOut) return;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, AGAIN_MS);
    });
  }
};

const hear = (listener: () => void): (() => void) => {
  listeners.add(listener);
  stopFollowing ??= effect(() => {
    if (!inView.value) return undefined;
    const stop = new AbortController();
    void follow(stop.signal);
    return () => stop.abort();
  });
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stopFollowing?.();
    stopFollowing = null;
  };
};

/** `null` for a key fetches nothing. */
export const useSandbox = <T>(key: string | null, load: (signal: AbortSignal) => Promise<T>): Live<T> => {
  const [state, setState] = useState<{ key: string | null; data?: T; error?: unknown }>({ key });
  const newest = useRef(load);
  newest.current = load;
  const again = useRef<() => void>(() => {});

  useEffect(() => {
    if (key === null) return undefined;
    const stop = new AbortController();
    const fetchOnce = async (): Promise<void> => {
      try {
        const data = await newest.current(stop.signal);
        if (!stop.signal.aborted) setState({ key, data });
      } catch (error) {
        if (stop.signal.aborted || error instanceof LoggedOut) return;
        setState((before) => (before.key === key ? { ...before, error } : { key, error }));
      }
    };
    const work = paced(fetchOnce);
    again.current = () => work.request();
    void fetchOnce();
    const forget = hear(() => work.request());
    return () => {
      forget();
      work.end();
      stop.abort();
    };
  }, [key]);

  const current = state.key === key ? state : { key };
  return { data: current.data, error: current.error, reload: () => again.current() };
};
