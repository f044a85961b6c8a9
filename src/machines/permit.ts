/**
 * Whether a session may start messages now: the one place where everything that holds them back is put together.
 *
 * A permit never refuses a message. It says how many may be in hand, and where that is none, why and until when.
 */
import type { Millis } from '../kernel/clock.ts';
import type { Queue } from './queue.machine.ts';
import type { Session } from './session.machine.ts';

/** Why a whole session holds its messages. */
export const HOLDS = ['paused', 'cooling', 'not_linked', 'not_connected'] as const;
export type Hold = (typeof HOLDS)[number];

export interface Permit {
  /** Jobs that the session may have in hand. */
  readonly places: number;
  /** When it has to be asked again; null when something else will tell. */
  readonly nextAt: Millis | null;
  /** Why there are no places; null when there are. */
  readonly reason: Hold | null;
}

const held = (reason: Hold, nextAt: Millis | null = null): Permit => ({ places: 0, nextAt, reason });

/** What a session and its queue allow. `linked` tells whether messages can be sent through its connection. */
export const permitOf = (session: Session, queue: Queue, linked: boolean): Permit => {
  if (queue.matches('paused')) return held('paused');
  if (queue.matches('cooling')) return held('cooling', queue.context.until);
  if (session.matches('ready') && linked)
    return { places: queue.context.config.concurrency, nextAt: null, reason: null };
  if (session.context.account === null) return held('not_linked');
  return held('not_connected', session.context.restartAt);
};
