/** Reads, retries and cancels jobs. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { Priority } from '../../events/facts/words.ts';
import { SessionId, WrittenAddress } from '../../kernel/ids.ts';
import { describe } from '../contract/describe.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { FactShape, factPageAnswer } from '../contract/fact-shape.ts';
import { JOB_STATUSES, JobDetailShape, JobShape, jobAnswer, jobDetailAnswer } from './job-shape.ts';
import { params, query } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, Limit, pageOf, Session, Time } from '../contract/shapes.ts';

const JobList = v.strictObject({
  session: Session,
  status: v.optional(v.picklist(JOB_STATUSES)),
  chatId: v.optional(v.pipe(WrittenAddress, v.description('Only jobs to this chat, under any of its addresses.'))),
  number: v.optional(
    v.pipe(
      v.string(),
      v.description('Like `chatId`, but as people write numbers: international, or local to the configured country.'),
      v.examples(['0812-3456-7890']),
    ),
  ),
  priority: v.optional(Priority),
  clientRef: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.description("The caller's own name."))),
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

/** Any text. A text that is not a job id finds no job. */
const JobParam = v.object({ jobId: v.string() });

/** Job ids are unique across sessions. If a session is given too, the job must belong to it. */
const JobQuery = v.strictObject({ session: v.optional(SessionId) });
const JobFacts = v.strictObject({ ...JobQuery.entries, limit: Limit, cursor: Cursor });

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

const one = [params(JobParam), query(JobQuery)] as const;

export const jobRoutes = ({ gateway: { jobs, within } }: HttpDeps) =>
  new Hono<Env>()
    .get(
      '/jobs',
      describe({
        tag: 'Jobs',
        scope: 'messages:read',
        reach: 'chats',
        summary: 'List jobs',
        description:
          'Newest first. Filters are combined; `chatId` takes precedence over `number`. A page takes as long in a list of a million jobs as in one of a hundred, whatever the filter. Where a chat is named, a page looks at its next 5,000 jobs: it may hold fewer than the limit, even none, and `nextCursor` goes on.',
        answers: { 200: { description: 'A page of jobs.', content: pageOf(JobShape) } },
        problems: ['request.invalid', 'number.invalid', 'session.not_found'],
      }),
      query(JobList),
      (c) => {
        const asked = c.req.valid('query');
        const page = jobs.list({ ...asked, reached: within.chatsIn(c.get('identity').reach, asked.session) });
        if (!page.ok) return refused(c, page.refusal);
        return c.json({ items: page.value.items.map(jobAnswer), nextCursor: page.value.nextCursor });
      },
    )
    .get(
      '/jobs/:jobId',
      describe({
        tag: 'Jobs',
        scope: 'messages:read',
        reach: 'one-job',
        summary: 'Look at a job',
        answers: { 200: { description: 'The job.', content: JobDetailShape } },
        problems: ['job.not_found', 'session.not_found', 'request.invalid'],
      }),
      ...one,
      (c) => {
        const job = jobs.detail({ ...c.req.valid('param'), ...c.req.valid('query') });
        return job.ok ? c.json(jobDetailAnswer(job.value)) : refused(c, job.refusal);
      },
    )
    .get(
      '/jobs/:jobId/events',
      describe({
        tag: 'Jobs',
        scope: 'messages:read',
        reach: 'one-job',
        summary: "List a job's facts",
        description: 'From the first to the last.',
        answers: { 200: { description: 'The facts.', content: pageOf(FactShape) } },
        problems: ['job.not_found', 'session.not_found', 'request.invalid'],
      }),
      params(JobParam),
      query(JobFacts),
      (c) => {
        const page = jobs.facts({ ...c.req.valid('param'), ...c.req.valid('query') });
        return page.ok ? c.json(factPageAnswer(page.value)) : refused(c, page.refusal);
      },
    )
    .post(
      '/jobs/:jobId/retry',
      describe({
        tag: 'Jobs',
        scope: 'messages:send',
        reach: 'one-job',
        summary: 'Try a failed job again',
        answers: { 202: { description: 'The job waits again.', content: JobShape } },
        problems: [
          'job.not_found',
          'session.not_found',
          'job.not_failed',

          'gateway.busy',
          'request.invalid',
        ],
      }),
      ...one,
      async (c) => {
        const told = await jobs.retry(c.req.valid('param').jobId, callerOf(c), c.req.valid('query').session);
        return told.ok ? c.json(jobAnswer(told.value), 202) : refused(c, told.refusal);
      },
    )
    .delete(
      '/jobs/:jobId',
      describe({
        tag: 'Jobs',
        scope: 'messages:send',
        reach: 'one-job',
        summary: 'Cancel a job',
        description: 'Cancels a job that is not active yet, or a draft.',
        answers: { 204: { description: 'The job is cancelled.' } },
        problems: ['job.not_found', 'session.not_found', 'job.not_waiting', 'gateway.busy', 'request.invalid'],
      }),
      ...one,
      async (c) => {
        const told = await jobs.cancel(c.req.valid('param').jobId, callerOf(c), c.req.valid('query').session);
        return told.ok ? c.body(null, 204) : refused(c, told.refusal);
      },
    )
    .get(
      '/retry-queue',
      describe({
        tag: 'Jobs',
        scope: 'messages:read',
        reach: 'one-session',
        summary: 'List what needs another try',
        description: 'Jobs that wait for a retry, soonest first, followed by jobs that failed for good, newest first.',
        answers: { 200: { description: 'A page of jobs, and the totals.', content: RetryQueue } },
        problems: ['request.invalid', 'session.not_found'],
      }),
      query(RetryList),
      (c) => {
        const queue = jobs.retryQueue(c.req.valid('query'));
        if (!queue.ok) return refused(c, queue.refusal);
        const { stats, items, nextCursor } = queue.value;
        return c.json({ stats, items: items.map(jobAnswer), nextCursor });
      },
    );
