/** The messages sent from this page, and how each one stands. */
import { get, type Schema } from '../../api/client.ts';
import { useLive } from '../../live/use-live.ts';
import { linkTo } from '../../router.ts';
import { JobBadge } from '../../ui/badge.tsx';
import { Bar } from '../../ui/bar.tsx';
import { Card } from '../../ui/card.tsx';
import { chatName } from '../../words/chats.ts';

type Queued = Schema<'SentMessage'>;

const receipt = ({ readAt, deliveredAt }: Schema<'Job'>): string => {
  if (readAt) return 'Read';
  return deliveredAt ? 'Delivered to the phone' : '';
};

const SentRow = ({ queued }: { queued: Queued }) => {
  const live = useLive(
    queued.jobId,
    () => get('/api/whatsapp/jobs/{jobId}', { params: { jobId: queued.jobId } }),
    ({ stream }) => stream === `job/${queued.jobId}`,
  );
  const job = live.data;
  return (
    <li>
      <div class="row-apart">
        <a href={linkTo(`/jobs/${queued.jobId}`)}>{chatName(queued.chatId)}</a>
        <JobBadge status={job?.status ?? queued.status} />
      </div>
      <Bar percent={job?.progress ?? 0} label={`Progress of the message to ${chatName(queued.chatId)}`} />
      {job && (job.failure || receipt(job)) && <p class="quiet small">{job.failure?.message ?? receipt(job)}</p>}
    </li>
  );
};

export const Sent = ({ jobs }: { jobs: readonly Queued[] }) =>
  jobs.length === 0 ? null : (
    <Card title="Sent from here" flush>
      <ul class="rows sent" aria-live="polite">
        {jobs.map((queued) => (
          <SentRow key={queued.jobId} queued={queued} />
        ))}
      </ul>
    </Card>
  );
