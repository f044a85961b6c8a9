/** A stop of a waybill with its stamp. */
import type { ComponentChildren } from 'preact';
import { keyNames } from '../live/key-names.ts';
import { linkTo } from '../router.ts';
import { me } from '../shell/gateway.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Clock } from '../ui/time.tsx';
import { durationText } from '../words/times.ts';
import type { Stamp, Stop } from './stop.ts';
import './waybill.css';

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
  edited: ['pencil', 'active'],
  answered: ['smile', 'active'],
};

const byWhom = (by: string): string | null => {
  if (by === 'system' || by === 'whatsapp') return null;
  if (by.startsWith('key_'))
    return keyNames.value.has(by) ? `with the key ${keyNames.value.get(by)}` : 'with an API key';
  return by === me.value?.id ? 'by you' : 'by another user';
};

interface Props {
  readonly stop: Stop;
  /** Jobs that failed alike are one click away; nothing lists what came in by its code. */
  readonly ofJob?: boolean;
  /** Where it stands in the log. */
  readonly children?: ComponentChildren;
}

export const StopItem = ({ stop, ofJob = true, children }: Props) => {
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
            {ofJob ? (
              <a
                class="stop-code"
                href={linkTo(`/jobs?failure=${encodeURIComponent(stop.code.split(' ', 1)[0] ?? '')}`)}
              >
                <code>{stop.code}</code>
              </a>
            ) : (
              <code>{stop.code}</code>
            )}
          </p>
        )}
        {children}
      </div>
    </li>
  );
};
