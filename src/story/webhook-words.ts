/** The words of the facts about endpoints of webhooks; see `fact-words.ts`. */
import type { WebhookFact } from '../events/facts/webhook.ts';

export const WEBHOOK_FACT_WORDS: Readonly<
  Record<WebhookFact['type'], { readonly means: string; readonly says: string }>
> = {
  'webhook.created': {
    means: 'Events after `startAt` go to an endpoint. Its name and its address are beside the log.',
    says: 'Endpoint of webhooks created',
  },
  'webhook.changed': {
    means: 'An endpoint asks for other events, or is somewhere else: what it asks for, and what it asked for.',
    says: 'Endpoint of webhooks changed',
  },
  'webhook.paused': {
    means: 'Nothing goes to the endpoint until a person resumes it: someone asked, or it answered 410 (`gone`).',
    says: 'Endpoint of webhooks paused ({reason})',
  },
  'webhook.resumed': {
    means: 'Someone resumed the endpoint: it goes on where it stood.',
    says: 'Endpoint of webhooks resumed',
  },
  'webhook.failing': {
    means:
      'So many attempts in a row failed for the sake of the endpoint, not of an event. It keeps its place, and is probed at `probeAt`.',
    says: 'Endpoint of webhooks fails ({reason}), the next probe comes in {probeAt|wait}',
  },
  'webhook.probe_failed': {
    means: 'The endpoint still fails. The next probe is due at `probeAt`.',
    says: 'Endpoint of webhooks still fails ({reason}), the next probe comes in {probeAt|wait}',
  },
  'webhook.recovered': {
    means: 'The endpoint answers again, and gets everything that waited.',
    says: 'Endpoint of webhooks answers again',
  },
  'webhook.secret_rotated': {
    means: 'The endpoint has a new secret. The former one signs as well until `overlapUntil`.',
    says: 'New secret for the endpoint of webhooks',
  },
  'webhook.replay_asked': {
    means: 'Someone asked for the events after `after` and up to `upTo` again: all, or those that were given up.',
    says: 'Events are delivered again ({only})',
  },
  'webhook.redelivery_asked': {
    means: 'Someone asked for one event again.',
    says: 'One event is delivered again',
  },
  'webhook.delivery_given_up': {
    means: 'The endpoint refused an event as often as the ladder has steps. Its chat goes on without it.',
    says: 'Delivery given up after {attempts|count:attempt} ({eventType})',
  },
  'webhook.removed': {
    means:
      'Nothing goes to the endpoint any more. Its secret is gone, and its name and address went in the same commit.',
    says: 'Endpoint of webhooks removed',
  },
};
