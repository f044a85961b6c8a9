/** The stops of a waybill, each with its stamp, and the one that is still to come. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Schema } from '../../api/client.ts';
import { linkTo } from '../../router.ts';
import { me } from '../../shell/gateway.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Clock, Countdown } from '../../ui/time.tsx';
import { durationText } from '../../words/times.ts';
import { type Folded, isFolded, legsOf } from './fold.ts';
import type { Stamp, Stop } from './stops.ts';

type Detail = Schema<'JobDetail'>;

const STAMPS: Readonly<Record<Stamp, readonly [IconName, string]>> = {
  accepted: ['envelope', 'waiting'],
  started: ['play', 'active'],
  handed: ['send', 'active'],
  taken: ['check', 'completed'],
  delivered: ['phones', 'completed'],
  read: ['book', 'completed'],
  failed: ['retry', 'retrying'],
  'given-up': ['cross', 'failed'],
  returned: ['retry', 'waiting'],
  held: ['pause', 'retrying'],
  cancelled: ['minus', 'cancelled'],
};

const byWhom = (by: string): string | null => {
  if (by === 'system' || by === 'whatsapp') return null;
  return by === me.value?.id ? 'by you' : 'by another user';
};

const StopItem = ({ stop }: { stop: Stop }) => {
  const [icon, tone] = STAMPS[stop.stamp];
  const who = byWhom(stop.by);
  return (
    <li class={`stop tone-${tone}`}>
      <span class="stamp">
        <Icon name={icon} size={18} />
      </span>
      <div class="stop-body">
        <div class="row-apart">
          <strong>{stop.title}</strong>
          <span class="stop-time">
            {stop.afterMs !== null && stop.afterMs > 0 && <span class="quiet">after {durationText(stop.afterMs)}</span>}
            <Clock at={stop.at} />
          </span>
        </div>
        {(stop.detail || who) && (
          <p class="ink-soft">
            {stop.detail} {who && <span class="quiet">({who})</span>}
          </p>
        )}
        {stop.code && (
          <p>
            <a class="stop-code" href={linkTo(`/jobs?failure=${encodeURIComponent(stop.code.split(' ', 1)[0] ?? '')}`)}>
              <code>{stop.code}</code>
            </a>
          </p>
        )}
      </div>
    </li>
  );
};

const next = (title: string, more: ComponentChildren) => (
  <li class="stop ahead tone-waiting">
    <span class="stamp">
      <Icon name="clock" size={18} />
    </span>
    <div class="stop-body">
      <strong>{title}</strong>
      <p class="quiet">{more}</p>
    </div>
  </li>
);

/** When a hold ends that no time ends. */
const HOLD_ENDS: Readonly<Record<string, string>> = {
  refers_to: 'after the message that it refers to',
  chat_order: 'after the earlier message to this chat',
  paused: 'once the queue is resumed',
  not_linked: 'once a phone is linked',
  not_connected: 'once the session is connected',
};

const NextAttempt = ({ job: { hold, nextAttemptAt } }: { job: Detail }) => {
  const over = HOLD_ENDS[hold?.reason ?? ''] ?? 'as soon as there is room';
  const until = hold?.until ?? nextAttemptAt;
  return until === null ? <>{over}</> : <Countdown until={until} over={over} />;
};

/** The stop that comes next. */
const Ahead = ({ job }: { job: Detail }) => {
  if (job.status === 'retrying' || job.status === 'waiting') {
    return next(`Attempt ${job.attempts + 1}`, <NextAttempt job={job} />);
  }
  if (job.status === 'active') return next('Under way', `${job.progress} %`);
  if (job.status === 'completed' && !job.deliveredAt) return next('Delivery', "when the recipient's phone is reached");
  return null;
};

/** The attempts in between: one leg until somebody wants to see them. */
const FoldedItem = ({ folded: { title, detail, stops } }: { folded: Folded }) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <li class="stop folded tone-retrying">
        <span class="stamp">
          <Icon name="more" size={18} />
        </span>
        <div class="stop-body">
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            <strong>{title}</strong>
            <span class="fold-word">
              {open ? 'Fold' : 'Show'}
              <Icon name="chevron" size={12} />
            </span>
          </button>
          <p class="ink-soft">{detail}</p>
        </div>
      </li>
      {open && stops.map((stop) => <StopItem key={stop.key} stop={stop} />)}
    </>
  );
};

export const StopList = ({ job, stops }: { job: Detail; stops: readonly Stop[] }) => (
  <ol class="stops">
    {legsOf(stops).map((leg) =>
      isFolded(leg) ? <FoldedItem key={leg.key} folded={leg} /> : <StopItem key={leg.key} stop={leg} />,
    )}
    <Ahead job={job} />
  </ol>
);
