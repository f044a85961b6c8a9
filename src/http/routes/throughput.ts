/** The last hour of a session, minute by minute. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { query } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';
import { IsoTime, iso, SessionQuery } from '../contract/shapes.ts';

const Count = v.pipe(v.number(), v.integer());

const PerMinute = (description: string) => v.pipe(v.array(Count), v.description(description), v.examples([[0, 12, 7]]));

const ThroughputShape = v.pipe(
  v.object({
    from: v.pipe(IsoTime, v.description('When the first minute began.')),
    completed: PerMinute('Messages acknowledged in each of 60 minutes; the last has only begun.'),
    failed: PerMinute('Messages given up in each of them.'),
    received: PerMinute('Messages that came in, in each of them; those of a history are not counted.'),
    lastDay: v.pipe(
      v.object({ completed: Count, failed: Count, received: Count }),
      v.description('The sums of the last 24 hours.'),
    ),
  }),
  v.metadata({ ref: 'Throughput' }),
);

export const throughputRoutes = ({ gateway: { queues } }: HttpDeps) =>
  new Hono<Env>().get(
    '/throughput',
    describe({
      tag: 'Queue',
      scope: 'queue:read',
      reach: 'one-session',
      summary: 'Look at the last hour',
      description:
        'How many messages were completed, were given up and came in, minute by minute for a chart, and in the last day.',
      answers: { 200: { description: 'The last hour, oldest minute first.', content: ThroughputShape } },
      problems: ['session.not_found', 'request.invalid'],
    }),
    query(SessionQuery),
    (c) => {
      const hour = queues.throughput(c.get('session'));
      return hour.ok ? c.json({ ...hour.value, from: iso(hour.value.from) }) : refused(c, hour.refusal);
    },
  );
