/** What needs another try: those that wait for one, soonest first, then those that were given up. */
import { useState } from 'preact/hooks';
import { get, post, remove, type Schema } from '../../api/client.ts';
import { about, useLive } from '../../live/use-live.ts';
import { JobBadge } from '../../ui/badge.tsx';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Countdown } from '../../ui/time.tsx';
import { chatName } from '../../words/chats.ts';

const PAGE = 10;
const LIMIT_MAX = 500;

const Action = ({ job: { jobId, status } }: { job: Schema<'Job'> }) =>
  status === 'failed' ? (
    <ActionButton icon="retry" act={() => post('/api/whatsapp/jobs/{jobId}/retry', { params: { jobId } })}>
      Retry
    </ActionButton>
  ) : (
    <ActionButton icon="minus" act={() => remove('/api/whatsapp/jobs/{jobId}', { params: { jobId } })}>
      Cancel
    </ActionButton>
  );

const Row = ({ job }: { job: Schema<'Job'> }) => (
  <li>
    <div class="grow">
      <div class="row">
        <a href={`/jobs/${job.jobId}`}>{chatName(job.chatId)}</a>
        <JobBadge status={job.status} />
        {job.nextAttemptAt && (
          <span class="small">
            next attempt <Countdown until={job.nextAttemptAt} />
          </span>
        )}
      </div>
      <p class="quiet small">
        {job.attempts === 1 ? '1 attempt' : `${job.attempts} attempts`}
        {job.failure && `: ${job.failure.message}`}
      </p>
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
            <Empty icon="check" title="Nothing needs another try">
              <p>Messages that failed come here: those that are tried again, and those that were given up.</p>
            </Empty>
          ) : (
            <>
              <ul class="retry-queue">
                {items.map((job) => (
                  <Row key={job.jobId} job={job} />
                ))}
              </ul>
              {nextCursor && limit < LIMIT_MAX && (
                <div class="retry-more">
                  <Button onClick={() => setLimit(Math.min(limit * 3, LIMIT_MAX))}>Show more</Button>
                </div>
              )}
            </>
          )
        }
      </Loaded>
    </Card>
  );
};
