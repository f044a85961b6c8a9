/** The past holds of a message: the pauses and coolings of its queue, read from the facts of both. */
import { type JobFact, statusOf } from '../../events/facts/job.ts';
import type { QueueFact } from '../../events/facts/queue.ts';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import { streamOf } from '../../kernel/ids.ts';
import { holdsOf, type PastHold } from '../../story/holds.ts';

export type { PastHold } from '../../story/holds.ts';

/** The number of queue facts that are read for one message. People and coolings cause few of them. */
const QUEUE_FACTS_MAX = 1_000;

const waits = ({ to }: Recorded<JobFact>): boolean => {
  const status = to && statusOf(to);
  return status === 'waiting' || status === 'retrying';
};

/** The facts of a queue between two positions, and the last fact before them. */
const factsOfQueue = (log: EventLog, stream: string, from: number, upTo: number): readonly Recorded<QueueFact>[] => {
  const before = log.page({ after: 0, upTo: from, stream, limit: 1, newestFirst: true });
  return [...before, ...log.page({ after: from, upTo, stream, limit: QUEUE_FACTS_MAX })] as Recorded<QueueFact>[];
};

/** The holds that came from the queue. `facts` are the facts of the job up to the position `at`. */
export const pastHolds = (log: EventLog, facts: readonly Recorded<JobFact>[], at: number): readonly PastHold[] => {
  const [first, last] = [facts[0], facts.at(-1)];
  const session = first?.header.session ?? null;
  if (!first || !last || session === null) return [];
  const upTo = waits(last) ? at : last.position;
  return holdsOf(facts, factsOfQueue(log, streamOf.queue(session), first.position, upTo));
};
