/** Shows the deliveries of an endpoint of webhooks, and makes them again. */
import { Hono } from 'hono';
import * as v from 'valibot';
import { ConversationId } from '../../kernel/ids.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { refused } from '../contract/problem.ts';
import { Cursor, Limit, pageOf } from '../contract/shapes.ts';
import { callerOf, type Env, type HttpDeps } from '../edge/env.ts';
import { body, query } from '../edge/parse.ts';
import { DELIVERY_STATES, DeliveryShape, deliveryAnswer, WebhookReplay, WholeDelivery } from './webhook-shape.ts';

const TAG = 'Webhooks';

const DeliveryList = v.strictObject({
  state: v.optional(v.picklist(DELIVERY_STATES)),
  event: v.optional(v.pipe(v.string(), v.maxLength(64), v.description('Only events of this type.'))),
  chatId: v.optional(ConversationId),
  limit: Limit,
  cursor: Cursor,
});

const Replayed = v.pipe(
  v.object({
    after: v.pipe(v.number(), v.integer(), v.description('Events after this position come again …')),
    upTo: v.pipe(v.number(), v.integer(), v.description('… up to this one.')),
  }),
  v.metadata({ ref: 'WebhookReplayed' }),
);

export const webhookDeliveryRoutes = ({ gateway: { webhooks } }: HttpDeps) =>
  new Hono<Env>()
    .post(
      '/:id/replay',
      describe({
        tag: TAG,
        scope: 'webhooks:write',
        reach: 'one-endpoint',
        summary: 'Deliver the past again',
        description:
          'Every event of a range comes again under its id, out of the archive too, or only those that were given up. Events that come meanwhile wait behind it.',
        answers: { 202: { description: 'It is on its way.', content: Replayed } },
        problems: ['webhook.not_found', ...BODY_PROBLEMS],
      }),
      body(WebhookReplay),
      async (c) => {
        const asked = await webhooks.replay(c.req.param('id'), c.req.valid('json'), callerOf(c));
        return asked.ok ? c.json(asked.value, 202) : refused(c, asked.refusal);
      },
    )
    .get(
      '/:id/deliveries',
      describe({
        tag: TAG,
        scope: 'webhooks:read',
        reach: 'one-endpoint',
        summary: 'List deliveries',
        description:
          'The latest events first, for 30 days. A page looks at no more than 5,000 of them, and may be short.',
        answers: { 200: { description: 'A page of deliveries.', content: pageOf(DeliveryShape) } },
        problems: ['request.invalid', 'webhook.not_found'],
      }),
      query(DeliveryList),
      (c) => {
        const { state, event: type, chatId: chat, limit, cursor } = c.req.valid('query');
        const page = webhooks.deliveries(
          c.req.param('id'),
          { state, type, chat, limit, cursor },
          c.get('identity').reach,
        );
        return page.ok
          ? c.json({ items: page.value.items.map(deliveryAnswer), nextCursor: page.value.nextCursor })
          : refused(c, page.refusal);
      },
    )
    .get(
      '/:id/deliveries/:event',
      describe({
        tag: TAG,
        scope: 'webhooks:read',
        reach: 'one-endpoint',
        summary: 'Look at a delivery',
        answers: { 200: { description: 'The delivery, with its request.', content: WholeDelivery } },
        problems: ['webhook.delivery_not_found', 'webhook.not_found'],
      }),
      (c) => {
        const found = webhooks.delivery(c.req.param('id'), c.req.param('event'), c.get('identity').reach);
        if (!found.ok) return refused(c, found.refusal);
        return c.json({ ...deliveryAnswer(found.value), request: found.value.request });
      },
    )
    .post(
      '/:id/deliveries/:event/redeliver',
      describe({
        tag: TAG,
        scope: 'webhooks:write',
        reach: 'one-endpoint',
        summary: 'Deliver an event again',
        description: 'At once and out of turn, under its id. A chat that waits for this event goes on with it.',
        answers: { 202: { description: 'It is on its way.' } },
        problems: ['webhook.delivery_not_found', 'webhook.not_asked_for', 'webhook.not_found'],
      }),
      async (c) => {
        const asked = await webhooks.redeliver(
          c.req.param('id'),
          c.req.param('event'),
          c.get('identity').reach,
          callerOf(c),
        );
        return asked.ok ? c.body(null, 202) : refused(c, asked.refusal);
      },
    );
