/** Whether the queue runs, how many messages are in it, and how to pause it. */
import { post, type Schema } from '../../api/client.ts';
import { linkTo } from '../../router.ts';
import { QueueBadge } from '../../ui/badge.tsx';
import { ActionButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Countdown } from '../../ui/time.tsx';
import { JOB_LOOKS, type JobStatus } from '../../ui/tone.ts';

export type Queue = Schema<'Status'>['queue'];

const pause = () => post('/api/whatsapp/queue/pause');
const resume = () => post('/api/whatsapp/queue/resume');

const Sentence = ({ queue }: { queue: Queue }) => {
  if (queue.state === 'running') return <>Messages go out as long as the session is ready.</>;
  if (queue.state === 'paused') return <>Messages are accepted and wait. Those that are active are finished.</>;
  return (
    <>
      WhatsApp said that it is asked too much. The queue goes on{' '}
      {queue.until ? <Countdown until={queue.until} /> : 'soon'}.
    </>
  );
};

const SHOWN: readonly (JobStatus & keyof Queue)[] = ['waiting', 'active', 'retrying', 'failed'];

const Figure = ({ status, queue }: { status: (typeof SHOWN)[number]; queue: Queue }) => (
  <div>
    <dt>
      <a href={linkTo(`/jobs?status=${status}`)}>{JOB_LOOKS[status].word}</a>
    </dt>
    <dd class="number">
      {queue[status].toLocaleString('en')}
      {status === 'active' && <span class="quiet small"> of {queue.concurrency}</span>}
    </dd>
  </div>
);

export const State = ({ queue }: { queue: Queue }) => (
  <Card title="State" actions={<QueueBadge state={queue.state} />}>
    <div class="stack">
      <dl class="queue-figures">
        {SHOWN.map((status) => (
          <Figure key={status} status={status} queue={queue} />
        ))}
      </dl>
      <div class="row-apart">
        <p class="queue-sentence">
          <Sentence queue={queue} />
        </p>
        <div class="row">
          {queue.state !== 'running' && (
            <ActionButton kind="primary" icon="play" act={resume}>
              Resume
            </ActionButton>
          )}
          {queue.state !== 'paused' && (
            <ActionButton icon="pause" act={pause}>
              Pause
            </ActionButton>
          )}
        </div>
      </div>
    </div>
  </Card>
);
