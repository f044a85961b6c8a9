/**
 * When the actor of a stream has to be woken: a time that is in a fact. A later fact of the stream sets another, or ends
 * the wait. Jobs have none here, since the dispatch line wakes them.
 */
import type { Millis } from '../../kernel/clock.ts';
import type { FactOf, FactType } from './catalogue.ts';

/** By type of fact: the time that it sets, or null when it ends the wait. A type that is not here changes nothing. */
export type Deadlines = { readonly [T in FactType]?: (fact: FactOf<T>) => Millis | null };

const ends = (): null => null;

/** When a session comes back by itself. */
export const sessionDeadlines: Deadlines = {
  'session.closed': ({ restartAt }) => restartAt,
  'session.interrupted': ({ restartAt }) => restartAt,
  'session.started': ends,
  'session.stopped': ends,
  'session.logged_out': ends,
  'session.halted': ends,
};

/** When a queue has cooled down. */
export const queueDeadlines: Deadlines = {
  'queue.cooled': ({ until }) => until,
  'queue.paused': ends,
  'queue.resumed': ends,
};

export const deadlines: Deadlines = { ...sessionDeadlines, ...queueDeadlines };
