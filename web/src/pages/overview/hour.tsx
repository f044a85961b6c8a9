/** The last hour, minute by minute. */
import { useState } from 'preact/hooks';
import { get } from '../../api/client.ts';
import { serverNow, useNow } from '../../live/clock.ts';
import { about, useLive } from '../../live/use-live.ts';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { count } from '../../words/chats.ts';
import { Bars } from './bars.tsx';
import { type Minutes, sumOf, upToNow } from './minutes.ts';

const clockOf = (minute: number): string => new Date(minute).toTimeString().slice(0, 5);

const sentenceOf = ({ from, completed, failed }: Minutes, at: number | null): string =>
  at === null
    ? `${sumOf(completed).toLocaleString('en')} completed, ${sumOf(failed).toLocaleString('en')} failed`
    : `${clockOf(from + at * 60_000)}: ${completed[at] ?? 0} completed, ${failed[at] ?? 0} failed`;

const Chart = ({ minutes }: { minutes: Minutes }) => {
  const [at, setAt] = useState<number | null>(null);
  return (
    <>
      <p class="hour-caption number">
        <span class="legend tone-completed">Completed</span>
        <span class="legend tone-failed">Failed</span>
        <span class="quiet">{sentenceOf(minutes, at)}</span>
      </p>
      <Bars
        minutes={minutes}
        label={`The last hour: ${count(sumOf(minutes.completed), 'message')} completed, ${sumOf(minutes.failed)} failed`}
        point={setAt}
      />
    </>
  );
};

export const Hour = () => {
  useNow();
  const hour = useLive('hour', () => get('/api/whatsapp/throughput'), about('job.completed', 'job.abandoned'));
  return (
    <Card title="Last hour" class="hour-card">
      <Loaded live={hour} lines={5}>
        {(data) => <Chart minutes={upToNow({ ...data, from: Date.parse(data.from) }, serverNow())} />}
      </Loaded>
    </Card>
  );
};
