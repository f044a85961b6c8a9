/**
 * Facts that are far apart, such as those of one session among five hundred, found without an index of their own.
 *
 * An index would cost a page of the file in each commit. A walk costs a microsecond a fact, in windows between which the
 * event loop turns: whoever asks waits a second for a million facts, and nobody else waits at all.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog, PageQuery, Recorded } from './log.ts';

/** Positions that are looked at in one turn. */
const WINDOW = 10_000;

export const search = async (
  { page, head }: Pick<EventLog, 'page' | 'head'>,
  query: PageQuery,
): Promise<readonly Recorded[]> => {
  // One stream or all sessions: the store goes there at once.
  if (query.stream !== undefined || (query.session === undefined && query.chatId === undefined)) return page(query);
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
