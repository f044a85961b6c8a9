/** The waybill of one message: where it goes, every stop with its stamp, and why it has not arrived if it has not. */
import { useState } from 'preact/hooks';
import { get, post, remove, type Schema } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useLive } from '../../live/use-live.ts';
import { query } from '../../router.ts';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Skeleton, Trouble } from '../../ui/notice.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { Clock } from '../../ui/time.tsx';
import { tell } from '../../ui/toast.tsx';
import { JOB_LOOKS } from '../../ui/tone.ts';
import { chatName } from '../../words/chats.ts';
import { durationText } from '../../words/times.ts';
import { StopList } from './stop-list.tsx';
import { type Stop, stopsOf, tookMs } from './stops.ts';
import './waybill.css';

type Detail = Schema<'JobDetail'>;

/** How far it has come beyond this machine: a sign and a word. */
const receiptOf = ({ readAt, deliveredAt, completedAt, status }: Detail): readonly [string, string] => {
  if (readAt) return ['✓✓', 'Read'];
  if (deliveredAt) return ['✓✓', 'Delivered, not read yet'];
  if (completedAt) return ['✓', 'Sent, not delivered yet'];
  return ['–', status === 'failed' || status === 'cancelled' ? 'None' : 'None yet'];
};

const Ticks = ({ job }: { job: Detail }) => {
  const [mark, word] = receiptOf(job);
  return (
    <span class={`ticks ${job.readAt ? 'read' : ''}`}>
      <span aria-hidden="true">{mark}</span> {word}
    </span>
  );
};

const PRIORITY_WORDS = { HIGH: 'High', NORMAL: 'Normal', LOW: 'Low' } as const;

/** Struck across the stub: what became of it, and when. */
const Postmark = ({ job, at }: { job: Detail; at: string }) => (
  <p class={`postmark tone-${job.status}`}>
    <Icon name={JOB_LOOKS[job.status].icon} size={20} />
    <strong>{JOB_LOOKS[job.status].word}</strong>
    <Clock at={at} />
  </p>
);

const Stub = ({ job, stops }: { job: Detail; stops: readonly Stop[] }) => (
  <aside class="waybill-stub" aria-label="In short">
    <Postmark job={job} at={stops.at(-1)?.at ?? job.queuedAt} />
    <dl class="facts">
      <dt>Receipt</dt>
      <dd>
        <Ticks job={job} />
      </dd>
      {job.dismissed && (
        <>
          <dt>Retry queue</dt>
          <dd>Put aside</dd>
        </>
      )}
      <dt>Attempts</dt>
      <dd class="number">{job.attempts}</dd>
      <dt>Took</dt>
      <dd>{stops.length > 1 ? durationText(tookMs(stops)) : '–'}</dd>
      <dt>Priority</dt>
      <dd>{PRIORITY_WORDS[job.priority]}</dd>
      <dt>Queued</dt>
      <dd>
        <Clock at={job.queuedAt} />
      </dd>
      <dt>Session</dt>
      <dd>{job.session}</dd>
      <dt>Job id</dt>
      <dd class="mono small">{job.jobId}</dd>
      <dt>Message id</dt>
      <dd class="mono small">{job.messageId}</dd>
    </dl>
  </aside>
);

const Address = ({ job }: { job: Detail }) => (
  <header class="waybill-head">
    <span class="waybill-label">To</span>
    <p class="waybill-number">{chatName(job.chatId)}</p>
    {job.message === null ? (
      <p class="quiet">Its text was erased; what is on record is what became of it.</p>
    ) : (
      <blockquote class="waybill-text" dir="auto">
        {job.message}
      </blockquote>
    )}
  </header>
);

const question = ({ status, deliveredAt }: Detail): string => {
  if (status !== 'completed') return 'Why has it not arrived?';
  return deliveredAt ? 'Did it arrive?' : 'Why is it not delivered yet?';
};

const Paper = ({ job, stops }: { job: Detail; stops: readonly Stop[] }) => (
  <article class="waybill" aria-label={`Waybill of the message to ${chatName(job.chatId)}`}>
    <div class="waybill-main">
      <Address job={job} />
      <div class={`waybill-why tone-${job.status}`} role="status">
        <h2>{question(job)}</h2>
        <p>{job.explanation}</p>
      </div>
      <h2 class="hidden-text">Stops</h2>
      <StopList job={job} stops={stops} />
    </div>
    <Stub job={job} stops={stops} />
  </article>
);

const CancelButton = ({ job }: { job: Detail }) => {
  const [asking, setAsking] = useState(false);
  const cancel = async (): Promise<void> => {
    await remove('/api/whatsapp/jobs/{jobId}', { params: { jobId: job.jobId } });
    tell('The message is cancelled.');
  };
  return (
    <>
      <Button kind="danger" icon="cross" onClick={() => setAsking(true)}>
        Cancel
      </Button>
      {asking && (
        <Confirm
          title="Cancel this message?"
          verb="Cancel the message"
          danger
          act={cancel}
          close={() => setAsking(false)}
        >
          <p>It will not be sent to {chatName(job.chatId)}. It stays on record as cancelled.</p>
        </Confirm>
      )}
    </>
  );
};

const Actions = ({ job }: { job: Detail }) => {
  const retry = async (): Promise<void> => {
    await post('/api/whatsapp/jobs/{jobId}/retry', { params: { jobId: job.jobId } });
    tell('It waits to be tried again.');
  };
  return (
    <>
      {job.status === 'failed' && !job.dismissed && (
        <ActionButton kind="primary" icon="retry" act={retry}>
          Try again
        </ActionButton>
      )}
      {(job.status === 'waiting' || job.status === 'retrying') && <CancelButton job={job} />}
      <a class="button" href={`/inspector?stream=job/${job.jobId}`}>
        <Icon name="inspector" />
        Its machine
      </a>
    </>
  );
};

const Back = () => (
  <a class="back" href={query.value.size > 0 ? `/jobs?${query.value.toString()}` : '/jobs'}>
    <Icon name="chevron" size={12} />
    All jobs
  </a>
);

const isMissing = (error: unknown): boolean => error instanceof ApiProblem && error.status === 404;

/** More than any message goes through. */
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
      return { job, stops: stopsOf(items) };
    },
    // The session and the queue keep it waiting.
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
