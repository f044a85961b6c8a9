/** What held a message up while it waited: the pauses and coolings of its queue, from the facts of both. */
import { statusOf } from '../events/facts/job.ts';
import type { JobFact } from '../events/facts/job.ts';
import type { QueueFact } from '../events/facts/queue.ts';
import type { Recorded } from '../events/log/log.ts';
import type { Millis } from '../kernel/clock.ts';

export interface PastHold {
  readonly reason: 'paused' | 'cooling';
  readonly from: Millis;
  /** Null while it lasts. */
  readonly until: Millis | null;
}

interface Span<T> {
  readonly what: T;
  readonly from: Millis;
  /** Infinity while it lasts. */
  readonly until: Millis;
}

/** The time from each fact to the next, with what it stands for; null is left out. */
const spansOf = <F extends Recorded, T>(facts: readonly F[], whatOf: (fact: F) => T | null): readonly Span<T>[] =>
  facts.flatMap((fact, index) => {
    const what = whatOf(fact);
    return what === null ? [] : [{ what, from: fact.at, until: facts[index + 1]?.at ?? Number.POSITIVE_INFINITY }];
  });

const waits = ({ to }: Recorded<JobFact>): true | null => {
  const status = to === null ? null : statusOf(to);
  return status === 'waiting' || status === 'retrying' ? true : null;
};

const restOf = ({ to }: Recorded<QueueFact>): PastHold['reason'] | null => (to === 'running' ? null : to);

/** Neighbours of one reason are one hold: a queue that is cleared or configured while it is paused stays paused. */
const joined = (holds: readonly PastHold[]): readonly PastHold[] =>
  holds.reduce<PastHold[]>((found, hold) => {
    const last = found.at(-1);
    if (last?.reason === hold.reason && last.until === hold.from) found.splice(-1, 1, { ...last, until: hold.until });
    else found.push(hold);
    return found;
  }, []);

/** `queue` begins with the last fact before the job was queued, where there is one. */
export const holdsOf = (
  job: readonly Recorded<JobFact>[],
  queue: readonly Recorded<QueueFact>[],
): readonly PastHold[] => {
  const rests = spansOf(queue, restOf);
  const holds = spansOf(job, waits).flatMap((wait) =>
    rests
      .map(({ what, from, until }) => ({
        reason: what,
        from: Math.max(from, wait.from),
        until: Math.min(until, wait.until),
      }))
      .filter(({ from, until }) => from < until),
  );
  return joined(holds.map((hold) => ({ ...hold, until: Number.isFinite(hold.until) ? hold.until : null })));
};
