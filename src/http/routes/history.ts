/** Past states of actors, their changes, and an overview of the log. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { describe } from '../contract/describe.ts';
import { Cursor } from '../contract/shapes.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { FactShape, factAnswer } from '../contract/fact-shape.ts';
import { compareRoutes } from './history-compare.ts';
import { At, actorAnswer, actorEntries, StreamParam } from './history-shape.ts';
import { outlineRoutes } from './inspector-outline.ts';
import { streamRoutes } from './inspector-streams.ts';
import { params, query } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';

const HistoryQuery = v.strictObject({
  at: At,
  facts: v.optional(
    v.pipe(v.picklist(['all', 'none']), v.description('Whether the answer includes the facts: all of them, or none.')),
    'all',
  ),
  cursor: Cursor,
});

const NextCursor = v.pipe(
  v.nullable(v.string()),
  v.description(
    'Null behind the last fact. A stream without a machine, such as that of a chat, has no end: it comes in pages of 200.',
  ),
);

const History = v.pipe(
  v.object({ stream: v.string(), ...actorEntries, facts: v.array(FactShape), nextCursor: NextCursor }),
  v.metadata({ ref: 'History' }),
);

export const historyRoutes = ({ gateway }: HttpDeps) =>
  new Hono<Env>()
    .route('/', outlineRoutes(gateway))
    .route('/', streamRoutes(gateway))
    .route('/', compareRoutes(gateway))
    .get(
      '/history/:stream{.+}',
      describe({
        tag: 'Log',
        scope: 'events:read',
        reach: 'facts',
        summary: 'Look at an actor in the past',
        description: 'The state and context at a position, folded from the facts up to it, and these facts.',
        answers: { 200: { description: 'The actor as it was.', content: History } },
        problems: ['stream.not_found', 'request.invalid'],
      }),
      params(StreamParam),
      query(HistoryQuery),
      async (c) => {
        const found = await gateway.history.at({
          ...c.req.valid('param'),
          ...c.req.valid('query'),
          reach: c.get('identity').reach,
        });
        if (!found.ok) return refused(c, found.refusal);
        const { stream, facts, nextCursor, ...actor } = found.value;
        return c.json({ stream, ...actorAnswer(actor), facts: facts.map(factAnswer), nextCursor });
      },
    );
