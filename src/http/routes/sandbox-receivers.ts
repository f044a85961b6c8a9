/** Receivers for trying webhooks: the routes that make and show them, and the address that endpoints call. */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Arrived, Receiver, Receivers } from '../../gateway/webhooks/receivers.ts';
import { BODY_PROBLEMS, describe } from '../contract/describe.ts';
import { problem, refused } from '../contract/problem.ts';
import { IsoTime, iso } from '../contract/shapes.ts';
import type { Env } from '../edge/env.ts';
import { body, params, readBytes, tooLarge } from '../edge/parse.ts';

const DELAY_MS_MAX = 30_000;
const Whole = v.pipe(v.number(), v.integer());

const Status = v.pipe(
  v.picklist([200, 410, 500]),
  v.description('`410` pauses the endpoint, `500` lets it fail and be tried again.'),
);
const DelayMs = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(DELAY_MS_MAX),
  v.description('How long it waits before it answers. An endpoint waits for 15 seconds.'),
);
const Answering = v.pipe(
  v.strictObject({ status: v.optional(Status, 200), delayMs: v.optional(DelayMs, 0) }),
  v.metadata({ ref: 'SandboxAnswering' }),
);

const ArrivedShape = v.object({
  at: IsoTime,
  headers: v.pipe(
    v.record(v.string(), v.nullable(v.string())),
    v.description("Values of an endpoint's own headers are null: they are shown to nobody."),
  ),
  body: v.pipe(v.string(), v.description('Its first 16 kB.')),
  bytes: Whole,
  signature: v.pipe(
    v.picklist(['holds', 'missing', 'stale', 'wrong', 'unknown']),
    v.description(
      'Whether it is signed with a secret of an endpoint that has this address. `stale`: more than five minutes ago. `unknown`: no endpoint has it.',
    ),
  ),
  status: v.pipe(Whole, v.description('What it is answered with.')),
});

const entries = {
  id: v.pipe(v.string(), v.examples(['rcv_MEhLZ2VqV0RrQ2R2Tm5xYzBB'])),
  url: v.pipe(v.string(), v.description('The address for an endpoint.')),
  answering: v.object({ status: Whole, delayMs: Whole }),
};
const ReceiverShape = v.pipe(
  v.object({ ...entries, requests: v.pipe(v.array(ArrivedShape), v.description('The last 100, the newest first.')) }),
  v.metadata({ ref: 'SandboxReceiver' }),
);
const Listed = v.object({ ...entries, requests: v.pipe(Whole, v.description('How many it holds.')) });
const ReceiverParam = v.object({ id: v.string() });

const arrivedAnswer = ({ at, ...rest }: Arrived) => ({ ...rest, at: iso(at), headers: { ...rest.headers } });
const receiverAnswer = ({ id, url, answering, requests }: Receiver) => ({
  id,
  url,
  answering,
  requests: requests.map(arrivedAnswer),
});

const one = { 200: { description: 'The receiver.', content: ReceiverShape } } as const;

export const receiverRoutes = (receivers: Receivers) =>
  new Hono<Env>()
    .get(
      '/receivers',
      describe({
        tag: 'Sandbox',
        scope: 'webhooks:read',
        summary: 'List the receivers for trying webhooks',
        answers: { 200: { description: 'The newest first.', content: v.object({ items: v.array(Listed) }) } },
      }),
      (c) => {
        const items = receivers.list();
        return c.json({ items: items.map((item) => ({ ...receiverAnswer(item), requests: item.requests.length })) });
      },
    )
    .post(
      '/receivers',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Make a receiver for trying webhooks',
        description:
          'It has an address of this gateway, which an endpoint may have although it is not public. It keeps the last 100 requests in memory, and checks their signatures. There are 20; one more replaces the one that was used the longest time ago.',
        answers: { 201: { description: 'The receiver.', content: ReceiverShape } },
      }),
      (c) => c.json(receiverAnswer(receivers.create()), 201),
    )
    .get(
      '/receivers/:id',
      describe({
        tag: 'Sandbox',
        scope: 'webhooks:read',
        summary: 'See what a receiver was sent',
        answers: one,
        problems: ['sandbox.not_found'],
      }),
      params(ReceiverParam),
      (c) => {
        const found = receivers.find(c.req.valid('param').id);
        return found.ok ? c.json(receiverAnswer(found.value)) : refused(c, found.refusal);
      },
    )
    .patch(
      '/receivers/:id',
      describe({
        tag: 'Sandbox',
        scope: 'sandbox:control',
        summary: 'Tell a receiver how to answer',
        description: 'What is left out is as it was at first: 200, at once.',
        answers: one,
        problems: ['sandbox.not_found', ...BODY_PROBLEMS],
      }),
      params(ReceiverParam),
      body(Answering),
      (c) => {
        const told = receivers.tell(c.req.valid('param').id, c.req.valid('json'));
        return told.ok ? c.json(receiverAnswer(told.value)) : refused(c, told.refusal);
      },
    );

/** The address of a receiver. */
export const arrivalRoutes = (receivers: Receivers) =>
  new Hono<Env>().post(
    '/receivers/:id',
    describe({
      tag: 'Sandbox',
      scope: 'open',
      summary: 'Send something to a receiver for trying',
      description: 'What endpoints call. It is answered as the receiver was told.',
      bytes: 'Whatever a webhook sends.',
      answers: { 200: { description: 'It is kept.' }, 410: { description: 'It is kept.' } },
      problems: ['request.malformed', 'request.too_large', 'sandbox.not_found'],
    }),
    params(ReceiverParam),
    async (c) => {
      const { id } = c.req.valid('param');
      const found = receivers.find(id);
      if (!found.ok) return refused(c, found.refusal);
      const bytes = await readBytes(c).catch(() => 'cut off' as const);
      if (bytes === 'cut off')
        return problem(c, 'request.malformed', 'The connection closed before the body was complete.');
      if (bytes === null) return tooLarge(c);
      const taken = { headers: c.req.header(), body: new Uint8Array(bytes) };
      const told = await receivers.take(id, taken, c.env?.closing);
      if (!told.ok) return refused(c, told.refusal);
      return told.value === 500
        ? problem(c, 'server.error', 'This receiver was told to answer 500.')
        : c.body(null, told.value === 410 ? 410 : 200);
    },
  );
