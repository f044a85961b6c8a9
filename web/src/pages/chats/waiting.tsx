/** The jobs of a chat that WhatsApp has not acknowledged yet, below its messages. */
import { get, type Schema } from '../../api/client.ts';
import { KindLine, KindSign } from '../../kinds/line.tsx';
import { about, useLive } from '../../live/use-live.ts';
import { linkTo } from '../../router.ts';
import { JobBadge } from '../../ui/badge.tsx';
import { Countdown } from '../../ui/time.tsx';
import { holdNow } from '../../words/holds.ts';
import { addressesOf, type Chat } from './chat.ts';

type Job = Schema<'Job'>;

const STATUSES = ['waiting', 'active', 'retrying', 'failed'] as const;
/** The most jobs of each status. */
const SHOWN = 20;

/** By the time of their acceptance, the oldest first. Failures that somebody has put aside are not shown. */
const inOrder = (jobs: readonly Job[]): readonly Job[] =>
  jobs.filter(({ dismissed }) => !dismissed).sort((one, other) => one.queuedAt.localeCompare(other.queuedAt));

const Why = ({ job: { hold, failure, nextAttemptAt, status } }: { job: Job }) => {
  if (status === 'failed') return <>{failure?.message ?? 'Not sent'}</>;
  if (nextAttemptAt) {
    return (
      <>
        Goes on <Countdown until={nextAttemptAt} over="at once" />
      </>
    );
  }
  return hold ? <>{holdNow(hold.reason)}</> : null;
};

export const Waiting = ({ chat }: { chat: Chat }) => {
  const [chatId = chat.chatId] = addressesOf(chat);
  const live = useLive(
    `waiting ${chatId}`,
    async (signal) => {
      const pages = await Promise.all(
        STATUSES.map((status) => get('/api/whatsapp/jobs', { query: { chatId, status, limit: SHOWN }, signal })),
      );
      return inOrder(pages.flatMap(({ items }) => items));
    },
    about('job.', 'session.', 'queue.'),
  );
  return (
    <>
      {live.data?.map((job) => (
        <li key={job.jobId} class={`bubble from-here waiting-job tone-${job.status}`}>
          <span class="hidden-text">Not sent yet: </span>
          <span class="waiting-line">
            <KindSign job={job} />
            <KindLine job={job} />
          </span>
          <footer>
            <span class="grow">
              <Why job={job} />
            </span>
            <a href={linkTo(`/jobs/${job.jobId}`)}>Waybill</a>
            <JobBadge status={job.status} />
          </footer>
        </li>
      ))}
    </>
  );
};
