/**
 * Counts the jobs that an interrupted clearing has already cleared: the jobs that its request cancelled or dismissed.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog, Recorded } from '../../events/log/log.ts';

const PAGE = 1_000;

/** `started` is the first fact of the clearing. */
export const countCleared = async (log: EventLog, started: Recorded): Promise<number> => {
  const isOfIt = ({ by, correlation, header }: Recorded): boolean =>
    by === started.by && correlation === started.correlation && header.session === started.header.session;
  let count = 0;
  for (const type of ['job.cancelled', 'job.dismissed']) {
    for (let after = started.position; ; ) {
      const page = log.page({ after, type, limit: PAGE });
      count += page.filter(isOfIt).length;
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      after = last.position;
      await nextTurn();
    }
  }
  return count;
};
