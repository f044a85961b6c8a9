/** Pauses, clears and configures the queue of a session. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Clearing } from '../../gateway/jobs/clear-queue.ts';
import { SessionId } from '../../kernel/ids.ts';
import { CLEARABLE, QueueConfig } from '../../events/facts/queue.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, params, query } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';
import { SessionQuery } from '../contract/shapes.ts';
import { StatusShape, statusAfter } from './status.ts';

const ConfigShape = v.pipe(QueueConfig, v.metadata({ ref: 'QueueConfig' }));
const ConfigChange = v.pipe(v.partial(QueueConfig), v.metadata({ ref: 'QueueConfigChange' }));
const Clear = v.pipe(
  v.strictObject({
    status: v.pipe(
      v.picklist(CLEARABLE),
      v.description('Which jobs to clear. There is no default, so `all` must be explicit.'),
    ),
  }),
  v.metadata({ ref: 'ClearQueue' }),
);
const Count = v.pipe(v.number(), v.integer());
const Cleared = v.object({ cleared: Count });
const ClearingShape = v.pipe(
  v.object({
    id: v.string(),
    total: v.pipe(Count, v.description('The number of jobs to clear at the time of the request.')),
    cleared: v.pipe(Count, v.description('The number of jobs cleared so far.')),
    done: v.boolean(),
    problem: v.pipe(v.nullable(v.string()), v.description('Why the clearing ended early, or null.')),
  }),
  v.metadata({ ref: 'Clearing' }),
);
const ClearingParam = v.object({ id: v.string() });
/** Clearing ids are unique across sessions. If a session is given too, the clearing must belong to it. */
const ClearingQuery = v.strictObject({ session: v.optional(SessionId) });

const clearingAnswer = ({ id, total, cleared, done, problem }: Clearing) => ({ id, total, cleared, done, problem });

const steered = { 200: { description: 'The status.', content: StatusShape } };
const steeringProblems = ['queue.not_ready', 'session.not_found', 'gateway.busy', 'request.invalid'] as const;

export const queueRoutes = ({ gateway: { queues } }: HttpDeps) =>
  new Hono<Env>()
    .post(
      '/queue/pause',
      describe({
        tag: 'Queue',
        scope: 'queue:write',
        reach: 'one-session',
        summary: 'Pause the queue',
        description: 'New messages are accepted and wait. Active messages are finished.',
        answers: steered,
        problems: steeringProblems,
      }),
      query(SessionQuery),
      async (c) => statusAfter(c, await queues.pause(c.get('session'), callerOf(c)), 200),
    )
    .post(
      '/queue/resume',
      describe({
        tag: 'Queue',
        scope: 'queue:write',
        reach: 'one-session',
        summary: 'Resume the queue',
        answers: steered,
        problems: steeringProblems,
      }),
      query(SessionQuery),
      async (c) => statusAfter(c, await queues.resume(c.get('session'), callerOf(c)), 200),
    )
    .post(
      '/queue/clear',
      describe({
        tag: 'Queue',
        scope: 'queue:write',
        reach: 'one-session',
        summary: 'Clear the queue',
        description:
          'Cancels waiting and retrying jobs, and dismisses failed jobs from the retry queue. Active jobs and jobs that are queued later stay. Nothing leaves the log. More than 1,000 jobs are cleared in the background, and a restart resumes the clearing.',
        answers: {
          200: { description: 'How many jobs were cleared.', content: Cleared },
          202: {
            description: 'The clearing continues in the background.',
            content: ClearingShape,
            headers: { Location: 'The clearing.' },
          },
        },
        problems: ['session.not_found', 'gateway.busy', ...BODY_PROBLEMS],
      }),
      query(SessionQuery),
      // A missing body is reported as a missing status.
      body(Clear, { whenEmpty: {} as v.InferInput<typeof Clear> }),
      async (c) => {
        const told = await queues.clear(c.get('session'), c.req.valid('json').status, callerOf(c));
        if (!told.ok) return refused(c, told.refusal);
        const { cleared, following } = told.value;
        return following
          ? c.json(clearingAnswer(following), 202, { Location: `/api/whatsapp/queue/clear/${following.id}` })
          : c.json({ cleared });
      },
    )
    .get(
      '/queue/clear/:id',
      describe({
        tag: 'Queue',
        scope: 'queue:read',
        summary: 'Get the progress of a clearing',
        description:
          'The last thousand clearings are known, also after a restart. A restart resumes an interrupted clearing.',
        answers: { 200: { description: 'The clearing.', content: ClearingShape } },
        problems: ['clearing.not_found', 'session.not_found', 'request.invalid'],
      }),
      params(ClearingParam),
      query(ClearingQuery),
      async (c) => {
        const clearing = await queues.clearing(c.req.valid('param').id, c.req.valid('query').session);
        return clearing.ok ? c.json(clearingAnswer(clearing.value)) : refused(c, clearing.refusal);
      },
    )
    .get(
      '/queue/config',
      describe({
        tag: 'Queue',
        scope: 'queue:read',
        reach: 'one-session',
        summary: 'Look at the configuration',
        answers: { 200: { description: 'The configuration.', content: ConfigShape } },
        problems: ['session.not_found', 'request.invalid'],
      }),
      query(SessionQuery),
      (c) => {
        const config = queues.config(c.get('session'));
        return config.ok ? c.json(config.value) : refused(c, config.refusal);
      },
    )
    .post(
      '/queue/config',
      describe({
        tag: 'Queue',
        scope: 'queue:write',
        reach: 'one-session',
        summary: 'Change the configuration',
        description: 'Accepts any subset of the settings. Takes effect at once.',
        answers: { 200: { description: 'The whole configuration.', content: ConfigShape } },
        problems: ['session.not_found', 'gateway.busy', ...BODY_PROBLEMS],
      }),
      query(SessionQuery),
      body(ConfigChange),
      async (c) => {
        const change = c.req.valid('json') as Partial<QueueConfig>;
        const told = await queues.configure(c.get('session'), change, callerOf(c));
        return told.ok ? c.json(told.value) : refused(c, told.refusal);
      },
    );
