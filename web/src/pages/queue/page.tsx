/** The queue: its state, the jobs that need another attempt, clearing, and the configuration. */
import { get } from '../../api/client.ts';
import { about, useLive } from '../../live/use-live.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { Clear } from './clear.tsx';
import { ConfigForm } from './config-form.tsx';
import './queue.css';
import { RetryQueue } from './retry-queue.tsx';
import { State } from './state.tsx';

const loadCounts = async () => {
  const [{ queue }, { stats }] = await Promise.all([
    get('/api/whatsapp/status'),
    get('/api/whatsapp/retry-queue', { query: { limit: 1 } }),
  ]);
  // Failed jobs that were dismissed are cleared already: the status counts them, the retry queue does not.
  return { queue, clearable: { waiting: queue.waiting, retrying: stats.retrying, failed: stats.failed } };
};

export const Page = () => {
  const counts = useLive('queue', loadCounts, about('job.', 'queue.'));
  const config = useLive('queue config', () => get('/api/whatsapp/queue/config'), about('queue.configured'));
  return (
    <Frame title="Queue" lead="Whether messages go out, how many at once, and what happens when one fails.">
      <div class="queue-page">
        <div class="stack">
          <Loaded live={counts} lines={6}>
            {({ queue }) => <State queue={queue} />}
          </Loaded>
          <RetryQueue />
        </div>
        <div class="stack">
          <Loaded live={counts} lines={3}>
            {({ clearable }) => <Clear now={clearable} />}
          </Loaded>
          <Loaded live={config} lines={10}>
            {(now) => <ConfigForm config={now} />}
          </Loaded>
        </div>
      </div>
    </Frame>
  );
};
