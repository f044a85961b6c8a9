/** Which jobs of the list are selected. It stays while a waybill is shown, and ends with the filter. */
import { useRef, useState } from 'preact/hooks';
import type { Job } from './job.ts';

export interface Selection {
  /** The selected jobs, in the order of the list. */
  readonly jobs: readonly Job[];
  has(jobId: string): boolean;
  /** By index in the list. With `through`, the range since the last selected row. */
  select(index: number, on: boolean, through: boolean): void;
  selectAll(on: boolean): void;
}

const NONE: ReadonlySet<string> = new Set();

/** The ids of a range of the list, in either direction. */
const range = (items: readonly Job[], from: number, to: number): string[] =>
  items.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ jobId }) => jobId);

export interface Selected {
  /** The filter that it was made with. */
  key: string;
  ids: ReadonlySet<string>;
}

/** `kept` belongs to the page and outlives the list. */
export const useSelection = (items: readonly Job[], key: string, kept: Selected): Selection => {
  const [, redraw] = useState(0);
  const last = useRef<number | null>(null);
  if (kept.key !== key) Object.assign(kept, { key, ids: NONE });

  const keep = (ids: ReadonlySet<string>): void => {
    kept.ids = ids;
    redraw((times) => times + 1);
  };
  return {
    jobs: kept.ids.size === 0 ? [] : items.filter(({ jobId }) => kept.ids.has(jobId)),
    has: (jobId) => kept.ids.has(jobId),
    select(index, on, through) {
      const ids = new Set(kept.ids);
      for (const id of range(items, through ? (last.current ?? index) : index, index)) {
        if (on) ids.add(id);
        else ids.delete(id);
      }
      last.current = index;
      keep(ids);
    },
    selectAll(on) {
      last.current = null;
      keep(on ? new Set(items.map(({ jobId }) => jobId)) : NONE);
    },
  };
};
