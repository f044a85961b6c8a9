/** The queue in numbers, each a link to its jobs: failures first, then what happens now, then the sum of everything. */
import type { ComponentChildren } from 'preact';
import { post, type Schema } from '../../api/client.ts';
import { linkTo } from '../../router.ts';
import { QueueBadge } from '../../ui/badge.tsx';
import { ActionButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Countdown } from '../../ui/time.tsx';
import type { Tone } from '../../ui/tone.ts';

type Queue = Schema<'Status'>['queue'];

interface FigureProps {
  readonly name: string;
  readonly tone: Tone;
  readonly to: string;
  readonly hint?: ComponentChildren;
  readonly children: number;
}

const Figure = ({ name, tone, to, hint, children }: FigureProps) => (
  <div class={`figure tone-${tone}`}>
    <dt>
      <a href={linkTo(to)}>{name}</a>
    </dt>
    <dd>
      <span class="figure-value">{children.toLocaleString('en')}</span>
      {hint && <span class="quiet small">{hint}</span>}
    </dd>
  </div>
);

const percent = (rate: number | null): string | null => {
  if (rate === null) return null;
  // 99.96 % is not all of them.
  return rate === 1
    ? '100 % of those that ended'
    : `${(Math.floor(rate * 1000) / 10).toFixed(1)} % of those that ended`;
};

/** Failures come first: they are the only figure that asks something of a person. */
const Failures = ({ failed, completed }: Queue) => {
  if (failed === 0) {
    return (
      <p class={`failures tone-${completed === 0 ? 'cancelled' : 'completed'}`}>
        <Icon name={completed === 0 ? 'clock' : 'check'} />
        {completed === 0 ? 'No message has ended yet.' : 'No message has failed.'}
      </p>
    );
  }
  return (
    <a class="failures tone-failed" href={linkTo('/jobs?status=failed')}>
      <span class="figure-value">{failed.toLocaleString('en')}</span>
      <span class="grow">
        <strong>{failed === 1 ? 'message has failed' : 'messages have failed'}</strong>
        <span class="small">Since the first message. See why, and what to do.</span>
      </span>
      <Icon name="chevron" />
    </a>
  );
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
      <Failures {...queue} />
      <h3 class="figures-title">Now</h3>
      <dl class="figures">
        <Figure name="Being sent" tone="active" to="/jobs?status=active" hint={`of ${queue.concurrency} at once`}>
          {queue.active}
        </Figure>
        <Figure name="Waiting" tone="waiting" to="/jobs?status=waiting">
          {queue.waiting}
        </Figure>
        <Figure name="Retrying" tone="retrying" to="/jobs?status=retrying">
          {queue.retrying}
        </Figure>
      </dl>
      <h3 class="figures-title">Since the first message</h3>
      <dl class="figures">
        <Figure name="Completed" tone="completed" to="/jobs?status=completed" hint={percent(queue.successRate)}>
          {queue.completed}
        </Figure>
      </dl>
    </div>
  </Card>
);
