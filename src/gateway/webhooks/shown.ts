/** Endpoints as clients see them: without secrets, and without the values of their own headers. */
import type { EndpointConfig } from '../../events/facts/webhook.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Millis } from '../../kernel/clock.ts';
import type { Reads } from '../../projections/reads.ts';
import type { WebhookView } from '../../projections/webhooks.ts';
import type { Webhooks } from '../../webhooks/webhooks.ts';

export interface WebhookShown {
  /** `wh_…` */
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly config: EndpointConfig;
  /** The names of its own headers. */
  readonly headers: readonly string[];
  readonly state: WebhookView['state'];
  readonly since: Millis;
  readonly reason: string | null;
  readonly status: number | null;
  readonly probeAt: Millis | null;
  readonly source: WebhookView['source'];
  readonly createdAt: Millis;
  /** Null while nothing rotates. */
  readonly overlapUntil: Millis | null;
  readonly lag: { readonly facts: number; readonly oldestAt: Millis | null };
}

const PUBLIC_ID = /^wh_([0-9a-f]{18})$/;

/** `wh_019b…` is `019b…` in the name of its stream; null for anything else. */
export const streamIdOf = (id: string): string | null => PUBLIC_ID.exec(id)?.[1] ?? null;

interface Ports {
  readonly webhooks: Webhooks;
  readonly reads: Reads;
  readonly log: Pick<EventLog, 'beside'>;
}

/** Nothing can be signed: the secret was lost with the encryption key, and waits to be rotated. */
const NO_SECRET = 'no_secret';

const NO_LAG = { facts: 0, oldestAt: null };

/** By the id in the name of the stream; null if there is none, or it was removed. */
export const endpointReader =
  ({ webhooks, reads, log }: Ports) =>
  (id: string): WebhookShown | null => {
    const view = reads.webhooks.byId(id);
    if (!view) return null;
    const about = log.beside('endpoint', view.aboutAt, 0);
    const secrets = webhooks.records.secrets(id);
    const { config, state, since, reason, status, probeAt, source, createdAt } = view;
    return {
      id: `wh_${id}`,
      name: about?.name ?? '',
      url: about?.url ?? '',
      config,
      headers: Object.keys(secrets?.headers ?? {}),
      state,
      since,
      reason: secrets === null ? NO_SECRET : reason,
      status,
      probeAt,
      source,
      createdAt,
      overlapUntil: secrets?.formers.map(({ until }) => until).toSorted((a, b) => b - a)[0] ?? null,
      lag: webhooks.lag(id) ?? NO_LAG,
    };
  };
