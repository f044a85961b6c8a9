/** The rows of the list, a link each. The arrow keys go from one to the next, Home and End to the first and the last. */
import { useEffect, useRef } from 'preact/hooks';
import type { Job } from './job.ts';
import type { Listed } from './merge.ts';
import { Row } from './row.tsx';
import type { Selection } from './selection.ts';
import type { Place } from './use-jobs.ts';
import { useAnchor, useKeptScroll, useMedia, useWindow } from './use-window.ts';

const ROW_PX = 60;
const ROW_NARROW_PX = 96;
/** The height of the toolbar with the heading above the rows, and more than that of the tabs below them. */
const EDGE_PX = 96;
/** The next page is fetched when this many loaded rows are left. */
const AHEAD = 40;

const STEPS: Readonly<Record<string, (from: number, rows: number, page: number) => number>> = {
  ArrowDown: (from) => from + 1,
  ArrowUp: (from) => from - 1,
  PageDown: (from, _, page) => from + page,
  PageUp: (from, _, page) => from - page,
  Home: () => 0,
  End: (_, rows) => rows - 1,
};

/** Scrolls the page no further than it takes to show a row. */
const bringIntoView = (box: HTMLElement, index: number, height: number): void => {
  const top = box.getBoundingClientRect().top + index * height;
  const below = top + height - (innerHeight - EDGE_PX);
  if (top < EDGE_PX) scrollBy(0, top - EDGE_PX);
  else if (below > 0) scrollBy(0, below);
};

/** Moves the focus from row to row by key; rows far away are in the document only after the page has scrolled there. */
const useSteps = (box: { readonly current: HTMLElement | null }, rows: number, height: number) => {
  const wanted = useRef<number | null>(null);
  const focus = (index: number): boolean => {
    const link = box.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    link?.focus({ preventScroll: true });
    return link != null;
  };
  useEffect(() => {
    if (wanted.current !== null && focus(wanted.current)) wanted.current = null;
  });
  return (event: KeyboardEvent): void => {
    const at = event.target instanceof HTMLElement ? event.target.dataset['index'] : undefined;
    const to = STEPS[event.key];
    if (!box.current || at === undefined || !to || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const page = Math.max(Math.floor((innerHeight - 2 * EDGE_PX) / height), 1);
    const index = Math.min(Math.max(to(Number(at), rows, page), 0), rows - 1);
    bringIntoView(box.current, index, height);
    if (!focus(index)) wanted.current = index;
  };
};

const Head = () => (
  <div role="rowgroup" class="job-head">
    <div role="row" class="job-row" aria-rowindex={1}>
      <span role="columnheader">
        <span class="hidden-text">Selected</span>
      </span>
      <span role="columnheader">Status</span>
      <span role="columnheader">To</span>
      <span role="columnheader">Message, and how it stands</span>
      <span role="columnheader" class="job-attempts">
        Attempts
      </span>
      <span role="columnheader" class="job-time">
        Queued
      </span>
    </div>
  </div>
);

interface ListProps {
  readonly listed: Listed<Job>;
  readonly search: string;
  readonly place: Place;
  readonly selection: Selection;
  readonly more: () => void;
  readonly inView: (jobIds: readonly string[]) => void;
}

export const JobList = ({ listed: { items, nextCursor }, search, place, selection, more, inView }: ListProps) => {
  const box = useRef<HTMLDivElement>(null);
  const height = useMedia('(max-width: 640px)') ? ROW_NARROW_PX : ROW_PX;
  useKeptScroll(place);
  const { first, last } = useWindow(box, height, items.length);
  useAnchor(box, height, items);
  const step = useSteps(box, items.length, height);
  const shown = items.slice(first, last);

  useEffect(() => {
    inView(shown.map(({ jobId }) => jobId));
    if (nextCursor !== null && last > items.length - AHEAD) more();
  }, [first, last, items]);

  return (
    <div
      class="job-table"
      onKeyDown={step}
      role="table"
      aria-label="Jobs, newest first"
      aria-rowcount={nextCursor === null ? items.length + 1 : -1}
    >
      <Head />
      <div class="job-rows" ref={box} role="rowgroup" style={{ height: `${items.length * height}px` }}>
        {shown.map((job, nth) => (
          <Row
            key={job.jobId}
            job={job}
            index={first + nth}
            top={(first + nth) * height}
            height={height}
            search={search}
            selected={selection.has(job.jobId)}
            select={selection.select}
          />
        ))}
      </div>
    </div>
  );
};
