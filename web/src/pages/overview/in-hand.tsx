/** The messages that are being sent right now. */
import { get, type Schema } from '../../api/client.ts';
import { about, useLive } from '../../live/use-live.ts';
import { linkTo } from '../../router.ts';
import { Bar } from '../../ui/bar.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { chatName } from '../../words/chats.ts';

const STEP_WORDS: Readonly<Record<number, string>> = { 30: 'Looking the number up', 60: 'Being sent' };

const InHandRow = ({ job }: { job: Schema<'Job'> }) => (
  <li>
    <div class="row-apart">
      <a href={linkTo(`/jobs/${job.jobId}`)}>{chatName(job.chatId)}</a>
      <span class="quiet small">
        {STEP_WORDS[job.progress] ?? 'Starting'}
        {job.attempts > 1 && `, attempt ${job.attempts}`}
      </span>
    </div>
    <Bar percent={job.progress} label={`Progress of the message to ${chatName(job.chatId)}`} />
  </li>
);

export const InHand = () => {
  const jobs = useLive(
    'in hand',
    () => get('/api/whatsapp/jobs', { query: { status: 'active' } }),
    about('job.started', 'job.validated', 'job.completed', 'job.failed', 'job.abandoned', 'job.interrupted'),
  );
  return (
    <Card title="Being sent now" flush class="in-hand-card">
      <Loaded live={jobs}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="envelope" title="Nothing is being sent">
              <p>
                <a href={linkTo('/send')}>Send a message</a>, and watch it go through here.
              </p>
            </Empty>
          ) : (
            <ul class="in-hand">
              {items.map((job) => (
                <InHandRow key={job.jobId} job={job} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
};
