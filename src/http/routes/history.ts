/** Looking back: actors as they were, what became of them, and where to look. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { openPast } from '../../inspector/past.ts';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { FactShape, factAnswer } from '../contract/fact-shape.ts';
import { compareRoutes } from './history-compare.ts';
import { At, momentAnswer, momentEntries, StreamParam } from './history-shape.ts';
import { outlineRoutes } from './inspector-outline.ts';
import { streamRoutes } from './inspector-streams.ts';
import { params, query } from '../edge/parse.ts';
import { problem } from '../contract/problem.ts';

const HistoryQuery = v.strictObject({
  at: At,
  facts: v.optional(
    v.pipe(v.picklist(['all', 'none']), v.description('Whether to answer the facts too: all of them, or none.')),
    'all',
  ),
});

const History = v.pipe(
  v.object({ stream: v.string(), ...momentEntries, facts: v.array(FactShape) }),
  v.metadata({ ref: 'History' }),
);

export const historyRoutes = (deps: HttpDeps) => {
  const { log } = deps;
  const past = openPast(log);
  return new Hono<Env>()
    .route('/', outlineRoutes(deps))
    .route('/', streamRoutes(deps))
    .route('/', compareRoutes(log, past))
    .get(
      '/history/:stream{.+}',
      describe({
        tag: 'Log',
        summary: 'Look at an actor in the past',
        description: 'Its state and context as of a position, folded from the facts up to it, and those facts.',
        answers: { 200: { description: 'The actor as it was.', content: History } },
        problems: ['stream.not_found', 'request.invalid'],
      }),
      params(StreamParam),
      query(HistoryQuery),
      async (c) => {
        const { stream } = c.req.valid('param');
        const { at = log.head().position, facts: wanted } = c.req.valid('query');
        const moment = await past.at(stream, at);
        if (!moment && log.page({ after: 0, limit: 1, stream }).length === 0)
          return problem(c, 'stream.not_found', 'The log has no fact of this stream.');
        const facts = wanted === 'all' ? log.read(stream, { upTo: at }).map(factAnswer) : [];
        return c.json({ stream, ...momentAnswer(at, moment), facts });
      },
    );
};
