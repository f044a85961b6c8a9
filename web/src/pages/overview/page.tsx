/** How it is going: the session, the queue, the last hour, what is in hand, and what happens as it happens. */
import { get } from '../../api/client.ts';
import { about, useLive } from '../../live/use-live.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { EventLog } from './event-log.tsx';
import { Hour } from './hour.tsx';
import { InHand } from './in-hand.tsx';
import './overview.css';
import { QueueCard } from './queue-card.tsx';
import { SessionCard } from './session-card.tsx';

export const Page = () => {
  const status = useLive('status', () => get('/api/whatsapp/status'), about('job.', 'session.', 'queue.'));
  return (
    <Frame title="Overview">
      <Loaded live={status} lines={6}>
        {({ session, queue }) => (
          <div class="overview">
            <SessionCard session={session} />
            <QueueCard queue={queue} />
          </div>
        )}
      </Loaded>
      <div class="overview-halves">
        <div class="stack">
          <Hour />
          <InHand />
        </div>
        <EventLog />
      </div>
    </Frame>
  );
};
