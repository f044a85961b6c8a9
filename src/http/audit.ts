/** Whether the log is what it was when it was written, and the tables what it says. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { AuditReport } from '../actors/audit.ts';
import { describe } from './describe.ts';
import type { Env, HttpDeps } from './env.ts';
import { IsoTime, iso } from './shapes.ts';

const AuditShape = v.pipe(
  v.object({
    events: v.pipe(v.number(), v.integer(), v.description('How many facts the log holds.')),
    head: v.object({
      position: v.pipe(v.number(), v.integer()),
      hash: v.pipe(v.string(), v.description('Of the last row, and through it of every row before; 64 hex digits.')),
    }),
    verifiedAt: v.pipe(v.nullable(IsoTime), v.description('Null when it was not verified since the start.')),
    ok: v.pipe(
      v.nullable(v.boolean()),
      v.description('What came of it; null when it was not verified since the start.'),
    ),
    problem: v.pipe(v.nullable(v.string()), v.description('What does not fit, and where.')),
  }),
  v.metadata({ ref: 'Audit' }),
);

export const auditRoutes = ({ log, audit }: HttpDeps) => {
  const answer = (report: AuditReport | null) => {
    const head = log.head();
    return {
      events: head.position,
      head: { position: head.position, hash: head.hash },
      verifiedAt: report && iso(report.verifiedAt),
      ok: report && report.ok,
      problem: report && report.problem,
    };
  };
  return new Hono<Env>()
    .get(
      '/audit',
      describe({
        tag: 'Log',
        summary: 'Look at the last audit',
        answers: { 200: { description: 'The head of the log, and the last audit.', content: AuditShape } },
      }),
      (c) => c.json(answer(audit.last())),
    )
    .post(
      '/audit/verify',
      describe({
        tag: 'Log',
        summary: 'Audit the log',
        description: 'Walks the hash chain, and compares every projection with its rebuild. Takes time on a long log.',
        answers: { 200: { description: 'The audit, good or bad.', content: AuditShape } },
      }),
      async (c) => c.json(answer(await audit.run())),
    );
};
