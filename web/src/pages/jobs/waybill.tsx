/** The waybill of one message: where it goes, how it stands, and every stop with its stamp. */
import { get, type Schema } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { Content } from '../../kinds/content.tsx';
import { useLive } from '../../live/use-live.ts';
import { linkTo, query } from '../../router.ts';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Skeleton, Trouble } from '../../ui/notice.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import type { Stop } from '../../waybill/stop.ts';
import '../../waybill/waybill.css';
import { chatName } from '../../words/chats.ts';
import { Actions } from './actions.tsx';
import { StopList } from './stop-list.tsx';
import { isJobFact, stopsOf } from './stops.ts';
import { Stub } from './stub.tsx';

type Detail = Schema<'JobDetail'>;

const Address = ({ job }: { job: Detail }) => (
  <header class="waybill-head">
    <span class="waybill-label">To</span>
    <p class="waybill-number">{chatName(job.chatId)}</p>
    <Content job={job} />
  </header>
);

const question = ({ status, deliveredAt }: Detail): string => {
  if (status !== 'completed') return 'Why has it not arrived?';
  return deliveredAt ? 'Did it arrive?' : 'Why is it not delivered yet?';
};

const Paper = ({ job, stops }: { job: Detail; stops: readonly Stop[] }) => (
  <article class="waybill" aria-label={`Waybill of the message to ${chatName(job.chatId)}`}>
    <Address job={job} />
    <div class={`waybill-why tone-${job.status}`} role="status">
      <h2>{question(job)}</h2>
      <p>{job.explanation}</p>
    </div>
    <Stub job={job} stops={stops} />
    <div class="waybill-stops">
      <h2 class="hidden-text">Stops</h2>
      <StopList job={job} stops={stops} />
    </div>
  </article>
);

const Back = () => (
  <a class="back" href={linkTo(query.value.size > 0 ? `/jobs?${query.value.toString()}` : '/jobs')}>
    <Icon name="chevron" size={12} />
    All jobs
  </a>
);

const isMissing = (error: unknown): boolean => error instanceof ApiProblem && error.status === 404;

/** More stops than any message has. */
const STOPS_MAX = 500;

export const Waybill = ({ jobId }: { jobId: string }) => {
  const params = { jobId };
  const live = useLive(
    `job ${jobId}`,
    async (signal) => {
      const [job, { items }] = await Promise.all([
        get('/api/whatsapp/jobs/{jobId}', { params, signal }),
        get('/api/whatsapp/jobs/{jobId}/events', { params, query: { limit: STOPS_MAX }, signal }),
      ]);
      return { job, stops: stopsOf(items.filter(isJobFact), job.holds ?? []) };
    },
    // Facts of the session and the queue change the explanation and the holds.
    ({ stream }) => stream === `job/${jobId}` || /^(?:session|queue)\//.test(stream),
  );
  const { data, error } = live;
  return (
    <Frame
      title="Waybill"
      tab={data ? chatName(data.job.chatId) : jobId}
      lead={<Back />}
      actions={data && <Actions job={data.job} />}
    >
      {data ? (
        <Paper {...data} />
      ) : isMissing(error) ? (
        <Empty icon="search" title="No message has this id">
          <p>It may be from another Waybill.</p>
        </Empty>
      ) : error === undefined ? (
        <Skeleton lines={8} />
      ) : (
        <Trouble error={error} retry={live.reload} />
      )}
    </Frame>
  );
};
