/**
 * Every fact after a position, then each new one as it comes: without gap or repeat, and without a buffer.
 *
 * A follower always reads from the store, page by page, and a commit only wakes it. So a slow one holds one page however
 * far it falls behind, and there is no seam between catching up and living. It lets the event loop turn between pages.
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

export async function* follow(
  log: Pick<EventLog, 'page' | 'onCommit'>,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<Recorded, void> {
  let position = after;
  while (!signal.aborted) {
    const facts = log.page({ after: position, limit: PAGE });
    for (const fact of facts) {
      yield fact;
      if (signal.aborted) return;
      position = fact.position;
    }
    await (facts.length === 0 ? wake(log.onCommit, signal) : nextTurn());
  }
}
