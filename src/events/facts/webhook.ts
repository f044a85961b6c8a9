/**
 * Facts about one endpoint of webhooks: what it asked for, how it fares, and what a person should know later.
 *
 * A delivery is no fact; where each lane stands and what was answered are records beside the log. Name and address of an
 * endpoint are content beside its facts, because an address may hold a token. Secrets are in neither.
 */
import * as v from 'valibot';
import { ConversationId, SessionId } from '../../kernel/ids.ts';
import { BesideRef } from './job.ts';
import { Count, From, Millis } from './words.ts';

export const WEBHOOK_STATES = ['active', 'failing', 'paused', 'removed'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

const between = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

/** What an endpoint asks for, and how it wants it. */
export const EndpointConfig = v.strictObject({
  /** Types of events; a `*` at the end stands for the rest of the type. */
  events: v.array(v.string()),
  sessions: v.union([v.literal('*'), v.array(SessionId)]),
  /** Left out for all. Events without a chat are left out where it is given. */
  chats: v.optional(v.array(ConversationId)),
  payload: v.picklist(['full', 'thin']),
  ordering: v.picklist(['chat', 'none']),
  batch: v.optional(v.strictObject({ maxEvents: between(1, 100), maxDelayMs: between(0, 60_000) })),
});
export type EndpointConfig = v.InferOutput<typeof EndpointConfig>;

/** The faults of an endpoint as a whole, so that no event is to blame. */
export const TROUBLES = [
  'address',
  'name',
  'connection',
  'certificate',
  'time',
  'answer',
  'redirect',
  'status',
] as const;
const Trouble = {
  reason: v.picklist(TROUBLES),
  /** What it answered, where the reason is its status. */
  status: v.optional(Count),
};
export type Trouble = { readonly reason: (typeof TROUBLES)[number]; readonly status?: number | undefined };

/** Events have an opaque id, `evt_…`. */
const EventRef = v.pipe(v.string(), v.regex(/^evt_[\w-]{1,64}$/));

export const WebhookFact = v.variant('type', [
  v.strictObject({
    type: v.literal('webhook.created'),
    config: EndpointConfig,
    about: BesideRef,
    /** The number of its own headers. */
    headers: Count,
    /** Events after this position are delivered. */
    startAt: Count,
    source: v.picklist(['api', 'environment']),
    from: From,
  }),
  v.strictObject({
    type: v.literal('webhook.changed'),
    config: EndpointConfig,
    was: EndpointConfig,
    /** Left out if name and address are as they were. */
    about: v.optional(BesideRef),
    headers: Count,
    from: From,
  }),
  /** Somebody asked for it, the endpoint answered 410, or the settings no longer name it. */
  v.strictObject({ type: v.literal('webhook.paused'), reason: v.picklist(['asked', 'gone', 'unset']), from: From }),
  v.strictObject({ type: v.literal('webhook.resumed'), from: From }),
  /** So many attempts in a row have failed for the endpoint's sake. The next probe is due at `probeAt`. */
  v.strictObject({ type: v.literal('webhook.failing'), ...Trouble, inRow: Count, probeAt: Millis }),
  v.strictObject({ type: v.literal('webhook.probe_failed'), ...Trouble, probe: Count, probeAt: Millis }),
  v.strictObject({ type: v.literal('webhook.recovered') }),
  /** The former secret signs beside the new one until then. */
  v.strictObject({ type: v.literal('webhook.secret_rotated'), overlapUntil: Millis, from: From }),
  /** Events after `after`, up to `upTo` (inclusive), are delivered again: all, or those that were given up. */
  v.strictObject({
    type: v.literal('webhook.replay_asked'),
    after: Count,
    upTo: Count,
    only: v.picklist(['all', 'failed']),
    from: From,
  }),
  v.strictObject({ type: v.literal('webhook.redelivery_asked'), event: EventRef, from: From }),
  /** One event was refused so often that its chat goes on without it. */
  v.strictObject({
    type: v.literal('webhook.delivery_given_up'),
    event: EventRef,
    eventType: v.string(),
    attempts: Count,
    status: v.optional(Count),
  }),
  v.strictObject({
    type: v.literal('webhook.removed'),
    /** The facts beside which its names and addresses stood; these go in the same commit. */
    erases: v.optional(v.array(Count)),
    from: From,
  }),
]);
export type WebhookFact = v.InferOutput<typeof WebhookFact>;
