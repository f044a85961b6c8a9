/**
 * The jobs of a filter: fetched page by page as far as somebody scrolls, and live. After facts about jobs the first page is
 * fetched again. Later rows that the facts are about are fetched again once they are in view. Both at most once a second.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { get } from '../../api/client.ts';
import { ApiProblem, LoggedOut } from '../../api/problem.ts';
import { onReset, onFact, onLive } from '../../live/live.ts';
import { type Paced, paced } from '../../live/paced.ts';
import { tellProblem } from '../../ui/toast.tsx';
import type { Filter } from './filter.ts';
import type { Job } from './job.ts';
import { append, type Listed, merge, patch } from './merge.ts';
import { queryOf } from './query.ts';
import type { Selected } from './selection.ts';

const PAGE = 100;
/** How many single rows are fetched again at once; the others follow a second later. */
const ROWS_MAX = 40;

/** A list and how far it is scrolled: kept while a waybill is shown, for the way back. */
export interface Place {
  /** The filter as text. */
  key: string;
  listed: Listed<Job> | undefined;
  /** How far the page is scrolled. */
  top: number;
  readonly selected: Selected;
}

export interface Jobs {
  /** Undefined before the first page is here. */
  readonly listed: Listed<Job> | undefined;
  readonly error: unknown;
  readonly more: () => void;
  readonly reload: () => void;
  /** Takes the rows that are in view. */
  readonly inView: (jobIds: readonly string[]) => void;
}

const fits = (job: Job, { status, priority }: Filter): boolean =>
  (status === undefined || job.status === status) && (priority === undefined || job.priority === priority);

const jobOfStream = (stream: string): string | null => (stream.startsWith('job/') ? stream.slice('job/'.length) : null);

const isGone = (thrown: unknown): boolean => thrown instanceof ApiProblem && thrown.code === 'job.not_found';

/** One job as it is now; null when it is no longer in this list. */
const look = async (jobId: string, filter: Filter, signal: AbortSignal): Promise<Job | null> => {
  try {
    const job = await get('/api/whatsapp/jobs/{jobId}', { params: { jobId }, signal });
    return fits(job, filter) ? job : null;
  } catch (thrown) {
    if (isGone(thrown)) return null;
    throw thrown;
  }
};

export const useJobs = (filter: Filter, place: Place): Jobs => {
  const key = JSON.stringify(filter);
  const [state, setState] = useState<{ key: string; listed?: Listed<Job> | undefined; error?: unknown }>({ ...place });
  const pace = useRef<Paced | null>(null);
  const visible = useRef<readonly string[]>([]);
  const fetchMore = useRef<() => void>(() => {});
  const fetchSeen = useRef<() => void>(() => {});

  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    if (place.key !== key) Object.assign(place, { key, listed: undefined, top: 0 });
    let { listed } = place;
    /** Rows that may have changed: at first all, since no facts were heard while a waybill was shown. */
    const changed = new Set(listed?.items.map(({ jobId }) => jobId));
    let fetching = false;
    let failed = false;

    const show = (next: Listed<Job>): void => {
      if (signal.aborted) return;
      listed = next;
      place.listed = next;
      setState({ key, listed });
    };
    let query: ReturnType<typeof queryOf> | undefined;
    const page = async (cursor?: string): Promise<Listed<Job>> => {
      query ??= queryOf(filter, signal);
      const asked = await query;
      return get('/api/whatsapp/jobs', { query: { ...asked, limit: PAGE, ...(cursor ? { cursor } : {}) }, signal });
    };

    const refresh = async (): Promise<void> => {
      try {
        const top = await page();
        failed = false;
        const next = listed ? merge(listed, top) : top;
        const older = new Set(next.items.slice(top.items.length).map(({ jobId }) => jobId));
        for (const id of changed) if (!older.has(id)) changed.delete(id);
        const rows = visible.current.filter((id) => changed.has(id)).slice(0, ROWS_MAX);
        for (const id of rows) changed.delete(id);
        const found = await Promise.all(rows.map(async (id) => [id, await look(id, filter, signal)] as const));
        show(patch(next, new Map(found)));
      } catch (error) {
        query = undefined;
        if (signal.aborted || error instanceof LoggedOut) return;
        failed = true;
        setState((before) => (before.key === key ? { ...before, error } : { key, error }));
      }
    };

    const more = async (): Promise<void> => {
      if (fetching || !listed?.nextCursor) return;
      fetching = true;
      const cursor = listed.nextCursor;
      try {
        const next = await page(cursor);
        // Meanwhile the list may have been fetched from the start.
        if (listed.nextCursor === cursor) show(append(listed, next));
      } catch (thrown) {
        if (!signal.aborted) tellProblem(thrown);
      } finally {
        fetching = false;
      }
    };
    fetchMore.current = () => void more();

    const work = paced(refresh);
    pace.current = work;
    fetchSeen.current = () => visible.current.some((id) => changed.has(id)) && work.request();
    void refresh();
    const stops = [
      onFact((fact) => {
        const jobId = jobOfStream(fact.stream);
        if (jobId === null) return;
        changed.add(jobId);
        work.request();
      }),
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
  return {
    listed: current.listed,
    error: current.error,
    more: () => fetchMore.current(),
    reload: () => pace.current?.request(),
    inView: (jobIds) => {
      visible.current = jobIds;
      fetchSeen.current();
    },
  };
};
