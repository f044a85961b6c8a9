/** Finding a stream: sessions and their queues, recent jobs, and what a search finds. */
import type { EventLog } from '../events/log/log.ts';
import type { Millis } from '../kernel/clock.ts';
import { partsOfStream, shortChat, type StreamKind, streamOf } from '../kernel/ids.ts';
import type { Reads } from '../projections/reads.ts';

export interface StreamSummary {
  readonly stream: string;
  readonly kind: StreamKind;
  /** As it is now; null in streams that have no machine. */
  readonly state: string | null;
  readonly facts: number;
  /** When the last fact was written. */
  readonly at: Millis;
  /** The recipient of a job, shortened; null for other streams. */
  readonly to: string | null;
}

export type FindStreams = (query: { search: string; limit: number }) => readonly StreamSummary[];

const KINDS = ['session/', 'queue/', 'job/', 'user/', 'process'] as const;
const PHONE = /^\d{5,15}$/;

export const streamFinder = ({ log, reads }: { readonly log: EventLog; readonly reads: Reads }): FindStreams => {
  const jobsOf = (limit: number, chatId?: string): readonly string[] =>
    reads.sessions
      .list()
      .flatMap(({ id }) => reads.jobs.list({ session: id, limit, ...(chatId ? { chatId } : {}) })?.items ?? [])
      .sort((one, other) => other.queuedAt - one.queuedAt)
      .map(({ jobId }) => streamOf.job(jobId));

  const recent = (limit: number): readonly string[] => [
    ...log.streams('session/', limit),
    ...log.streams('queue/', limit),
    ...jobsOf(limit),
  ];

  const found = (search: string, limit: number): readonly string[] => [
    ...log.streams(search, limit),
    ...KINDS.flatMap((kind) => log.streams(`${kind}${search}`, limit)),
    ...(PHONE.test(search) ? jobsOf(limit, `${search}@s.whatsapp.net`) : []),
  ];

  const summaryOf = (stream: string): StreamSummary[] =>
    log.page({ after: 0, limit: 1, stream, newestFirst: true }).map(({ version, to, at, header }) => ({
      stream,
      kind: partsOfStream(stream).kind,
      state: to,
      facts: version,
      at,
      to: header.chatId && shortChat(header.chatId),
    }));

  return ({ search, limit }) => {
    const names = new Set(search === '' ? recent(limit) : found(search, limit));
    return [...names].slice(0, limit).flatMap(summaryOf);
  };
};
