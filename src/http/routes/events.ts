/** Reads the log, page by page. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { isFactType } from '../../events/facts/catalogue.ts';
import { isStreamName } from '../../kernel/ids.ts';
import { STREAM_NAMES } from '../../story/words.ts';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { FactShape, factPageAnswer } from '../contract/fact-shape.ts';
import { query } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';
import { Belonging, Cursor, Limit, pageOf, Position } from '../contract/shapes.ts';

const EventList = v.strictObject({
  after: v.optional(v.pipe(Position, v.description('Only facts after this position.'))),
  before: v.optional(v.pipe(Position, v.description('Only facts before this position.'))),
  order: v.optional(
    v.pipe(v.picklist(['oldest', 'newest']), v.description('Which facts come first; `oldest` by default.')),
    'oldest',
  ),
  stream: v.optional(
    v.pipe(
      v.string(),
      v.check(isStreamName, STREAM_NAMES),
      v.description('Only facts of this stream, such as `session/default`.'),
    ),
  ),
  type: v.optional(
    v.pipe(
      v.string(),
      v.check(isFactType, 'There are no facts of this type'),
      v.description('Only facts of this type.'),
    ),
  ),
  ...Belonging,
  limit: Limit,
  cursor: Cursor,
});

export const eventRoutes = ({ gateway: { events } }: HttpDeps) =>
  new Hono<Env>().get(
    '/events',
    describe({
      tag: 'Log',
      scope: 'events:read',
      reach: 'facts',
      summary: 'Read the log',
      description:
        'Facts in the order in which they were written, or the newest first. To continue later, set `after` to the last position.',
      answers: { 200: { description: 'A page of facts.', content: pageOf(FactShape) } },
      problems: ['request.invalid'],
    }),
    query(EventList),
    async (c) => {
      const page = await events.page({ ...c.req.valid('query'), reach: c.get('identity').reach });
      return page.ok ? c.json(factPageAnswer(page.value)) : refused(c, page.refusal);
    },
  );
