/** The audit: checks that the log is unchanged since it was written, and that the tables match it. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { accepts } from 'hono/accepts';
import type { Audit, AuditReport } from '../../gateway/operation/audit.ts';
import { auditActionRoutes } from './audit-actions.ts';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { IsoTime, iso } from '../contract/shapes.ts';

const AuditShape = v.pipe(
  v.object({
    events: v.pipe(v.number(), v.integer(), v.description('The number of facts in the log.')),
    head: v.object({
      position: v.pipe(v.number(), v.integer()),
      hash: v.pipe(
        v.string(),
        v.description('The hash of the last row, which covers every row before it; 64 hex digits.'),
      ),
    }),
    verifiedAt: v.pipe(v.nullable(IsoTime), v.description('Null if there was no audit since the start.')),
    ok: v.pipe(
      v.nullable(v.boolean()),
      v.description('The result of the audit; null if there was none since the start.'),
    ),
    problem: v.pipe(v.nullable(v.string()), v.description('The first problem and its place.')),
  }),
  v.metadata({ ref: 'Audit' }),
);

const STREAM = 'text/event-stream';
const utf8 = new TextEncoder();

/** Streams the progress of an audit: events named `progress` with the step, and finally `done` with the result. */
const followed = (audit: Audit, answer: (report: AuditReport) => unknown): ReadableStream<Uint8Array> => {
  let listening = true;
  return new ReadableStream({
    async start(controller) {
      const tell = (event: string, data: unknown): void => {
        if (listening) controller.enqueue(utf8.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
      };
      const report = await audit.run((step, position, head) => tell('progress', { step, position, head }));
      tell('done', answer(report));
      if (listening) controller.close();
    },
    cancel() {
      listening = false;
    },
  });
};

export const auditRoutes = (deps: HttpDeps) => {
  const { audit } = deps.gateway;
  const answer = (report: AuditReport | null) => {
    const head = audit.head();
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
        scope: 'audit:read',
        summary: 'Look at the last audit',
        answers: { 200: { description: 'The head of the log, and the last audit.', content: AuditShape } },
      }),
      (c) => c.json(answer(audit.last())),
    )
    .post(
      '/audit/verify',
      describe({
        tag: 'Log',
        scope: 'audit:read',
        summary: 'Audit the log',
        description:
          'Walks the hash chain, and compares every projection with its rebuild. Takes time on a long log. A client that accepts `text/event-stream` gets the progress: events `progress` with `{ step, position, head }`, where the steps are `chain`, `streams`, `projections` and `media`, and in the end `done` with the audit. An audit that runs already is shared, and only the client that began it is told how far it is.',
        answers: {
          200: {
            description: 'The result of the audit, even if it found a problem.',
            content: { 'application/json': AuditShape, [STREAM]: v.string() },
          },
        },
      }),
      async (c) => {
        const type = accepts(c, {
          header: 'Accept',
          supports: ['application/json', STREAM],
          default: 'application/json',
        });
        c.header('Vary', 'Accept');
        return type === STREAM
          ? c.body(followed(audit, answer), 200, { 'Content-Type': STREAM, 'X-Accel-Buffering': 'no' })
          : c.json(answer(await audit.run()));
      },
    )
    .route('/', auditActionRoutes(deps));
};
