/** The stops of a waybill, each with its stamp, and the one that is still to come. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Schema } from '../../api/client.ts';
import { Icon } from '../../ui/icon.tsx';
import { Countdown } from '../../ui/time.tsx';
import { StopItem } from '../../waybill/stop-item.tsx';
import type { Stop } from '../../waybill/stop.ts';
import { type Folded, isFolded, legsOf } from './fold.ts';

type Detail = Schema<'JobDetail'>;

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
