/** The queue in numbers, each a way to the jobs behind it. */
import type { ComponentChildren } from 'preact';
import { post, type Schema } from '../../api/client.ts';
import { linkTo } from '../../router.ts';
import { QueueBadge } from '../../ui/badge.tsx';
import { ActionButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Countdown } from '../../ui/time.tsx';
import type { Tone } from '../../ui/tone.ts';

type Queue = Schema<'Status'>['queue'];

interface FigureProps {
  readonly name: string;
  readonly tone: Tone;
  readonly to?: string;
  readonly hint?: ComponentChildren;
  readonly children: ComponentChildren;
}

const Figure = ({ name, tone, to, hint, children }: FigureProps) => (
  <div class={`figure tone-${tone}`}>
    <dt>{to ? <a href={linkTo(to)}>{name}</a> : name}</dt>
    <dd>
      <span class="figure-value">{children}</span>
      {hint && <span class="quiet small">{hint}</span>}
    </dd>
  </div>
);

const percent = (rate: number | null): string => {
  if (rate === null) return '–';
  // 99.96 % is not all of them.
  return rate === 1 ? '100 %' : `${(Math.floor(rate * 1000) / 10).toFixed(1)} %`;
};

const Held = ({ queue }: { queue: Queue }) => (
  <Notice tone="retrying" icon={queue.state === 'paused' ? 'pause' : 'clock'}>
    <div class="row-apart">
      <span>
        {queue.state === 'paused' ? (
          'Paused: messages are taken and wait.'
        ) : (
          <>
            WhatsApp said that it is asked too much. The queue goes on{' '}
            {queue.until && <Countdown until={queue.until} />}.
          </>
        )}
      </span>
      <ActionButton icon="play" act={() => post('/api/whatsapp/queue/resume')}>
        Resume
      </ActionButton>
    </div>
  </Notice>
);

export const QueueCard = ({ queue }: { queue: Queue }) => (
  <Card title={<a href={linkTo('/queue')}>Queue</a>} actions={<QueueBadge state={queue.state} />}>
    <div class="stack">
      {queue.state !== 'running' && <Held queue={queue} />}
      <dl class="figures">
        <Figure name="Active" tone="active" to="/jobs?status=active" hint={`of ${queue.concurrency} at once`}>
          {queue.active.toLocaleString('en')}
        </Figure>
        <Figure name="Waiting" tone="waiting" to="/jobs?status=waiting">
          {queue.waiting.toLocaleString('en')}
        </Figure>
        <Figure name="Retrying" tone="retrying" to="/jobs?status=retrying">
          {queue.retrying.toLocaleString('en')}
        </Figure>
        <Figure name="Failed" tone="failed" to="/jobs?status=failed">
          {queue.failed.toLocaleString('en')}
        </Figure>
        <Figure name="Completed" tone="completed" to="/jobs?status=completed">
          {queue.completed.toLocaleString('en')}
        </Figure>
        <Figure name="Success rate" tone="cancelled">
          {percent(queue.successRate)}
        </Figure>
      </dl>
    </div>
  </Card>
);
