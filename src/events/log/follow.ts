/**
 * Every fact after a position, then each new one as it is committed: without gap or repeat, and without a buffer.
 *
 * A follower always reads from the store, page by page; a commit only wakes it. So a slow follower holds one page
 * however far it lags, and there is no seam between catching up and following live. It lets the event loop turn between
 * pages. Followers at the same position, such as all that keep up, share one page: it is read once.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog, Recorded } from './log.ts';

const PAGE = 500;

/** Resolves at the next commit, or when the signal aborts. */
const wake = (onCommit: EventLog['onCommit'], signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      off();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const off = onCommit(done);
    signal.addEventListener('abort', done);
  });

/** The facts after a position; empty at the head of the log. */
type NextPage = (after: number) => readonly Recorded[];

export const sharedPages = ({ page, head }: Pick<EventLog, 'page' | 'head'>): NextPage => {
  let last: { readonly after: number; readonly head: number; readonly facts: readonly Recorded[] } | null = null;
  return (after) => {
    const { position } = head();
    if (after >= position) return [];
    if (last?.after !== after || last.head !== position) {
      last = { after, head: position, facts: page({ after, limit: PAGE }) };
    }
    return last.facts;
  };
};

export async function* follow(
  nextPage: NextPage,
  onCommit: EventLog['onCommit'],
  after: number,
  signal: AbortSignal,
): AsyncGenerator<Recorded, void> {
  let position = after;
  while (!signal.aborted) {
    const facts = nextPage(position);
    for (const fact of facts) {
      yield fact;
      if (signal.aborted) return;
      position = fact.position;
    }
    await (facts.length === 0 ? wake(onCommit, signal) : nextTurn());
  }
}
