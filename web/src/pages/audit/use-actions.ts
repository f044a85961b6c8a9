/** The list of actions, newest first. Its beginning is live, and older pages are loaded on request. */
import { useEffect, useState } from 'preact/hooks';
import { get, type Schema } from '../../api/client.ts';
import { type Live, useLive } from '../../live/use-live.ts';
import { join } from './join.ts';

export type Action = Schema<'Action'>;
export type Area = 'users' | 'queue' | 'session' | 'media' | 'jobs' | 'process';
export type By = 'people' | 'system' | 'whatsapp';

export interface ActionFilter {
  readonly area?: Area;
  readonly by?: By;
}

interface Page {
  readonly items: readonly Action[];
  readonly nextCursor: string | null;
}

const PAGE = 50;
const CONCERNS = /^(?:user|key|queue|session|process)\.|^job\.(?:retried|cancelled|dismissed)$/;

export interface Actions {
  readonly live: Live<Page>;
  readonly items: readonly Action[];
  /** Null at the end. */
  readonly more: (() => Promise<void>) | null;
}

const NOTHING: Page = { items: [], nextCursor: null };

export const useActions = (filter: ActionFilter): Actions => {
  const key = `actions ${filter.area ?? ''} ${filter.by ?? ''}`;
  const page = (cursor?: string, signal?: AbortSignal): Promise<Page> =>
    get('/api/audit/actions', {
      query: { ...filter, limit: PAGE, ...(cursor ? { cursor } : {}) },
      ...(signal ? { signal } : {}),
    });
  const [known, setKnown] = useState({ key, page: NOTHING });
  const live = useLive(
    key,
    (signal) => page(undefined, signal),
    ({ type }) => CONCERNS.test(type),
  );
  const before = known.key === key ? known.page : NOTHING;
  const shown = live.data ? join(before, live.data) : before;
  // What the next page pushes out must not be forgotten.
  useEffect(() => {
    const { data } = live;
    if (data) setKnown((before) => ({ key, page: join(before.key === key ? before.page : NOTHING, data) }));
  }, [live.data]);

  const more = async (): Promise<void> => {
    if (shown.nextCursor === null) return;
    const { items, nextCursor } = await page(shown.nextCursor);
    setKnown((before) =>
      before.key === key && before.page.nextCursor === shown.nextCursor
        ? { key, page: { items: [...before.page.items, ...items], nextCursor } }
        : before,
    );
  };
  return { live, items: shown.items, more: shown.nextCursor === null ? null : more };
};
