/** An actor as it was at a position of the log. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { foldStream } from '../machines/evolve.ts';
import { describe } from './describe.ts';
import type { Env, HttpDeps } from './env.ts';
import { FactShape, factAnswer } from './fact-shape.ts';
import { params, query } from './parse.ts';
import { problem } from './problem.ts';
import { Position } from './shapes.ts';

const StreamParam = v.object({
  stream: v.pipe(v.string(), v.description('With its slash, `session/default` for one, or with `%2F` in its place.')),
});
const At = v.strictObject({
  at: v.optional(v.pipe(Position, v.description('A position of the log; now, when left out.'))),
});

const History = v.pipe(
  v.object({
    stream: v.string(),
    at: v.pipe(v.number(), v.integer()),
    state: v.pipe(
      v.nullable(v.string()),
      v.description('Null before its first fact, and in streams without a machine.'),
    ),
    context: v.pipe(v.unknown(), v.description('What the machine remembers; null where `state` is null.')),
    facts: v.array(FactShape),
  }),
  v.metadata({ ref: 'History' }),
);

export const historyRoutes = ({ log }: HttpDeps) =>
  new Hono<Env>().get(
    '/history/:stream{.+}',
    describe({
      tag: 'Log',
      summary: 'Look at an actor in the past',
      description: 'Its state and context as of a position, folded from the facts up to it, and those facts.',
      answers: { 200: { description: 'The actor as it was.', content: History } },
      problems: ['stream.not_found', 'request.invalid'],
    }),
    params(StreamParam),
    query(At),
    (c) => {
      const { stream } = c.req.valid('param');
      const at = c.req.valid('query').at ?? log.head().position;
      const facts = log.read(stream, { upTo: at });
      if (facts.length === 0 && log.page({ after: 0, limit: 1, stream }).length === 0) {
        return problem(c, 'stream.not_found', 'The log has no fact of this stream.');
      }
      const { state, context } = (facts.length > 0 ? foldStream(stream, facts) : null) ?? {
        state: null,
        context: null,
      };
      return c.json({ stream, at, state, context, facts: facts.map(factAnswer) });
    },
  );
