/** The policy of an endpoint: when it counts as failing, when it is probed, and what a person may ask of it. */
import type { FactOf } from '../events/facts/catalogue.ts';
import type { EndpointConfig, Trouble, WebhookFact } from '../events/facts/webhook.ts';
import type { Millis } from '../kernel/clock.ts';
import { ok, type Refusal, type Result, refuse } from '../kernel/result.ts';
import type { Webhook } from './webhook.machine.ts';
import { ladderMs } from './webhook-ladder.ts';

type Asked<T extends WebhookFact['type']> = Omit<FactOf<T>, 'type' | 'from'>;

export type WebhookCommand =
  | ({ readonly type: 'create' } & Asked<'webhook.created'>)
  | ({ readonly type: 'change' } & Omit<Asked<'webhook.changed'>, 'was'>)
  | { readonly type: 'pause'; readonly reason: 'asked' | 'unset' }
  | { readonly type: 'resume' }
  | ({ readonly type: 'remove' } & Asked<'webhook.removed'>)
  | ({ readonly type: 'rotateSecret' } & Asked<'webhook.secret_rotated'>)
  | ({ readonly type: 'replay' } & Asked<'webhook.replay_asked'>)
  | ({ readonly type: 'redeliver' } & Asked<'webhook.redelivery_asked'>)
  /** So many attempts in a row failed; `waitMs` is the least time that it asked for. */
  | { readonly type: 'recordTrouble'; readonly trouble: Trouble; readonly inRow: number; readonly waitMs: number }
  /** A probe that was sent for this deadline had no answer, or a bad one. */
  | { readonly type: 'recordProbeFailed'; readonly trouble: Trouble; readonly waitMs: number }
  /** The endpoint answered. */
  | { readonly type: 'recordAnswer' }
  /** It answered 410: nobody is there any more. */
  | { readonly type: 'recordGone' }
  | ({ readonly type: 'recordGivenUp' } & Asked<'webhook.delivery_given_up'>)
  /** A probe is due. The probe itself is made before this is decided; what came of it is recorded by the others. */
  | { readonly type: 'probe'; readonly probeAt: Millis };

/** So many attempts in a row fail before the endpoint counts as failing. */
export const FAILURES_IN_ROW = 5;

/** The longest time between two probes, unless the endpoint asks for more. */
export const PROBE_MS_MAX = 10 * 60_000;

interface Environment {
  readonly now: Millis;
  readonly fraction: number;
}

const probeAt = (probes: number, waitMs: number, { now, fraction }: Environment): Millis =>
  now + Math.max(waitMs, Math.min(PROBE_MS_MAX, ladderMs(probes + 1, fraction) ?? PROBE_MS_MAX));

const removed = (): Result<never> => refuse('webhook.not_found', 'This endpoint was removed.');

const sameConfig = (one: EndpointConfig | null, other: EndpointConfig): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const isLive = (webhook: Webhook): boolean => !webhook.matches('removed') && !webhook.matches('unborn');

const changed = (webhook: Webhook, command: WebhookCommand & { type: 'change' }): WebhookFact[] => {
  const { config: was, headers } = webhook.context;
  const change = { ...command, type: 'webhook.changed' } as const;
  const isSame = sameConfig(was, change.config) && headers === change.headers && change.about === undefined;
  return isSame || was === null ? [] : [{ ...change, was }];
};

/** What came of the attempts. It counts only while events go to the endpoint. */
const recorded = (webhook: Webhook, command: WebhookCommand, environment: Environment): WebhookFact[] => {
  const { probes } = webhook.context;
  switch (command.type) {
    case 'recordTrouble': {
      const { trouble, inRow, waitMs } = command;
      if (!webhook.matches('active')) return [];
      return [{ type: 'webhook.failing', ...trouble, inRow, probeAt: probeAt(0, waitMs, environment) }];
    }
    case 'recordProbeFailed': {
      const { trouble, waitMs } = command;
      if (!webhook.matches('failing')) return [];
      const next = probeAt(probes + 1, waitMs, environment);
      return [{ type: 'webhook.probe_failed', ...trouble, probe: probes + 1, probeAt: next }];
    }
    case 'recordAnswer':
      return webhook.matches('failing') ? [{ type: 'webhook.recovered' }] : [];
    case 'recordGone':
      return webhook.matches('paused') ? [] : [{ type: 'webhook.paused', reason: 'gone' }];
    case 'recordGivenUp': {
      const { type: _, ...given } = command;
      return [{ type: 'webhook.delivery_given_up', ...given }];
    }
    default:
      return [];
  }
};

export const decideWebhook = (
  webhook: Webhook,
  command: WebhookCommand,
  environment: Environment,
): Result<WebhookFact[]> => {
  if (command.type === 'create') {
    const { type: _, ...created } = command;
    return ok(webhook.matches('unborn') ? [{ type: 'webhook.created', ...created }] : []);
  }
  const isRecord = command.type.startsWith('record') || command.type === 'probe';
  if (!isLive(webhook)) return isRecord ? ok([]) : removed();
  switch (command.type) {
    case 'change':
      return ok(changed(webhook, command));
    case 'pause':
      return ok(webhook.matches('paused') ? [] : [{ type: 'webhook.paused', reason: command.reason }]);
    case 'resume':
      return ok(webhook.matches('active') ? [] : [{ type: 'webhook.resumed' }]);
    case 'remove':
      return ok([{ type: 'webhook.removed', ...(command.erases ? { erases: command.erases } : {}) }]);
    case 'rotateSecret':
      return ok([{ type: 'webhook.secret_rotated', overlapUntil: command.overlapUntil }]);
    case 'replay':
      return ok([{ type: 'webhook.replay_asked', after: command.after, upTo: command.upTo, only: command.only }]);
    case 'redeliver':
      return ok([{ type: 'webhook.redelivery_asked', event: command.event }]);
    default:
      return ok(recorded(webhook, command, environment));
  }
};

/** Every state takes all facts that `decideWebhook` returns in it, so only a bug leads here. */
export const refuseWebhook = (fact: WebhookFact): Refusal => ({
  code: 'webhook.not_found',
  detail: `The endpoint cannot take ${fact.type} now.`,
});
