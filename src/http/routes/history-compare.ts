/** The changes of an actor between two positions, in its context and in the rows that its facts change. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Gateway } from '../../gateway/gateway.ts';
import { describe } from '../contract/describe.ts';
import type { Env } from '../edge/env.ts';
import { actorAnswer, actorEntries } from './history-shape.ts';
import { query } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';
import { Position } from '../contract/shapes.ts';

const CompareQuery = v.strictObject({
  stream: v.pipe(v.string(), v.description('The name of a stream, such as `session/default`.')),
  from: v.pipe(Position, v.description('A position of the log; 0 is before everything.')),
  to: v.pipe(Position, v.description('Another one, before or after it.')),
});

const DifferenceShape = v.object({
  path: v.pipe(v.string(), v.examples(['config.concurrency'])),
  before: v.unknown(),
  after: v.unknown(),
});

const Comparison = v.pipe(
  v.object({
    stream: v.string(),
    from: v.object(actorEntries),
    to: v.object(actorEntries),
    facts: v.pipe(
      v.number(),
      v.integer(),
      v.description('The number of facts of the stream between the two positions.'),
    ),
    context: v.pipe(v.array(DifferenceShape), v.description('The differences between the two contexts.')),
    tables: v.pipe(
      v.array(v.object({ table: v.string(), changes: v.array(DifferenceShape) })),
      v.description(
        "The columns of the stream's own rows that are not the same, as stored. Tables that mix streams are left out: the line, the statistics, the minutes.",
      ),
    ),
  }),
  v.metadata({ ref: 'Comparison' }),
);

export const compareRoutes = ({ history }: Gateway) =>
  new Hono<Env>().get(
    '/compare',
    describe({
      tag: 'Log',
      scope: 'events:read',
      reach: 'facts',
      summary: 'Compare an actor at two positions',
      description: 'The differences between two positions, in the context and in the rows of the tables.',
      answers: { 200: { description: 'The differences.', content: Comparison } },
      problems: ['stream.not_found', 'request.invalid'],
    }),
    query(CompareQuery),
    async (c) => {
      const found = await history.compare({ ...c.req.valid('query'), reach: c.get('identity').reach });
      if (!found.ok) return refused(c, found.refusal);
      const { from, to, ...comparison } = found.value;
      return c.json({ ...comparison, from: actorAnswer(from), to: actorAnswer(to) });
    },
  );
