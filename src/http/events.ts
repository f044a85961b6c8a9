/** Reading the log, page by page. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { isFactType } from '../events/catalogue.ts';
import { decodeCursor, encodeCursor } from '../projections/cursor.ts';
import { describe } from './describe.ts';
import type { Env, HttpDeps } from './env.ts';
import { FactShape, factAnswer } from './fact-shape.ts';
import { badCursor, query } from './parse.ts';
import { Cursor, Limit, pageOf, Position } from './shapes.ts';

const EventList = v.strictObject({
  after: v.optional(v.pipe(Position, v.description('Only facts after this position.'))),
  stream: v.optional(v.pipe(v.string(), v.description('Only facts of this stream, `session/default` for one.'))),
  type: v.optional(
    v.pipe(
      v.string(),
      v.check(isFactType, 'There are no facts of this type'),
      v.description('Only facts of this type.'),
    ),
  ),
  limit: Limit,
  cursor: Cursor,
});

const LIST = 'events';

export const eventRoutes = ({ log }: HttpDeps) =>
  new Hono<Env>().get(
    '/events',
    describe({
      tag: 'Log',
      summary: 'Read the log',
      description:
        'Facts in the order in which they were written. To go on later, ask with `after` = the last position.',
      answers: { 200: { description: 'A page of facts.', content: pageOf(FactShape) } },
      problems: ['request.invalid'],
    }),
    query(EventList),
    (c) => {
      const { after = 0, stream, type, limit, cursor } = c.req.valid('query');
      const [from] = cursor === undefined ? [after] : (decodeCursor(cursor, LIST) ?? []);
      if (from === undefined) return badCursor(c);
      const found = log.page({
        after: from,
        limit: limit + 1,
        ...(stream === undefined ? {} : { stream }),
        ...(type === undefined ? {} : { type }),
      });
      const items = found.slice(0, limit).map(factAnswer);
      const last = found.length > limit ? items.at(-1) : undefined;
      return c.json({ items, nextCursor: last ? encodeCursor([LIST, last.position]) : null });
    },
  );
