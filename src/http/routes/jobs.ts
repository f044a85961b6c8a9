/** Looking at jobs, and changing their mind. */
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { Priority } from '../../events/facts/words.ts';
import { ChatId, JobId, SessionId, streamOf } from '../../kernel/ids.ts';
import { decodeCursor, encodeCursor } from '../../projections/cursor.ts';
import { explain } from '../../story/explanation.ts';
import type { JobView } from '../../projections/job-view.ts';
import { describe } from '../contract/describe.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { FactShape, factPage } from '../contract/fact-shape.ts';
import { JOB_STATUSES, JobDetailShape, JobShape, jobAnswer } from './job-shape.ts';
import { badCursor, params, query } from '../edge/parse.ts';
import { problem, refused } from '../contract/problem.ts';
import { Cursor, Limit, pageOf, Session, Time } from '../contract/shapes.ts';

const JobList = v.strictObject({
  session: Session,
  status: v.optional(v.picklist(JOB_STATUSES)),
  chatId: v.optional(ChatId),
  number: v.optional(
    v.pipe(
      v.string(),
      v.description('Like `chatId`, but as people write numbers: international, or local to the configured country.'),
      v.examples(['0812-3456-7890']),
    ),
  ),
  priority: v.optional(Priority),
  queuedAfter: v.optional(v.pipe(Time, v.description('Only jobs that were queued at this time or later.'))),
  queuedBefore: v.optional(v.pipe(Time, v.description('Only jobs that were queued before this time.'))),
  failure: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(200),
      v.regex(/\S/, 'Expected a word'),
      v.description(
        "Only jobs whose failure has each of these words in its code, its sentence or WhatsApp's number for it. A job that was completed after all has none.",
      ),
      v.examples(['ack_timeout', 'not on whatsapp', '463']),
    ),
  ),
  limit: Limit,
  cursor: Cursor,
});

const RetryList = v.strictObject({ session: Session, limit: Limit, cursor: Cursor });

/** Any text: what is no job id names no job. */
const JobParam = v.object({ jobId: v.string() });

/** Jobs have ids of their own; a session that is named must be the job's. */
const JobQuery = v.strictObject({ session: v.optional(SessionId) });
const JobFacts = v.strictObject({ ...JobQuery.entries, limit: Limit, cursor: Cursor });
/** Whose cursor it is. */
const FACTS = 'facts of a job';

const RetryQueue = v.pipe(
  v.object({
    stats: v.object({
      retrying: v.pipe(v.number(), v.integer(), v.description('Jobs that wait for a retry.')),
      failed: v.pipe(v.number(), v.integer(), v.description('Jobs that failed for good and were not dismissed.')),
    }),
    ...pageOf(JobShape).entries,
  }),
  v.metadata({ ref: 'RetryQueue' }),
);

const noJob = (c: Context<Env>): Response => problem(c, 'job.not_found', 'There is no job with this id.');

const one = [params(JobParam), query(JobQuery)] as const;

export const jobRoutes = ({ gateway, reads, log, clock }: HttpDeps) => {
  /** The job that a request names; null when there is none. */
  const find = (jobId: string, session: SessionId | undefined) => {
    const job = v.is(JobId, jobId) ? reads.jobs.byId(jobId) : null;
    return session === undefined || job?.session === session ? job : null;
  };

  const detail = (job: JobView) => ({
    ...jobAnswer(job),
    explanation: explain(job, {
      now: clock.now(),
      session: reads.sessions.byId(job.session)?.state ?? null,
      queue: reads.queues.of(job.session).state,
      heldBack: reads.line.isHeldBack(job),
    }),
  });

  return new Hono<Env>()
    .get(
      '/jobs',
      describe({
        tag: 'Jobs',
        summary: 'List jobs',
        description:
          'Newest first. Every filter narrows it further; of `chatId` and `number`, `chatId` counts. A page takes as long in a list of a million jobs as in one of a hundred, whatever the filter. Where a chat is named, a page looks at its next 5,000 jobs: it may hold fewer than the limit, even none, and `nextCursor` goes on.',
        answers: { 200: { description: 'A page of jobs.', content: pageOf(JobShape) } },
        problems: ['request.invalid', 'number.invalid', 'session.not_found'],
      }),
      query(JobList),
      (c) => {
        const asked = c.req.valid('query');
        const known = gateway.queues.config(asked.session);
        if (!known.ok) return refused(c, known.refusal);
        const chat = asked.number === undefined ? null : gateway.readNumber(asked.number);
        if (chat?.ok === false) return refused(c, chat.refusal);
        const page = reads.jobs.list({ ...asked, chatId: asked.chatId ?? chat?.value });
        return page ? c.json({ items: page.items.map(jobAnswer), nextCursor: page.nextCursor }) : badCursor(c);
      },
    )
    .get(
      '/jobs/:jobId',
      describe({
        tag: 'Jobs',
        summary: 'Look at a job',
        answers: { 200: { description: 'The job.', content: JobDetailShape } },
        problems: ['job.not_found', 'request.invalid'],
      }),
      ...one,
      (c) => {
        const job = find(c.req.valid('param').jobId, c.req.valid('query').session);
        return job ? c.json(detail(job)) : noJob(c);
      },
    )
    .get(
      '/jobs/:jobId/events',
      describe({
        tag: 'Jobs',
        summary: "List a job's facts",
        description: 'From the first to the last.',
        answers: { 200: { description: 'The facts.', content: pageOf(FactShape) } },
        problems: ['job.not_found', 'request.invalid'],
      }),
      params(JobParam),
      query(JobFacts),
      (c) => {
        const { session, limit, cursor } = c.req.valid('query');
        const job = find(c.req.valid('param').jobId, session);
        if (!job) return noJob(c);
        const [reached] = cursor === undefined ? [0] : (decodeCursor(cursor, FACTS) ?? []);
        if (reached === undefined) return badCursor(c);
        const found = log.page({ after: 0, stream: streamOf.job(job.jobId), afterVersion: reached, limit: limit + 1 });
        return c.json(factPage(found, limit, ({ version }) => encodeCursor([FACTS, version])));
      },
    )
    .post(
      '/jobs/:jobId/retry',
      describe({
        tag: 'Jobs',
        summary: 'Try a failed job again',
        answers: { 202: { description: 'The job waits again.', content: JobShape } },
        problems: ['job.not_found', 'job.not_failed', 'job.dismissed', 'gateway.busy', 'request.invalid'],
      }),
      ...one,
      async (c) => {
        const { session } = c.req.valid('query');
        const job = find(c.req.valid('param').jobId, session);
        if (!job) return noJob(c);
        const told = await gateway.jobs.retry(job.jobId, callerOf(c));
        return told.ok ? c.json(jobAnswer(find(job.jobId, session) ?? job), 202) : refused(c, told.refusal);
      },
    )
    .delete(
      '/jobs/:jobId',
      describe({
        tag: 'Jobs',
        summary: 'Cancel a job',
        description: 'One that is not yet active.',
        answers: { 204: { description: 'The job is cancelled.' } },
        problems: ['job.not_found', 'job.not_waiting', 'gateway.busy', 'request.invalid'],
      }),
      ...one,
      async (c) => {
        const job = find(c.req.valid('param').jobId, c.req.valid('query').session);
        if (!job) return noJob(c);
        const told = await gateway.jobs.cancel(job.jobId, callerOf(c));
        return told.ok ? c.body(null, 204) : refused(c, told.refusal);
      },
    )
    .get(
      '/retry-queue',
      describe({
        tag: 'Jobs',
        summary: 'List what needs another try',
        description: 'Jobs that wait for a retry, soonest first; then those that failed for good, newest first.',
        answers: { 200: { description: 'A page of jobs, and how many there are.', content: RetryQueue } },
        problems: ['request.invalid', 'session.not_found'],
      }),
      query(RetryList),
      (c) => {
        const asked = c.req.valid('query');
        const known = gateway.queues.config(asked.session);
        if (!known.ok) return refused(c, known.refusal);
        const page = reads.jobs.retryQueue(asked);
        if (!page) return badCursor(c);
        const { retrying, failed } = reads.stats.counts(asked.session);
        return c.json({ stats: { retrying, failed }, items: page.items.map(jobAnswer), nextCursor: page.nextCursor });
      },
    );
};
