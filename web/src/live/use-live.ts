/** Data of the gateway that stays up to date: it is fetched again after facts that say it has changed. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { LoggedOut } from '../api/problem.ts';
import type { Fact } from './feed.ts';
import { session } from '../router.ts';
import { onReset, onFact, onLive } from './live.ts';
import { type Paced, paced } from './paced.ts';

export interface Live<T> {
  /** The latest answer; undefined before the first, and while every attempt has failed. */
  readonly data: T | undefined;
  /** Why the last fetch failed; `data` is then as it was before. */
  readonly error: unknown;
  /** Fetches again, soon. */
  reload(): void;
}

/**
 * `load` is called at first, whenever `key` changes, and after facts that `concerns` picks: at most once a second, however
 * many facts there are. A failed fetch is tried again when the gateway is back. `null` for a key fetches nothing.
 */
export const useLive = <T>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<T>,
  concerns: (fact: Fact) => boolean,
): Live<T> => {
  const [state, setState] = useState<{ key: string | null; data?: T; error?: unknown }>({ key });
  const newest = useRef({ load, concerns });
  newest.current = { load, concerns };
  const pace = useRef<Paced | null>(null);

  useEffect(() => {
    if (key === null) return undefined;
    const stop = new AbortController();
    let failed = false;
    const fetchOnce = async (): Promise<void> => {
      try {
        const data = await newest.current.load(stop.signal);
        failed = false;
        if (!stop.signal.aborted) setState({ key, data });
      } catch (error) {
        if (stop.signal.aborted || error instanceof LoggedOut) return;
        failed = true;
        setState((before) => (before.key === key ? { ...before, error } : { key, error }));
      }
    };
    const work = paced(fetchOnce);
    pace.current = work;
    void fetchOnce();
    const stops = [
      onFact((fact) => newest.current.concerns(fact) && work.request()),
      onReset(() => work.request()),
      onLive(() => failed && work.request()),
      () => work.end(),
      () => stop.abort(),
    ];
    return () => {
      for (const stopOne of stops) stopOne();
    };
  }, [key]);

  const current = state.key === key ? state : { key };
  return { data: current.data, error: current.error, reload: () => pace.current?.request() };
};

/** For `concerns`: facts of these kinds, `job.` or `session.` for all of a family, in the session that is shown. */
export const about =
  (...beginnings: readonly string[]) =>
  (fact: Fact): boolean =>
    beginnings.some((beginning) => fact.type.startsWith(beginning)) &&
    (fact.session ?? session.value) === session.value;
