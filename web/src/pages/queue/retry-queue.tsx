/** The retry queue: jobs that wait for an attempt, soonest first, then failed jobs with what to do about each. */
import { useState } from 'preact/hooks';
import { get, post, remove, type Schema } from '../../api/client.ts';
import { about, useLive } from '../../live/use-live.ts';
import { KindLine } from '../../kinds/line.tsx';
import { linkTo } from '../../router.ts';
import { JobBadge } from '../../ui/badge.tsx';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Countdown } from '../../ui/time.tsx';
import { chatName, count } from '../../words/chats.ts';
import { wayOutOf } from '../../words/failures.ts';

type Job = Schema<'Job'>;

const PAGE = 5;
const LIMIT_MAX = 500;

const Action = ({ job }: { job: Job }) => {
  const { jobId, status } = job;
  if (status !== 'failed') {
    return (
      <ActionButton kind="danger" icon="minus" act={() => remove('/api/whatsapp/jobs/{jobId}', { params: { jobId } })}>
        Cancel
      </ActionButton>
    );
  }
  const way = wayOutOf(job)?.by;
  if (way === 'retry') {
    return (
      <ActionButton icon="retry" act={() => post('/api/whatsapp/jobs/{jobId}/retry', { params: { jobId } })}>
        Retry
      </ActionButton>
    );
  }
  return way === 'none' ? null : (
    <a class="button" href={linkTo(`/send?from=${jobId}`)}>
      <Icon name="send" />
      Send a new message
    </a>
  );
};

const Why = ({ job }: { job: Job }) => {
  const advice = wayOutOf(job)?.advice;
  return (
    <>
      {job.failure && <p class={`small tone-${job.status} retry-why`}>{job.failure.message}</p>}
      <p class="quiet small">
        {count(job.attempts, 'attempt')}
        {job.nextAttemptAt && (
          <>
            , the next one <Countdown until={job.nextAttemptAt} over="as soon as there is room" />
          </>
        )}
        {advice && `. ${advice}`}
      </p>
    </>
  );
};

const Row = ({ job }: { job: Job }) => (
  <li>
    <div class="grow">
      <div class="row">
        <a href={linkTo(`/jobs/${job.jobId}`)}>{chatName(job.chatId)}</a>
        <JobBadge status={job.status} />
      </div>
      <p class="ellipsis">
        <KindLine job={job} />
      </p>
      <Why job={job} />
    </div>
    <Action job={job} />
  </li>
);

export const RetryQueue = () => {
  const [limit, setLimit] = useState(PAGE);
  const queue = useLive(
    `retry queue ${limit}`,
    () => get('/api/whatsapp/retry-queue', { query: { limit } }),
    about('job.', 'queue.cleared'),
  );
  return (
    <Card title="Retry queue" flush>
      <Loaded live={queue} lines={4}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <Empty icon="check" title="Nothing needs another attempt">
              <p>Messages come here when an attempt has failed: those that are retrying, and those that have failed.</p>
            </Empty>
          ) : (
            <>
              <ul class="rows retry-queue">
                {items.map((job) => (
                  <Row key={job.jobId} job={job} />
                ))}
              </ul>
              {nextCursor && limit < LIMIT_MAX && (
                <div class="retry-more">
                  <Button onClick={() => setLimit(Math.min(limit * 4, LIMIT_MAX))}>Show more</Button>
                </div>
              )}
            </>
          )
        }
      </Loaded>
    </Card>
  );
};
