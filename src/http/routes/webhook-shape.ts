/** Shapes of endpoints of webhooks and of their deliveries. */
import * as v from 'valibot';
import type { EndpointConfig } from '../../events/facts/webhook.ts';
import type { DeliveryShown } from '../../gateway/webhooks/deliveries.ts';
import type { WebhookShown } from '../../gateway/webhooks/shown.ts';
import { ConversationId, SessionId } from '../../kernel/ids.ts';
import { IsoTime, iso, isoOrNull } from '../contract/shapes.ts';

const Batch = v.strictObject({
  maxEvents: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
  maxDelayMs: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(0),
    v.maxValue(60_000),
    v.description('How long a batch that is not full waits for more.'),
  ),
});

/** Headers by which a receiver verifies and reads a request, and those of the connection. */
const SET_BY_WAYBILL =
  /^(?:webhook-.*|content-(?:type|length|encoding)|transfer-encoding|connection|keep-alive|upgrade|expect|te|trailer|host)$/i;

const wanted = {
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100), v.examples(['Orders'])),
  url: v.pipe(v.string(), v.maxLength(8_192), v.examples(['https://shop.example/hooks/waybill'])),
  events: v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(64))),
    v.minLength(1, 'Expected at least one type of events'),
    v.maxLength(100),
    v.description('Types of events; a `*` at the end stands for the rest of a type.'),
    v.examples([['message.*', 'session.*']]),
  ),
  sessions: v.pipe(
    v.union([v.literal('*'), v.pipe(v.array(SessionId), v.minLength(1), v.maxLength(1_000))]),
    v.description('Names of sessions, or `*` for all, which includes events that belong to none.'),
  ),
  chats: v.pipe(
    v.array(ConversationId),
    v.minLength(1),
    v.maxLength(1_000),
    v.description('Only events of these chats, under any of their addresses.'),
  ),
  payload: v.pipe(v.picklist(['full', 'thin']), v.description('`thin` has ids and `href` only.')),
  ordering: v.pipe(
    v.picklist(['chat', 'none']),
    v.description('`chat`: within a chat in order, and a delivery that fails holds back its chat alone.'),
  ),
  headers: v.pipe(
    v.record(
      v.pipe(
        v.string(),
        v.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'Expected the name of a header'),
        v.check((name) => !SET_BY_WAYBILL.test(name), 'Waybill sets this header itself; leave it out'),
      ),
      v.pipe(v.string(), v.regex(/^[\t\x20-\x7e]{0,4000}$/, 'Expected printable ASCII, at most 4000 characters')),
    ),
    v.check((headers) => Object.keys(headers).length <= 20, 'Expected at most 20 headers'),
    v.description('Sent with each request, and shown by name only.'),
  ),
};

const PlaceInLog = v.union([v.pipe(v.number(), v.integer(), v.minValue(0)), v.pipe(v.string(), v.maxLength(100))]);

export const NewWebhook = v.pipe(
  v.strictObject({
    name: wanted.name,
    url: wanted.url,
    events: wanted.events,
    sessions: v.optional(wanted.sessions, '*'),
    chats: v.optional(wanted.chats),
    payload: v.optional(wanted.payload, 'full'),
    ordering: v.optional(wanted.ordering, 'chat'),
    batch: v.optional(Batch),
    headers: v.optional(wanted.headers, {}),
    startAt: v.optional(
      v.pipe(
        PlaceInLog,
        v.description('`now`, or a position, a time or an event id from which on events are delivered.'),
      ),
      'now',
    ),
  }),
  v.metadata({ ref: 'NewWebhook' }),
);

export const WebhookChange = v.pipe(
  v.strictObject({
    ...(Object.fromEntries(Object.entries(wanted).map(([name, schema]) => [name, v.optional(schema)])) as {
      [K in keyof typeof wanted]: v.OptionalSchema<(typeof wanted)[K], undefined>;
    }),
    chats: v.optional(v.pipe(v.nullable(wanted.chats), v.description('Null for all chats.'))),
    batch: v.optional(v.pipe(v.nullable(Batch), v.description('Null for events one by one.'))),
  }),
  v.check((change) => Object.keys(change).length > 0, 'Expected at least one change'),
  v.metadata({ ref: 'WebhookChange' }),
);

export const WebhookReplay = v.pipe(
  v.strictObject({
    from: v.pipe(
      PlaceInLog,
      v.description('A position, a time or an event id. A position is one after which it begins.'),
    ),
    to: v.optional(v.pipe(PlaceInLog, v.description('The same; left out for everything up to now.'))),
    only: v.optional(v.picklist(['all', 'failed']), 'all'),
  }),
  v.metadata({ ref: 'WebhookReplay' }),
);

const Lag = v.object({
  facts: v.pipe(v.number(), v.integer(), v.description('Facts of the log that it has yet to pass.')),
  oldestAt: v.pipe(v.nullable(IsoTime), v.description('The time of the oldest event that waits.')),
});

export const WebhookShape = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.examples(['wh_019b76daa80045be46'])),
    name: v.string(),
    url: v.string(),
    events: v.array(v.string()),
    sessions: wanted.sessions,
    chats: v.nullable(v.array(v.string())),
    payload: wanted.payload,
    ordering: wanted.ordering,
    batch: v.nullable(Batch),
    headers: v.pipe(v.array(v.string()), v.description('Names only.')),
    state: v.picklist(['active', 'failing', 'paused']),
    since: IsoTime,
    reason: v.pipe(
      v.nullable(v.string()),
      v.description(
        'Why it is failing or paused. `no_secret`, in any state: its secret was lost with the encryption key, and nothing is sent until it is rotated.',
      ),
    ),
    status: v.nullable(v.number()),
    probeAt: v.nullable(IsoTime),
    source: v.picklist(['api', 'environment']),
    createdAt: IsoTime,
    overlapUntil: v.pipe(v.nullable(IsoTime), v.description('Until then the former secret signs as well.')),
    lag: Lag,
  }),
  v.metadata({ ref: 'Webhook' }),
);

export const webhookAnswer = ({ config, since, probeAt, createdAt, overlapUntil, lag, ...rest }: WebhookShown) => ({
  ...rest,
  ...config,
  chats: config.chats ?? null,
  batch: config.batch ?? null,
  since: iso(since),
  probeAt: isoOrNull(probeAt),
  createdAt: iso(createdAt),
  overlapUntil: isoOrNull(overlapUntil),
  lag: { facts: lag.facts, oldestAt: isoOrNull(lag.oldestAt) },
});

/** The configuration in a request, over the one that there is. */
export const configIn = (
  { events, sessions, chats, payload, ordering, batch }: v.InferOutput<typeof WebhookChange>,
  was: EndpointConfig,
): EndpointConfig => {
  const chatsNow = chats === undefined ? was.chats : (chats ?? undefined);
  const batchNow = batch === undefined ? was.batch : (batch ?? undefined);
  return {
    events: events ?? was.events,
    sessions: sessions ?? was.sessions,
    ...(chatsNow ? { chats: chatsNow } : {}),
    payload: payload ?? was.payload,
    ordering: ordering ?? was.ordering,
    ...(batchNow ? { batch: batchNow } : {}),
  };
};

export const DELIVERY_STATES = [
  'waiting',
  'retrying',
  'delivered',
  'failed',
  'dropped',
] as const satisfies readonly DeliveryShown['state'][];

const delivery = {
  id: v.pipe(v.string(), v.description('The id of the event, which is `webhook-id` of a request without a batch.')),
  type: v.string(),
  session: v.nullable(v.string()),
  chatId: v.nullable(v.string()),
  position: v.pipe(v.number(), v.integer()),
  sentAs: v.pipe(v.string(), v.description('`webhook-id` of the last request: the id of the event, or of a batch.')),
  state: v.pipe(
    v.picklist(DELIVERY_STATES),
    v.description(
      '`waiting`: the endpoint takes nothing now. `retrying`: it refused this event. `dropped`: its filter has changed, and leaves this event out.',
    ),
  ),
  attempts: v.pipe(v.number(), v.integer()),
  firstAt: IsoTime,
  lastAt: IsoTime,
  nextAt: v.nullable(IsoTime),
  status: v.nullable(v.number()),
  reason: v.pipe(v.nullable(v.string()), v.description('What went wrong, if nothing was answered.')),
  answer: v.pipe(v.nullable(v.string()), v.description('The first 4 kB of the last answer.')),
  tookMs: v.pipe(v.number(), v.integer()),
};

export const DeliveryShape = v.pipe(v.object(delivery), v.metadata({ ref: 'Delivery' }));
export const WholeDelivery = v.pipe(
  v.object({
    ...delivery,
    request: v.pipe(
      v.object({ url: v.string(), body: v.record(v.string(), v.unknown()) }),
      v.description('As it is made now, without signature and own headers.'),
    ),
  }),
  v.metadata({ ref: 'DeliveryWithRequest' }),
);

export const deliveryAnswer = (row: Omit<DeliveryShown, 'request'>) => ({
  id: row.event,
  type: row.type,
  session: row.session,
  chatId: row.chat,
  position: row.position,
  sentAs: row.parcel,
  state: row.state,
  attempts: row.attempts,
  firstAt: iso(row.firstAt),
  lastAt: iso(row.lastAt),
  nextAt: isoOrNull(row.nextAt),
  status: row.status,
  reason: row.reason,
  answer: row.answer,
  tookMs: row.tookMs,
});
