/** Facts whole, with their data: fetched in pages for what is in view, a few pages kept. */
import { signal } from '@preact/signals';
import { get } from '../api/client.ts';
import type { Fact } from '../live/feed.ts';
import type { Track } from './track.ts';

const PAGE = 100;
const PAGES_MAX = 40;

export interface FactData {
  /** Null while it is under way. */
  at(index: number): Fact | null;
  /** Fetches what is missing between two places. */
  need(first: number, last: number): void;
  append(index: number, fact: Fact): void;
}

export const openData = (track: Track): FactData => {
  const pages = new Map<number, Fact[]>();
  const pending = new Set<number>();
  const arrived = signal(0);

  const load = async (page: number): Promise<void> => {
    const first = track.row(page * PAGE + 1);
    if (pages.has(page) || pending.has(page) || !first) return;
    pending.add(page);
    try {
      const { items } = await get('/api/events', {
        query: {
          ...(track.stream === null ? {} : { stream: track.stream }),
          after: first.position - 1,
          limit: PAGE,
        },
      });
      pages.set(page, items);
      const [oldest] = pages.keys();
      if (pages.size > PAGES_MAX && oldest !== undefined) pages.delete(oldest);
      arrived.value += 1;
    } finally {
      pending.delete(page);
    }
  };

  return {
    at(index) {
      void arrived.value;
      return pages.get(Math.floor((index - 1) / PAGE))?.[(index - 1) % PAGE] ?? null;
    },
    need(first, last) {
      for (let page = Math.floor((Math.max(first, 1) - 1) / PAGE); page * PAGE < last; page += 1) {
        // It is asked for again as soon as the view moves.
        void load(page).catch(() => {});
      }
    },
    append(index, fact) {
      const page = pages.get(Math.floor((index - 1) / PAGE));
      if (page?.length !== (index - 1) % PAGE) return;
      page.push(fact);
      arrived.value += 1;
    },
  };
};
