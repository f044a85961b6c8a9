/** Steering the queue: whether it runs, how, and what is to be thrown out of it. */
import { get, post, type Schema } from '../../api/client.ts';
import { about, useLive } from '../../live/use-live.ts';
import { QueueBadge } from '../../ui/badge.tsx';
import { ActionButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { Countdown } from '../../ui/time.tsx';
import { count } from '../../words/chats.ts';
import { Clear } from './clear.tsx';
import { ConfigForm } from './config-form.tsx';
import './queue.css';
import { RetryQueue } from './retry-queue.tsx';

type Queue = Schema<'Status'>['queue'];

const pause = () => post('/api/whatsapp/queue/pause');
const resume = () => post('/api/whatsapp/queue/resume');

const State = ({ queue }: { queue: Queue }) => (
  <Card title="State" actions={<QueueBadge state={queue.state} />}>
    <div class="stack">
      <p>
        {queue.state === 'running' && 'Messages go out as long as the session is ready.'}
        {queue.state === 'paused' && 'Messages are taken and wait; those in hand are finished.'}
        {queue.state === 'cooling' && 'WhatsApp said that it is asked too much. The queue goes on '}
        {queue.state === 'cooling' && queue.until && <Countdown until={queue.until} />}
      </p>
      <p class="quiet">
        {queue.active} of {queue.concurrency} in hand, {count(queue.waiting, 'message')} waiting, {queue.retrying} to be
        tried again.
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
  </Card>
);

const loadCounts = async () => {
  const [{ queue }, { stats }] = await Promise.all([
    get('/api/whatsapp/status'),
    get('/api/whatsapp/retry-queue', { query: { limit: 1 } }),
  ]);
  return { queue, clearable: { waiting: queue.waiting, retrying: stats.retrying, failed: stats.failed } };
};

export const Page = () => {
  const counts = useLive('queue', loadCounts, about('job.', 'queue.'));
  const config = useLive('queue config', () => get('/api/whatsapp/queue/config'), about('queue.configured'));
  return (
    <Frame title="Queue" lead="Which message is next, how many at once, and what happens when one fails.">
      <div class="queue-page">
        <Loaded live={config} lines={10}>
          {(now) => <ConfigForm config={now} />}
        </Loaded>
        <div class="stack">
          <Loaded live={counts} lines={6}>
            {({ queue, clearable }) => (
              <>
                <State queue={queue} />
                <Clear now={clearable} />
              </>
            )}
          </Loaded>
          <RetryQueue />
        </div>
      </div>
    </Frame>
  );
};
