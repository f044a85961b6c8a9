/** What there is to look at: sessions and their queues, recent jobs, and whatever a search finds. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import { partsOfStream, shortChat, streamOf } from '../../kernel/ids.ts';
import type { Reads } from '../../projections/reads.ts';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { query } from '../edge/parse.ts';
import { IsoTime, iso, Limit } from '../contract/shapes.ts';

const KINDS = ['session/', 'queue/', 'job/', 'user/', 'process'] as const;

const StreamsQuery = v.strictObject({
  search: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.maxLength(100),
      v.description('How its name or its id begins, or the digits of a whole phone number.'),
    ),
    '',
  ),
  limit: Limit,
});

const StreamShape = v.object({
  stream: v.string(),
  kind: v.picklist(['job', 'session', 'queue', 'user', 'process']),
  state: v.pipe(v.nullable(v.string()), v.description('As it is now; null in streams that have no machine.')),
  facts: v.pipe(v.number(), v.integer(), v.description('How many it has.')),
  at: v.pipe(IsoTime, v.description('When the last of them was written.')),
  to: v.pipe(v.nullable(v.string()), v.description('Of a job, whom it is for, shortened.')),
});

const StreamList = v.pipe(v.object({ items: v.array(StreamShape) }), v.metadata({ ref: 'StreamList' }));

const chatOf = (reads: Reads, stream: string): string | null => {
  const { kind, id } = partsOfStream(stream);
  const job = kind === 'job' ? reads.jobs.byId(id) : null;
  return job && shortChat(job.chatId);
};

const streamAnswer = (reads: Reads, { stream, version, to, at }: Recorded) => ({
  stream,
  kind: partsOfStream(stream).kind,
  state: to,
  facts: version,
  at: iso(at),
  to: chatOf(reads, stream),
});

export const streamRoutes = ({ log, reads }: HttpDeps) => {
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
    ...(/^\d{5,15}$/.test(search) ? jobsOf(limit, `${search}@s.whatsapp.net`) : []),
  ];

  return new Hono<Env>().get(
    '/streams',
    describe({
      tag: 'Log',
      summary: 'Find a stream',
      description:
        'Sessions, their queues and the newest jobs; or what a search finds. Every job, session, queue and user is a stream of its own.',
      answers: { 200: { description: 'Streams, as they are now.', content: StreamList } },
      problems: ['request.invalid'],
    }),
    query(StreamsQuery),
    (c) => {
      const { search, limit } = c.req.valid('query');
      const names = new Set(search === '' ? recent(limit) : found(search, limit));
      const items = [...names].slice(0, limit).flatMap((name) => {
        const last = lastOf(log, name);
        return last ? [streamAnswer(reads, last)] : [];
      });
      return c.json({ items });
    },
  );
};

const lastOf = (log: EventLog, stream: string): Recorded | undefined =>
  log.page({ after: 0, limit: 1, stream, newestFirst: true })[0];
