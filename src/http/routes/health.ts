/** Health checks: whether the process answers, and whether messages would go out. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { query } from '../edge/parse.ts';
import { problem } from '../contract/problem.ts';
import { SessionQuery } from '../contract/shapes.ts';

const Alive = v.object({ status: v.literal('ok') });
const Ready = v.object({ ready: v.literal(true) });

export const healthRoutes = ({ gateway: { health } }: HttpDeps) =>
  new Hono<Env>()
    .get(
      '/healthz',
      describe({
        tag: 'Operation',
        scope: 'open',
        summary: 'Is the process alive?',
        answers: { 200: { description: 'It answers.', content: Alive } },
      }),
      (c) => c.json({ status: 'ok' }),
    )
    .get(
      '/readyz',
      describe({
        tag: 'Operation',
        scope: 'open',
        summary: 'Can it send?',
        description: 'Messages are accepted in both cases. They wait if the session cannot send.',
        answers: { 200: { description: 'The log is open, and the session can send.', content: Ready } },
        problems: ['session.not_ready', 'request.invalid'],
      }),
      query(SessionQuery),
      (c) => {
        const why = health.obstacles(c.req.valid('query').session);
        return why.length === 0
          ? c.json({ ready: true })
          : problem(c, 'session.not_ready', why.join(' '), { members: { ready: false, reasons: why } });
      },
    );
