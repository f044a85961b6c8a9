/**
 * Whether a session may start messages now: the one place that combines everything that can hold them back.
 *
 * A permit never refuses a message. It says how many jobs may be in hand. If that is none, it says why and until when.
 */
import type { Millis } from '../kernel/clock.ts';
import type { Queue } from './queue.machine.ts';
import type { Session } from './session.machine.ts';

/** Why a whole session holds its messages. */
export const HOLDS = ['paused', 'cooling', 'not_linked', 'not_connected'] as const;
export type Hold = (typeof HOLDS)[number];

export interface Permit {
  /** How many jobs the session may have in hand. */
  readonly places: number;
  /** When the permit must be computed again; null if an event will trigger that. */
  readonly nextAt: Millis | null;
  /** Why `places` is 0; null if it is not. */
  readonly reason: Hold | null;
}

const held = (reason: Hold, nextAt: Millis | null = null): Permit => ({ places: 0, nextAt, reason });

/** The permit of a session and its queue. `linked` is whether its connection can send messages. */
export const permitOf = (session: Session, queue: Queue, linked: boolean): Permit => {
  if (queue.matches('paused')) return held('paused');
  if (queue.matches('cooling')) return held('cooling', queue.context.until);
  if (session.matches('ready') && linked)
    return { places: queue.context.config.concurrency, nextAt: null, reason: null };
  if (session.context.account === null) return held('not_linked');
  return held('not_connected', session.context.restartAt);
};
