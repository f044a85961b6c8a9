/**
 * Deadlines: the time in a fact at which the stream's actor must be woken. A later fact of the stream replaces the
 * deadline or clears it. Jobs have none here; the dispatch line wakes them.
 */
import type { Millis } from '../../kernel/clock.ts';
import type { FactOf, FactType } from './catalogue.ts';

/**
 * By type of fact: the deadline that it sets, or null if it clears the deadline. Other types leave the deadline alone.
 */
export type Deadlines = { readonly [T in FactType]?: (fact: FactOf<T>) => Millis | null };

const ends = (): null => null;

/** The time of a session's automatic restart. */
export const sessionDeadlines: Deadlines = {
  'session.closed': ({ restartAt }) => restartAt,
  'session.interrupted': ({ restartAt }) => restartAt,
  'session.started': ends,
  'session.stopped': ends,
  'session.logged_out': ends,
  'session.halted': ends,
};

/** The time at which a queue has cooled down. */
export const queueDeadlines: Deadlines = {
  'queue.cooled': ({ until }) => until,
  'queue.paused': ends,
  'queue.resumed': ends,
};

export const deadlines: Deadlines = { ...sessionDeadlines, ...queueDeadlines };
