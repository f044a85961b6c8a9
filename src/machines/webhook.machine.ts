/** An endpoint of webhooks: whether events go to it, and when it is probed if it does not take them. */
import { assign, setup, type SnapshotFrom } from 'xstate';
import type { EndpointConfig, WebhookFact } from '../events/facts/webhook.ts';
import type { Millis } from '../kernel/clock.ts';
import { effect } from './effect.ts';

export interface WebhookContext {
  /** Null before the first fact. */
  readonly config: EndpointConfig | null;
  readonly headers: number;
  /** Probes that failed since it began to fail. */
  readonly probes: number;
  /** Events that were given up. */
  readonly givenUp: number;
  /** When the next probe is due; null while it takes events, or waits for a person. */
  readonly probeAt: Millis | null;
}

export type WebhookEffect = 'deliver' | 'wakeAt';

const always = {
  'webhook.changed': { actions: ['keepConfig', 'deliver'] },
  'webhook.secret_rotated': { actions: 'deliver' },
  'webhook.replay_asked': { actions: 'deliver' },
  'webhook.redelivery_asked': { actions: 'deliver' },
  'webhook.delivery_given_up': { actions: 'countGivenUp' },
  'webhook.removed': { target: 'removed', actions: ['wellAgain', 'deliver'] },
} as const;

const paused = { target: 'paused', actions: ['wellAgain', 'deliver'] } as const;

export const webhookMachine = setup({
  types: { context: {} as WebhookContext, events: {} as WebhookFact },
  actions: {
    deliver: effect,
    wakeAt: effect,
    keepConfig: assign(({ event }) =>
      event.type === 'webhook.created' || event.type === 'webhook.changed'
        ? { config: event.config, headers: event.headers }
        : {},
    ),
    keepProbe: assign(({ event }) => {
      if (event.type === 'webhook.failing') return { probes: 0, probeAt: event.probeAt };
      return event.type === 'webhook.probe_failed' ? { probes: event.probe, probeAt: event.probeAt } : {};
    }),
    countGivenUp: assign(({ context }) => ({ givenUp: context.givenUp + 1 })),
    wellAgain: assign({ probes: 0, probeAt: null }),
  },
}).createMachine({
  id: 'webhook',
  context: { config: null, headers: 0, givenUp: 0, probes: 0, probeAt: null },
  initial: 'unborn',
  states: {
    unborn: { on: { 'webhook.created': { target: 'active', actions: ['keepConfig', 'deliver'] } } },
    active: {
      on: {
        ...always,
        'webhook.failing': { target: 'failing', actions: ['keepProbe', 'deliver', 'wakeAt'] },
        'webhook.paused': paused,
      },
    },
    failing: {
      on: {
        ...always,
        'webhook.probe_failed': { target: 'failing', actions: ['keepProbe', 'wakeAt'] },
        'webhook.recovered': { target: 'active', actions: ['wellAgain', 'deliver'] },
        'webhook.resumed': { target: 'active', actions: ['wellAgain', 'deliver'] },
        'webhook.paused': paused,
      },
    },
    paused: { on: { ...always, 'webhook.resumed': { target: 'active', actions: 'deliver' } } },
    removed: {},
  },
});

export type Webhook = SnapshotFrom<typeof webhookMachine>;
