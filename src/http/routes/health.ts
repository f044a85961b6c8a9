/** For whoever watches the process. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { query } from '../edge/parse.ts';
import { problem } from '../contract/problem.ts';
import { SessionQuery } from '../contract/shapes.ts';

const Alive = v.object({ status: v.literal('ok') });
const Ready = v.object({ ready: v.literal(true) });

export const healthRoutes = ({ gateway, reads, log }: HttpDeps) => {
  /** Anybody may ask, so it says no more than where to look. */
  const reasons = (session: string): string[] => {
    const known = reads.sessions.byId(session);
    const found = [];
    if (log.trouble() !== null) found.push('The log cannot be written; the log lines say why.');
    else if (gateway.trouble().length > 0) found.push('Something in Waybill has stopped; the log lines say what.');
    if (!known) found.push(`There is no session "${session}"; start it first.`);
    else if (known.state !== 'ready') found.push(`The session "${session}" is ${known.state}: it cannot send.`);
    return found;
  };

  return new Hono<Env>()
    .get(
      '/healthz',
      describe({
        tag: 'Operation',
        summary: 'Is the process alive?',
        answers: { 200: { description: 'It answers.', content: Alive } },
        open: true,
      }),
      (c) => c.json({ status: 'ok' }),
    )
    .get(
      '/readyz',
      describe({
        tag: 'Operation',
        summary: 'Can it send?',
        description: 'Messages are taken either way: they wait.',
        answers: { 200: { description: 'The log is open, and the session can send.', content: Ready } },
        problems: ['session.not_ready', 'request.invalid'],
        open: true,
      }),
      query(SessionQuery),
      (c) => {
        const why = reasons(c.req.valid('query').session);
        return why.length === 0
          ? c.json({ ready: true })
          : problem(c, 'session.not_ready', why.join(' '), { members: { ready: false, reasons: why } });
      },
    );
};
