/**
 * Makes the requests of one endpoint. Its address, keys and own headers are read once and kept until they change, because
 * an endpoint that catches up makes thousands of requests under the same.
 */
import type { KeyObject } from 'node:crypto';
import type { EventLog } from '../../events/log/log.ts';
import type { Posted, Poster } from '../../fetching/posting.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Reads } from '../../projections/reads.ts';
import { retryAfterMs, type Sent } from '../deliveries/outcome.ts';
import type { WebhookRecords } from '../records.ts';
import { signatureHeaders, signingKey } from './signing.ts';

interface SenderPorts {
  readonly log: Pick<EventLog, 'beside'>;
  readonly reads: Pick<Reads, 'webhooks'>;
  readonly records: Pick<WebhookRecords, 'secrets'>;
  readonly clock: Clock;
  readonly poster: () => Poster;
  /** A value that is another one after each fact of the endpoint. */
  readonly edition: () => unknown;
}

export interface Sender {
  /** Sends a body under an id. @throws Fault when the secret of the endpoint is lost */
  post(id: string, body: string, signal: AbortSignal): Promise<Sent>;
  /** Secrets or headers have changed. */
  forgetSecrets(): void;
  close(): void;
}

interface Signing {
  readonly key: KeyObject;
  readonly formers: readonly { readonly key: KeyObject; readonly until: Millis }[];
  readonly headers: Readonly<Record<string, string>>;
}

const sentOf = (posted: Posted, now: number, since: number): Sent => {
  const tookMs = Math.max(now - since, 0);
  switch (posted.type) {
    case 'cut':
      return posted;
    case 'unanswered':
      return { ...posted, tookMs };
    case 'answered': {
      const { status, retryAfter, text } = posted;
      return { type: 'answered', status, text, retryAfterMs: retryAfterMs(retryAfter, now), tookMs };
    }
  }
};

export const createSender = (endpoint: string, ports: SenderPorts): Sender => {
  const { log, reads, records, clock } = ports;
  let address: { readonly edition: unknown; readonly url: string | null } = { edition: null, url: null };
  let kept: Signing | null = null;
  let poster: Poster | null = null;

  const urlNow = (): string | null => {
    const edition = ports.edition();
    if (address.edition !== edition) {
      const view = reads.webhooks.byId(endpoint);
      address = { edition, url: (view && log.beside('endpoint', view.aboutAt, 0))?.url ?? null };
    }
    return address.url;
  };

  const signing = (): Signing => {
    const found = kept === null ? records.secrets(endpoint) : null;
    if (found) {
      const { secret, formers, headers } = found;
      kept = {
        key: signingKey(secret),
        formers: formers.map((former) => ({ key: signingKey(former.secret), until: former.until })),
        headers: { ...headers, 'content-type': 'application/json' },
      };
    }
    if (kept) return kept;
    throw new Fault('webhook.no_secret', `The endpoint wh_${endpoint} has no secret`, {
      hint: 'Its encryption key was lost. Rotate the secret of the endpoint (POST /api/webhooks/:id/rotate-secret).',
      retryable: false,
    });
  };

  return {
    async post(id, body, signal) {
      const url = urlNow();
      if (url === null) return { type: 'unanswered', reason: 'address', tookMs: 0 };
      const since = clock.now();
      const { key, formers, headers } = signing();
      const keys = [key, ...formers.filter(({ until }) => until > since).map((former) => former.key)];
      const signed = signatureHeaders(keys, { id, at: since, body });
      poster ??= ports.poster();
      const posted = await poster.post({ url, headers: { ...headers, ...signed }, body, signal });
      return sentOf(posted, clock.now(), since);
    },
    forgetSecrets() {
      kept = null;
    },
    close: () => poster?.close(),
  };
};
