/** An outline of the log: the states of each stream over time, and the positions of each type of fact. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { OUTLINE_ROWS_MAX, type Recorded } from '../../gateway/history/events.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import { describe } from '../contract/describe.ts';
import type { Env } from '../edge/env.ts';
import { FactShape, factAnswer } from '../contract/fact-shape.ts';
import { query } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';
import { limitUpTo, Position } from '../contract/shapes.ts';

const whole = v.pipe(v.number(), v.integer());
const StreamName = v.pipe(v.string(), v.description('Only this stream; the whole log by default.'));

const OutlineQuery = v.strictObject({
  stream: v.optional(StreamName),
  skip: v.optional(v.pipe(Position, v.description('The number of facts to skip at the beginning.'))),
  limit: limitUpTo(OUTLINE_ROWS_MAX),
});

const OutlineShape = v.pipe(
  v.object({
    total: v.pipe(whole, v.description('The number of facts.')),
    words: v.pipe(v.array(v.string()), v.description('The words that rows refer to by index, from 0.')),
    rows: v.pipe(
      v.array(v.array(whole)),
      v.description(
        'One row a fact: position, time (milliseconds since 1970), stream, type, from, to, by, causation. A missing word is −1; a missing causation is 0.',
      ),
    ),
    before: v.pipe(
      v.object({
        job: v.nullable(FactShape),
        session: v.nullable(FactShape),
        queue: v.nullable(FactShape),
        media: v.nullable(FactShape),
        webhook: v.nullable(FactShape),
      }),
      v.description('The last fact of each kind of stream before the first row.'),
    ),
  }),
  v.metadata({ ref: 'Outline' }),
);

const SummaryQuery = v.strictObject({ stream: v.optional(StreamName) });

const SummaryShape = v.pipe(
  v.object({
    facts: v.pipe(whole, v.description('The number of facts.')),
    types: v.pipe(
      v.array(v.object({ type: v.string(), first: whole, last: whole })),
      v.description('The positions of the first and the last fact of each type in the log.'),
    ),
  }),
  v.metadata({ ref: 'Summary' }),
);

const lastAnswer = (last: Recorded | null) => last && factAnswer(last);

export const outlineRoutes = ({ events }: Gateway) =>
  new Hono<Env>()
    .get(
      '/events/outline',
      describe({
        tag: 'Log',
        scope: 'events:read',
        summary: 'Read the log without its data',
        description:
          'All facts in log order and in compact form, for pages that show states over time. `stream` selects one stream. `skip` counts facts, so a client can start at any fact.',
        answers: { 200: { description: 'A part of the outline.', content: OutlineShape } },
        problems: ['stream.not_found', 'request.invalid'],
      }),
      query(OutlineQuery),
      (c) => {
        const { stream, skip = 0, limit } = c.req.valid('query');
        const part = events.outline({ stream, skip, limit });
        if (!part.ok) return refused(c, part.refusal);
        const { before, ...outline } = part.value;
        return c.json({
          ...outline,
          before: {
            job: lastAnswer(before.job),
            session: lastAnswer(before.session),
            queue: lastAnswer(before.queue),
            media: lastAnswer(before.media),
            webhook: lastAnswer(before.webhook),
          },
        });
      },
    )
    .get(
      '/events/summary',
      describe({
        tag: 'Log',
        scope: 'events:read',
        summary: 'Find the first and the last of each type',
        description: 'Where to look first: the first `job.failed`, the last `session.closed`.',
        answers: { 200: { description: 'Positions by type.', content: SummaryShape } },
        problems: ['stream.not_found', 'request.invalid'],
      }),
      query(SummaryQuery),
      async (c) => {
        const summary = await events.summary(c.req.valid('query').stream);
        return summary.ok ? c.json(summary.value) : refused(c, summary.refusal);
      },
    );
