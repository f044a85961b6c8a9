/** One job as a row: what it says, how it stands, and why it has not arrived if it has not. */
import { KindLine, KindSign } from '../../kinds/line.tsx';
import { linkTo } from '../../router.ts';
import { Badge, JobBadge } from '../../ui/badge.tsx';
import { Clock, Countdown } from '../../ui/time.tsx';
import { chatName } from '../../words/chats.ts';
import { holdNow } from '../../words/holds.ts';
import { PRIORITY_WORDS } from '../../words/priorities.ts';
import type { Job } from './job.ts';

const Receipt = ({ job }: { job: Job }) => {
  if (job.readAt) return <span class="ticks read">✓✓ Read</span>;
  return <span class="ticks">{job.deliveredAt ? '✓✓ Delivered' : '✓ Sent'}</span>;
};

const Wait = ({ job: { hold, nextAttemptAt } }: { job: Job }) => {
  if (nextAttemptAt && (hold === null || hold.reason === 'scheduled')) {
    return (
      <>
        To be sent <Countdown until={nextAttemptAt} over="at once" />
      </>
    );
  }
  if (hold === null) return <>Waits for its turn</>;
  return (
    <>
      {hold.until !== null && (
        <>
          Goes on <Countdown until={hold.until} />.{' '}
        </>
      )}
      {holdNow(hold.reason)}
    </>
  );
};

/** How it stands, in one line. */
const Standing = ({ job }: { job: Job }) => {
  if (job.status === 'completed') return <Receipt job={job} />;
  if (job.status === 'active') return <>Under way</>;
  if (job.status === 'waiting') return <Wait job={job} />;
  return (
    <>
      {job.status === 'retrying' && job.nextAttemptAt && (
        <>
          Attempt {job.attempts + 1} <Countdown until={job.nextAttemptAt} over="is next" />:{' '}
        </>
      )}
      {job.dismissed && 'Dismissed: '}
      {job.failure?.message ?? 'Not sent'}
    </>
  );
};

const Priority = ({ priority }: { priority: Job['priority'] }) =>
  priority === 'NORMAL' ? null : (
    <Badge
      tone={priority === 'HIGH' ? 'active' : 'cancelled'}
      icon={priority === 'HIGH' ? 'alert' : 'minus'}
      word={PRIORITY_WORDS[priority]}
    />
  );

const attemptsText = (attempts: number): string => (attempts === 1 ? '1 attempt' : `${attempts} attempts`);

interface RowProps {
  readonly job: Job;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly search: string;
  readonly selected: boolean;
  /** `through` is true when Shift was held: select all rows from the last one on. */
  readonly select: (index: number, on: boolean, through: boolean) => void;
}

export const Row = ({ job, index, top, height, search, selected, select }: RowProps) => (
  <div
    class={`job-row ${selected ? 'selected' : ''}`}
    role="row"
    aria-rowindex={index + 2}
    style={{ top: `${top}px`, height: `${height}px` }}
  >
    <span role="cell" class="job-select">
      <label>
        <input
          type="checkbox"
          checked={selected}
          onClick={(event) => select(index, event.currentTarget.checked, event.shiftKey)}
        />
        <span class="hidden-text">Select the message to {chatName(job.chatId)}</span>
      </label>
    </span>
    <span role="cell" class="job-status">
      <JobBadge status={job.status} />
    </span>
    <span role="cell" class="job-to">
      <a class="ellipsis" href={linkTo(`/jobs/${job.jobId}${search}`)} data-index={index}>
        {chatName(job.chatId)}
      </a>
      <Priority priority={job.priority} />
    </span>
    <span role="cell" class="job-note">
      <KindSign job={job} />
      <KindLine job={job} class="job-message" />
      <span class={`job-standing ellipsis tone-${job.status}`}>
        <Standing job={job} />
        {job.clientRef !== null && ` · ${job.clientRef}`}
      </span>
    </span>
    <span role="cell" class="job-attempts number" title={attemptsText(job.attempts)}>
      {job.attempts > 0 && (
        <>
          {job.attempts}
          <span class="job-unit"> {job.attempts === 1 ? 'attempt' : 'attempts'}</span>
        </>
      )}
    </span>
    <span role="cell" class="job-time quiet">
      <Clock at={job.queuedAt} />
    </span>
  </div>
);
