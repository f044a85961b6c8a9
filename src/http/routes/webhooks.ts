/** Endpoints of webhooks: made, changed, paused, tried, removed. */
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { WebhookShown } from '../../gateway/webhooks/shown.ts';
import type { Result } from '../../kernel/result.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, IsoTime, iso, Limit, pageOf } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, query } from '../edge/parse.ts';
import { configIn, NewWebhook, WebhookChange, WebhookShape, webhookAnswer } from './webhook-shape.ts';

const TAG = 'Webhooks';
const ADDRESS_PROBLEMS = ['address.forbidden', 'address.invalid', 'media.unreachable'] as const;

const Secret = v.pipe(
  v.string(),
  v.description('Shown this once.'),
  v.examples(['whsec_bWFkZSBmb3IgdGhlIGRvY3VtZW50cyBvZiBXYXliaWxs']),
);
const Created = v.pipe(
  v.object({ ...WebhookShape.pipe[0].entries, secret: Secret }),
  v.metadata({ ref: 'WebhookCreated' }),
);
const Rotated = v.pipe(v.object({ secret: Secret, overlapUntil: IsoTime }), v.metadata({ ref: 'WebhookSecret' }));
const Rotation = v.pipe(
  v.strictObject({
    overlapHours: v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(720),
      v.description('For so many hours the former secret signs beside the new one.'),
    ),
  }),
  v.metadata({ ref: 'WebhookRotation' }),
);
const Tried = v.pipe(
  v.object({
    eventId: v.string(),
    outcome: v.picklist(['answered', 'unanswered']),
    status: v.nullable(v.number()),
    reason: v.nullable(v.string()),
    answer: v.nullable(v.string()),
    tookMs: v.pipe(v.number(), v.integer()),
  }),
  v.metadata({ ref: 'WebhookTest' }),
);
const List = v.strictObject({ limit: Limit, cursor: Cursor });

const endpoint = { 200: { description: 'The endpoint as it is now.', content: WebhookShape } } as const;

const answer = (c: Context<Env>, told: Result<WebhookShown>): Response =>
  told.ok ? c.json(webhookAnswer(told.value)) : refused(c, told.refusal);

export const webhookRoutes = ({ gateway: { webhooks, within } }: HttpDeps) =>
  new Hono<Env>()
    .get(
      '/',
      describe({
        tag: TAG,
        scope: 'webhooks:read',
        reach: 'facts',
        summary: 'List the endpoints',
        description: 'In the order in which they were made, with their health and how far each is behind.',
        answers: { 200: { description: 'A page of endpoints.', content: pageOf(WebhookShape) } },
        problems: ['request.invalid'],
      }),
      query(List),
      (c) => {
        const page = webhooks.list(c.req.valid('query'), c.get('identity').reach);
        return page.ok
          ? c.json({ items: page.value.items.map(webhookAnswer), nextCursor: page.value.nextCursor })
          : refused(c, page.refusal);
      },
    )
    .post(
      '/',
      describe({
        tag: TAG,
        scope: 'webhooks:write',
        reach: 'facts',
        summary: 'Make an endpoint',
        description:
          'Deliveries are signed as Standard Webhooks has it. An address that is not public has to be named by WAYBILL_FETCH_ALLOW.',
        answers: {
          201: {
            description: 'The endpoint, and its secret this once.',
            content: Created,
            headers: { Location: 'The endpoint.' },
          },
        },
        problems: [...ADDRESS_PROBLEMS, 'key.chat_forbidden', 'webhook.too_many', ...BODY_PROBLEMS],
      }),
      body(NewWebhook),
      async (c) => {
        const { name, url, headers, startAt, ...wanted } = c.req.valid('json');
        const { events, sessions, payload, ordering } = wanted;
        const config = configIn(wanted, { events, sessions, payload, ordering });
        const may = within.mayTell(c.get('identity').reach, config);
        if (!may.ok) return refused(c, may.refusal);
        const made = await webhooks.create({ name, url, headers, startAt, config }, callerOf(c));
        if (!made.ok) return refused(c, made.refusal);
        const { webhook, secret } = made.value;
        const answer = webhookAnswer(webhook);
        return c.json({ ...answer, secret }, 201, { Location: `/api/webhooks/${answer.id}` });
      },
    )
    .get(
      '/:id',
      describe({
        tag: TAG,
        scope: 'webhooks:read',
        reach: 'one-endpoint',
        summary: 'Look at an endpoint',
        answers: endpoint,
        problems: ['webhook.not_found'],
      }),
      (c) => answer(c, webhooks.look(c.req.param('id'))),
    )
    .patch(
      '/:id',
      describe({
        tag: TAG,
        scope: 'webhooks:write',
        reach: 'one-endpoint',
        summary: 'Change an endpoint',
        description:
          'What is left out stays as it is. It keeps its place; the new filters count for what was not delivered yet.',
        answers: endpoint,
        problems: [...ADDRESS_PROBLEMS, 'key.chat_forbidden', 'webhook.not_found', ...BODY_PROBLEMS],
      }),
      body(WebhookChange),
      async (c) => {
        const id = c.req.param('id');
        const was = webhooks.look(id);
        if (!was.ok) return refused(c, was.refusal);
        const { name, url, headers, ...wanted } = c.req.valid('json');
        const config = configIn(wanted, was.value.config);
        const may = within.mayTell(c.get('identity').reach, config);
        if (!may.ok) return refused(c, may.refusal);
        const change = {
          config,
          ...(name === undefined ? {} : { name }),
          ...(url === undefined ? {} : { url }),
          ...(headers === undefined ? {} : { headers }),
        };
        return answer(c, await webhooks.change(id, change, callerOf(c)));
      },
    )
    .delete(
      '/:id',
      describe({
        tag: TAG,
        scope: 'webhooks:write',
        reach: 'one-endpoint',
        summary: 'Remove an endpoint',
        description: 'Its secret, its headers and the record of its deliveries go with it.',
        answers: { 204: { description: 'Removed.' } },
        problems: ['webhook.not_found'],
      }),
      async (c) => {
        const removed = await webhooks.remove(c.req.param('id'), callerOf(c));
        return removed.ok ? c.body(null, 204) : refused(c, removed.refusal);
      },
    )
    .post(
      '/:id/test',
      describe({
        tag: TAG,
        scope: 'webhooks:write',
        reach: 'one-endpoint',
        summary: 'Try an endpoint',
        description: 'Sends `webhook.test` at once, whatever state the endpoint is in, and answers what came back.',
        answers: { 200: { description: 'What the endpoint answered.', content: Tried } },
        problems: ['webhook.not_found', 'gateway.busy'],
      }),
      async (c) => {
        const tried = await webhooks.test(c.req.param('id'), callerOf(c));
        return tried.ok ? c.json(tried.value) : refused(c, tried.refusal);
      },
    )
    .post(
      '/:id/pause',
      describe({
        tag: TAG,
        scope: 'webhooks:write',
        reach: 'one-endpoint',
        summary: 'Pause an endpoint',
        description: 'It keeps its place, however long it is paused.',
        answers: endpoint,
        problems: ['webhook.not_found'],
      }),
      async (c) => answer(c, await webhooks.pause(c.req.param('id'), callerOf(c))),
    )
    .post(
      '/:id/resume',
      describe({
        tag: TAG,
        scope: 'webhooks:write',
        reach: 'one-endpoint',
        summary: 'Resume an endpoint',
        description: 'It goes on where it stood. One that is failing is tried at once.',
        answers: endpoint,
        problems: ['webhook.not_found'],
      }),
      async (c) => answer(c, await webhooks.resume(c.req.param('id'), callerOf(c))),
    )
    .post(
      '/:id/rotate-secret',
      describe({
        tag: TAG,
        scope: 'webhooks:write',
        reach: 'one-endpoint',
        summary: 'Give an endpoint a new secret',
        answers: { 200: { description: 'The new secret, this once.', content: Rotated } },
        problems: ['webhook.not_found', ...BODY_PROBLEMS],
      }),
      body(Rotation),
      async (c) => {
        const { overlapHours } = c.req.valid('json');
        const rotated = await webhooks.rotateSecret(c.req.param('id'), overlapHours, callerOf(c));
        if (!rotated.ok) return refused(c, rotated.refusal);
        const { secret, overlapUntil } = rotated.value;
        return c.json({ secret, overlapUntil: iso(overlapUntil) });
      },
    );
