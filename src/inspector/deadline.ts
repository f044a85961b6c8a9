/** The deadline of an actor: the time at which something happens to it unless something else happens first. */
import { partsOfStream } from '../kernel/ids.ts';
import type { JobContext } from '../machines/job.machine.ts';
import type { QueueContext } from '../machines/queue.machine.ts';
import type { SessionContext } from '../machines/session.machine.ts';
import type { Moment } from './past.ts';

export interface Deadline {
  readonly at: number;
  /** What happens then. */
  readonly what: 'attempt' | 'restart' | 'resume' | 'expire';
}

/** Null if it waits for nothing, or for a person. */
export const deadlineOf = ({ state, context, fact }: Moment): Deadline | null => {
  const deadline = (at: number | null, what: Deadline['what']): Deadline | null => (at === null ? null : { at, what });
  switch (`${partsOfStream(fact.stream).kind} ${state}`) {
    case 'job retrying':
      return deadline((context as JobContext).retryAt, 'attempt');
    case 'job waiting':
      return deadline((context as JobContext).notBefore, 'attempt');
    case 'session restart':
      return deadline((context as SessionContext).restartAt, 'restart');
    case 'session qr':
      return fact.type === 'session.qr_issued' ? deadline(fact.data.expiresAt, 'expire') : null;
    case 'queue cooling':
      return deadline((context as QueueContext).until, 'resume');
    default:
      return null;
  }
};
