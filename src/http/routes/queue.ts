/** Steering a session's queue: pausing, clearing, configuring. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { CLEARABLE, QueueConfig } from '../../events/facts/queue.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, query } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';
import { SessionQuery } from '../contract/shapes.ts';
import { StatusShape, statusAfter } from './status.ts';

const ConfigShape = v.pipe(QueueConfig, v.metadata({ ref: 'QueueConfig' }));
const ConfigChange = v.pipe(v.partial(QueueConfig), v.metadata({ ref: 'QueueConfigChange' }));
const Clear = v.pipe(
  v.strictObject({ status: v.optional(v.picklist(CLEARABLE), 'all') }),
  v.metadata({ ref: 'ClearQueue' }),
);
const Cleared = v.object({ cleared: v.pipe(v.number(), v.integer()) });

const steered = { 200: { description: 'The status.', content: StatusShape } };
const steeringProblems = ['queue.not_ready', 'session.not_found', 'gateway.busy', 'request.invalid'] as const;

export const queueRoutes = ({ gateway: { queues } }: HttpDeps) =>
  new Hono<Env>()
    .post(
      '/queue/pause',
      describe({
        tag: 'Queue',
        summary: 'Pause the queue',
        command: true,
        description: 'Messages are taken and wait; those in hand are finished.',
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
        summary: 'Resume the queue',
        command: true,
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
        summary: 'Clear the queue',
        command: true,
        description:
          'Waiting and retrying jobs are cancelled, failed ones dismissed from the retry queue; active ones stay. Nothing leaves the log. Without a body: all.',
        answers: { 200: { description: 'How many jobs were cleared.', content: Cleared } },
        problems: ['session.not_found', 'gateway.busy', ...BODY_PROBLEMS],
      }),
      query(SessionQuery),
      body(Clear, {}),
      async (c) => {
        const told = await queues.clear(c.get('session'), c.req.valid('json').status, callerOf(c));
        return told.ok ? c.json({ cleared: told.value.cleared }) : refused(c, told.refusal);
      },
    )
    .get(
      '/queue/config',
      describe({
        tag: 'Queue',
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
        summary: 'Change the configuration',
        command: true,
        description: 'Takes any subset, and takes effect at once.',
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
