/** What went out and what came in: the last hour minute by minute, and the last day. */
import { useState } from 'preact/hooks';
import { get, type Schema } from '../../api/client.ts';
import { serverNow, useNow } from '../../live/clock.ts';
import { about, useLive } from '../../live/use-live.ts';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { count } from '../../words/chats.ts';
import { Bars } from './bars.tsx';
import { type Minutes, sumOf, upToNow } from './minutes.ts';

type Counts = Schema<'Throughput'>['lastDay'];

const clockOf = (minute: number): string => new Date(minute).toTimeString().slice(0, 5);

const wordsOf = ({ completed, failed, received }: Counts): string =>
  `${completed.toLocaleString('en')} sent, ${failed.toLocaleString('en')} failed, ${received.toLocaleString('en')} came in`;

const sumsOf = ({ completed, failed, received }: Minutes): Counts => ({
  completed: sumOf(completed),
  failed: sumOf(failed),
  received: sumOf(received),
});

const sentenceOf = (minutes: Minutes, at: number | null): string => {
  if (at === null) return wordsOf(sumsOf(minutes));
  const { from, completed, failed, received } = minutes;
  const counts = { completed: completed[at] ?? 0, failed: failed[at] ?? 0, received: received[at] ?? 0 };
  return `${clockOf(from + at * 60_000)}: ${wordsOf(counts)}`;
};

const Chart = ({ minutes, lastDay }: { minutes: Minutes; lastDay: Counts }) => {
  const [at, setAt] = useState<number | null>(null);
  const hour = sumsOf(minutes);
  return (
    <>
      <p class="hour-caption number">
        <span class="legend tone-completed">Sent</span>
        <span class="legend tone-failed">Failed</span>
        <span class="legend tone-active">Came in</span>
        <span class="quiet">{sentenceOf(minutes, at)}</span>
      </p>
      <Bars
        minutes={minutes}
        label={`The last hour: ${count(hour.completed, 'message')} sent, ${hour.failed} failed, ${hour.received} came in`}
        point={setAt}
      />
      <p class="hour-day number">
        <span class="quiet">Last 24 hours:</span> {wordsOf(lastDay)}
      </p>
    </>
  );
};

export const Hour = () => {
  useNow();
  const hour = useLive(
    'hour',
    () => get('/api/whatsapp/throughput'),
    about('job.completed', 'job.abandoned', 'message.received'),
  );
  return (
    <Card title="Last hour" class="hour-card">
      <Loaded live={hour} lines={5}>
        {({ lastDay, ...data }) => (
          <Chart minutes={upToNow({ ...data, from: Date.parse(data.from) }, serverNow())} lastDay={lastDay} />
        )}
      </Loaded>
    </Card>
  );
};
