/**
 * Finds facts that are far apart, such as those of one session among five hundred, without an index of their own.
 *
 * An index would cost a page of the file in each commit. A scan costs a microsecond a fact and runs in windows, with a
 * turn of the event loop between them. For a million facts the caller waits a second, and other requests do not wait.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog, PageQuery, Recorded } from './log.ts';

/** Positions to scan in one turn. */
const WINDOW = 10_000;

export const search = async (
  { page, head }: Pick<EventLog, 'page' | 'head'>,
  query: PageQuery,
): Promise<readonly Recorded[]> => {
  // The store has an index for one stream and for the whole log.
  if (query.stream !== undefined || (query.session === undefined && query.chatIds === undefined)) return page(query);
  const { newestFirst = false, limit } = query;
  let after = query.after;
  let upTo = Math.min(query.upTo ?? head().position, head().position);
  const found: Recorded[] = [];
  while (after < upTo && found.length < limit) {
    const window = newestFirst
      ? { after: Math.max(after, upTo - WINDOW), upTo }
      : { after, upTo: Math.min(upTo, after + WINDOW) };
    found.push(...page({ ...query, ...window, limit: limit - found.length }));
    if (newestFirst) upTo = window.after;
    else after = window.upTo;
    if (after < upTo) await nextTurn();
  }
  return found;
};
