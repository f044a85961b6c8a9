/** The streams whose actors an inspector finds at once: those of sessions and queues, and the jobs in hand. */
import { streamOf } from '../kernel/ids.ts';
import type { Reads } from '../projections/reads.ts';

export const liveStreams = (reads: Reads): readonly string[] => [
  ...reads.sessions.list().flatMap(({ id }) => [streamOf.session(id), streamOf.queue(id)]),
  ...reads.jobs.active().map(({ jobId }) => streamOf.job(jobId)),
];
