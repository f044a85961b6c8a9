/** Finds streams: sessions and their queues, recent jobs, and the results of a search. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Gateway } from '../../gateway/gateway.ts';
import { describe } from '../contract/describe.ts';
import type { Env } from '../edge/env.ts';
import { query } from '../edge/parse.ts';
import { STREAM_KINDS } from '../../kernel/ids.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, IsoTime, iso, Limit, pageOf } from '../contract/shapes.ts';

const StreamsQuery = v.strictObject({
  search: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.maxLength(100),
      v.description('The beginning of a name or an id, or all digits of a phone number.'),
    ),
    '',
  ),
  limit: Limit,
  cursor: Cursor,
});

const StreamShape = v.object({
  stream: v.string(),
  kind: v.picklist(STREAM_KINDS),
  state: v.pipe(v.nullable(v.string()), v.description('The current state; null in a stream without a machine.')),
  facts: v.pipe(v.number(), v.integer(), v.description('The number of facts in the stream.')),
  at: v.pipe(IsoTime, v.description('The time of the last fact.')),
  to: v.pipe(v.nullable(v.string()), v.description('The shortened recipient of a job; null for other streams.')),
});

const StreamList = v.pipe(pageOf(StreamShape), v.metadata({ ref: 'StreamList' }));

export const streamRoutes = ({ streams }: Gateway) =>
  new Hono<Env>().get(
    '/streams',
    describe({
      tag: 'Log',
      scope: 'events:read',
      summary: 'Find a stream',
      description:
        'Sessions, their queues and the newest jobs, or the results of a search. Each job, session, queue and user is a stream.',
      answers: { 200: { description: 'A page of streams, as they are now.', content: StreamList } },
      problems: ['request.invalid'],
    }),
    query(StreamsQuery),
    (c) => {
      const page = streams(c.req.valid('query'));
      if (!page.ok) return refused(c, page.refusal);
      const { items, nextCursor } = page.value;
      return c.json({ items: items.map(({ at, ...stream }) => ({ ...stream, at: iso(at) })), nextCursor });
    },
  );
