/** The rows of the list, a link each. The arrow keys go from one to the next, Home and End to the first and the last. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { chatName } from '../../words/chats.ts';
import { Badge, JobBadge } from '../../ui/badge.tsx';
import { Countdown, Clock } from '../../ui/time.tsx';
import type { Job } from './filter.ts';
import type { Listed } from './merge.ts';
import type { Place } from './use-jobs.ts';
import { useAnchor, useMedia, useWindow } from './use-window.ts';

const ROW_PX = 44;
const ROW_NARROW_PX = 68;
/** The heading stays above the rows that scroll. */
const HEAD_PX = 36;
/** So many rows before the end the next page is fetched. */
const AHEAD = 40;

/** What is most worth knowing of a job in a few words. */
const Note = ({ job }: { job: Job }) => {
  if (job.status === 'retrying' && job.nextAttemptAt) {
    return (
      <>
        Tried again <Countdown until={job.nextAttemptAt} />: {job.failure?.message}
      </>
    );
  }
  if (job.failure) return <>{job.failure.message}</>;
  if (job.status === 'waiting' && job.nextAttemptAt) {
    return (
      <>
        To be sent <Countdown until={job.nextAttemptAt} over="at once" />
      </>
    );
  }
  return <>{job.message ?? 'The text was erased.'}</>;
};

const Receipt = ({ job }: { job: Job }) => {
  if (job.readAt) return <span class="ticks read">✓✓ read</span>;
  if (job.deliveredAt) return <span class="ticks">✓✓ delivered</span>;
  return job.status === 'completed' ? <span class="ticks">✓ sent</span> : null;
};

interface RowProps {
  readonly job: Job;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly search: string;
}

const Row = ({ job, index, top, height, search }: RowProps) => (
  <div class="job-row" role="row" aria-rowindex={index + 2} style={{ top: `${top}px`, height: `${height}px` }}>
    <span role="cell" class="job-status">
      <JobBadge status={job.status} />
    </span>
    <span role="cell" class="job-to ellipsis">
      <a href={`/jobs/${job.jobId}${search}`} data-index={index}>
        {chatName(job.chatId)}
      </a>
      {job.priority !== 'NORMAL' && (
        <Badge
          tone={job.priority === 'HIGH' ? 'active' : 'cancelled'}
          icon={job.priority === 'HIGH' ? 'alert' : 'minus'}
          word={job.priority === 'HIGH' ? 'High' : 'Low'}
        />
      )}
    </span>
    <span role="cell" class={`job-note ellipsis ${job.failure ? `tone-${job.status}` : ''}`} dir="auto">
      <Note job={job} />
    </span>
    <span role="cell" class="job-receipt">
      <Receipt job={job} />
    </span>
    <span role="cell" class="job-time quiet">
      <Clock at={job.queuedAt} />
    </span>
  </div>
);

const STEPS: Readonly<Record<string, (from: number, rows: number, page: number) => number>> = {
  ArrowDown: (from) => from + 1,
  ArrowUp: (from) => from - 1,
  PageDown: (from, _, page) => from + page,
  PageUp: (from, _, page) => from - page,
  Home: () => 0,
  End: (_, rows) => rows - 1,
};

interface ListProps {
  readonly listed: Listed<Job>;
  readonly search: string;
  readonly place: Place;
  readonly more: () => void;
  readonly inView: (jobIds: readonly string[]) => void;
}

export const JobList = ({ listed: { items, nextCursor }, search, place, more, inView }: ListProps) => {
  const box = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | null>(null);
  const height = useMedia('(max-width: 640px)') ? ROW_NARROW_PX : ROW_PX;
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    element.scrollTop = place.top;
    return () => {
      place.top = element.scrollTop;
    };
  }, []);
  const { first, last } = useWindow(box, height, items.length);
  useAnchor(box, height, items);
  const shown = items.slice(first, last);

  useEffect(() => {
    inView(shown.map(({ jobId }) => jobId));
    if (nextCursor !== null && last > items.length - AHEAD) more();
  }, [first, last, items]);

  const focus = (index: number): boolean => {
    const link = box.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    link?.focus({ preventScroll: true });
    return link != null;
  };
  // A row that was far away is in the document only after it has been scrolled to.
  useEffect(() => {
    if (wanted.current !== null && focus(wanted.current)) wanted.current = null;
  });

  const step = (event: KeyboardEvent): void => {
    const element = box.current;
    const at = event.target instanceof HTMLElement ? event.target.dataset['index'] : undefined;
    const to = STEPS[event.key];
    if (!element || at === undefined || !to || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const index = Math.min(
      Math.max(to(Number(at), items.length, Math.floor(element.clientHeight / height)), 0),
      items.length - 1,
    );
    const [top, bottom] = [index * height, (index + 1) * height + HEAD_PX];
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
    if (!focus(index)) wanted.current = index;
  };

  return (
    <div
      class="job-box"
      ref={box}
      onKeyDown={step}
      role="table"
      aria-label="Jobs, newest first"
      aria-rowcount={nextCursor === null ? items.length + 1 : -1}
    >
      <div role="rowgroup" class="job-head">
        <div role="row" class="job-row" aria-rowindex={1}>
          <span role="columnheader">Status</span>
          <span role="columnheader">To</span>
          <span role="columnheader">Message, or what went wrong</span>
          <span role="columnheader" class="job-receipt">
            Receipt
          </span>
          <span role="columnheader" class="job-time">
            Queued
          </span>
        </div>
      </div>
      <div class="job-rows" role="rowgroup" style={{ height: `${items.length * height}px` }}>
        {shown.map((job, place) => (
          <Row
            key={job.jobId}
            job={job}
            index={first + place}
            top={(first + place) * height}
            height={height}
            search={search}
          />
        ))}
      </div>
    </div>
  );
};
