/** The dispatcher's queries: the next jobs, started and put back, so that the queries can be repeated. */
import type { JobFact } from '../../../src/events/facts/job.ts';
import type { StreamHeader } from '../../../src/events/facts/header.ts';
import type { Projector, Recorded } from '../../../src/events/log/log.ts';
import { DEFAULT_SESSION, type JobId, streamOf } from '../../../src/kernel/ids.ts';
import type { LineReads } from '../../../src/projections/line-reads.ts';
import { T0 } from './past.ts';

interface Place {
  readonly jobId: JobId;
  readonly streamId: number;
  readonly header: StreamHeader;
}

export const headerTo = (chatId: string): StreamHeader => ({
  session: DEFAULT_SESSION,
  chatId,
  priority: 'NORMAL',
  tenant: null,
});

/** A fact as the tables see it: they read neither its version nor its hash. */
export const recorded = (
  position: number,
  { jobId, streamId, header }: Place,
  fact: JobFact,
  from: string | null,
  to: string,
): Recorded => {
  const { type, ...data } = fact;
  const stream = { stream: streamOf.job(jobId), streamId, header, version: 1 };
  const origin = { at: T0, by: 'system', correlation: null, causation: null, hash: '', schema: 1 };
  return { position, ...stream, type, data, ...origin, from, to } as unknown as Recorded;
};

interface Tables extends Pick<Projector, 'apply'> {
  readonly line: LineReads;
  /** The head of the log, at which the tables are. */
  readonly position: number;
}

/** One claim of this many jobs. The caller has a transaction open, and rolls it back. */
export const openClaims = ({ apply, line, position: before }: Tables): ((jobs: number) => void) => {
  let position = before;
  const write = (place: Place, fact: JobFact, from: string, to: string): void => {
    position += 1;
    apply([recorded(position, place, fact, from, to)]);
  };
  return (jobs) => {
    for (const { jobId, streamId, chatId } of line.next(DEFAULT_SESSION, T0, jobs, new Set())) {
      const place = { jobId, streamId, header: headerTo(chatId) };
      write(place, { type: 'job.started', attempt: 1 }, 'waiting', 'active.validating');
      write(place, { type: 'job.interrupted', attempts: 0 }, 'active.validating', 'waiting');
    }
  };
};
