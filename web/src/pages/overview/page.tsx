/** The state of a session at a glance: its link, its queue, the last hour, messages being sent, and events as they happen. */
import { get } from '../../api/client.ts';
import { about, useLive } from '../../live/use-live.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { EventLog } from './event-log.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Hour } from './hour.tsx';
import { InHand } from './in-hand.tsx';
import './overview.css';
import { QueueCard } from './queue-card.tsx';
import { SessionCard } from './session-card.tsx';

export const Page = () => {
  const status = useLive('status', () => get('/api/whatsapp/status'), about('job.', 'session.', 'queue.'));
  return (
    <Frame title="Overview">
      {status.data && <FirstSteps status={status.data} />}
      <div class="overview">
        <div class="overview-main">
          <Loaded live={status} lines={6}>
            {({ session }) => <SessionCard session={session} />}
          </Loaded>
          <Hour />
          <InHand />
        </div>
        <div class="overview-side">
          {status.data && <QueueCard queue={status.data.queue} />}
          <EventLog />
        </div>
      </div>
    </Frame>
  );
};
