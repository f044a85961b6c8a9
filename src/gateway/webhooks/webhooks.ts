/** Commands about endpoints of webhooks. */
import { sayBeside } from '../../events/log/content.ts';
import type { EndpointConfig } from '../../events/facts/webhook.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { streamOf } from '../../kernel/ids.ts';
import type { Reach } from '../../kernel/reach.ts';
import { ok, type Result, refuse, refuseInput } from '../../kernel/result.ts';
import type { WebhookCommand } from '../../machines/webhook.decide.ts';
import type { Reads } from '../../projections/reads.ts';
import type { EventBody } from '../../webhooks/events/bodies.ts';
import { patternFault } from '../../webhooks/events/filter.ts';
import { newSecret } from '../../webhooks/sending/signing.ts';
import type { Endpoint } from '../../webhooks/endpoint.ts';
import type { Webhooks } from '../../webhooks/webhooks.ts';
import type { Secrets } from '../../webhooks/records.ts';
import type { Within } from '../reach.ts';
import { deliveriesIn } from './bounds.ts';
import { createPlaces } from './places.ts';
import { endpointReader, streamIdOf, type WebhookShown } from './shown.ts';

export interface EndpointRequest {
  readonly name: string;
  readonly url: string;
  readonly config: EndpointConfig;
  readonly headers: Readonly<Record<string, string>>;
}

export interface NewEndpoint extends EndpointRequest {
  /** `now`, a position, a time or an event. */
  readonly startAt: string | number;
  /** Made if left out. */
  readonly secret?: string;
  readonly source?: 'api' | 'environment';
}

export interface Created {
  readonly webhook: WebhookShown;
  readonly secret: string;
}

export interface Tried {
  readonly eventId: string;
  readonly outcome: 'answered' | 'unanswered';
  readonly status: number | null;
  readonly reason: string | null;
  readonly answer: string | null;
  readonly tookMs: number;
}

export interface ReplayRequest {
  readonly from: string | number;
  readonly to?: string | number | undefined;
  readonly only: 'all' | 'failed';
}

export interface WebhookCommands {
  create(request: NewEndpoint, caller: Caller): Promise<Result<Created>>;
  change(id: string, change: Partial<EndpointRequest>, caller: Caller): Promise<Result<WebhookShown>>;
  /** `unset`: the settings no longer name it. */
  pause(id: string, caller: Caller, reason?: 'asked' | 'unset'): Promise<Result<WebhookShown>>;
  resume(id: string, caller: Caller): Promise<Result<WebhookShown>>;
  remove(id: string, caller: Caller): Promise<Result<null>>;
  test(id: string, caller: Caller): Promise<Result<Tried>>;
  rotateSecret(
    id: string,
    overlapHours: number,
    caller: Caller,
  ): Promise<Result<{ secret: string; overlapUntil: number }>>;
  replay(id: string, request: ReplayRequest, caller: Caller): Promise<Result<{ after: number; upTo: number }>>;
  redeliver(id: string, event: string, reach: Reach, caller: Caller): Promise<Result<null>>;
}

export interface WebhookGatewayPorts {
  readonly webhooks: Webhooks;
  /** Whether an address may be called. */
  readonly checkAddress: (url: string) => Promise<Result<null>>;
  /** Removes what an erasure leaves in the write-ahead log. */
  readonly wipe: () => Promise<void>;
  readonly log: EventLog;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

const ENDPOINTS_MAX = 1_000;
/** Changes of one endpoint that are looked at. */
const CHANGES_MAX = 1_000;
const HOUR_MS = 3_600_000;
const TEST_ID_BYTES = 18;
/** Secrets that sign beside the newest one; the header with all signatures stays small. */
const FORMERS_MAX = 4;

export const noWebhook = (): Result<never> =>
  refuse('webhook.not_found', 'There is no endpoint with this id; list them to see which there are.');

export const noDelivery = (): Result<never> =>
  refuse(
    'webhook.delivery_not_found',
    'This endpoint has no delivery of this event on record; they are kept for 30 days.',
  );

const notAskedFor = (): Result<never> =>
  refuse(
    'webhook.not_asked_for',
    'The filter of this endpoint leaves this event out by now; change its events, sessions or chats first.',
  );

const wrongEvents = (events: readonly string[] | undefined): Result<never> | null => {
  for (const [place, pattern] of (events ?? []).entries()) {
    const fault = patternFault(pattern);
    if (fault !== null) return refuseInput(`events.${place}`, fault);
  }
  return null;
};

/**
 * The secrets that sign beside a new one. A receiver may still have any of them: the answer with the last one may have
 * been lost. None outlives the end that this rotation sets.
 */
const formersOf = ({ secret, formers }: Secrets, overlapUntil: Millis, now: Millis): Secrets['formers'] => [
  { secret, until: overlapUntil },
  ...formers
    .map((former) => ({ ...former, until: Math.min(former.until, overlapUntil) }))
    .filter(({ until }) => until > now)
    .slice(0, FORMERS_MAX - 1),
];

export const createWebhookCommands = (ports: WebhookGatewayPorts, within: Pick<Within, 'facts'>): WebhookCommands => {
  const { webhooks, log, reads, clock, entropy, checkAddress } = ports;
  const { records } = webhooks;
  const places = createPlaces(log, records);
  const shown = endpointReader(ports);
  const isReached = deliveriesIn(within);

  const known = (id: string): { readonly id: string; readonly endpoint: Endpoint } | null => {
    const stream = streamIdOf(id);
    const endpoint = stream === null || reads.webhooks.byId(stream) === null ? null : webhooks.find(stream);
    return endpoint && stream !== null ? { id: stream, endpoint } : null;
  };

  const shownNow = (id: string): Result<WebhookShown> => {
    const view = shown(id);
    return view ? ok(view) : noWebhook();
  };

  /** Tells an endpoint, and answers how it is then. */
  const told = async (id: string, command: WebhookCommand, caller: Caller): Promise<Result<WebhookShown>> => {
    const found = known(id);
    if (!found) return noWebhook();
    const answer = await found.endpoint.actor.tell(command, caller);
    return answer.ok ? shownNow(found.id) : answer;
  };

  /** The facts beside which names and addresses of an endpoint stand. */
  const spokenAt = (id: string): number[] =>
    (['webhook.created', 'webhook.changed'] as const)
      .flatMap((type) => log.page({ after: 0, stream: streamOf.webhook(id), type, limit: CHANGES_MAX }))
      .filter((fact) => 'about' in fact.data)
      .map(({ position }) => position);

  const about = (name: string, url: string) => sayBeside('endpoint', { name, url }, entropy);

  return {
    async create({ name, url, config, headers, startAt, secret = newSecret(entropy), source = 'api' }, caller) {
      const wrong = wrongEvents(config.events);
      if (wrong) return wrong;
      if (reads.webhooks.list().length >= ENDPOINTS_MAX)
        return refuse('webhook.too_many', `There are ${ENDPOINTS_MAX} endpoints already; remove one first.`);
      const address = await checkAddress(url);
      if (!address.ok) return address;
      const start = startAt === 'now' ? ok({ before: log.head().position }) : await places.read(startAt, 'startAt');
      if (!start.ok) return start;
      const { id, endpoint } = webhooks.create();
      const { said, ref } = about(name, url);
      // Before the fact: an endpoint is never without its secret.
      records.keepSecrets(id, { secret, formers: [], headers });
      const created = { config, about: ref, headers: Object.keys(headers).length, startAt: start.value.before, source };
      const answer = await endpoint.actor.tell({ type: 'create', ...created }, caller, { contents: [said] });
      if (!answer.ok) {
        webhooks.forgetUnborn(id);
        return answer;
      }
      const view = shownNow(id);
      return view.ok ? ok({ webhook: view.value, secret }) : view;
    },

    async change(id, change, caller) {
      const found = known(id);
      const now = found && shown(found.id);
      if (!found || !now) return noWebhook();
      const wrong = wrongEvents(change.config?.events);
      if (wrong) return wrong;
      const { name = now.name, url = now.url, config = now.config } = change;
      const address = url === now.url ? ok(null) : await checkAddress(url);
      if (!address.ok) return address;
      const secrets = records.secrets(found.id);
      const headers = change.headers ?? secrets?.headers ?? {};
      if (secrets && change.headers !== undefined) {
        records.keepSecrets(found.id, { ...secrets, headers });
        found.endpoint.forgetSecrets();
      }
      const isSame = name === now.name && url === now.url;
      const spoken = isSame ? null : about(name, url);
      const answer = await found.endpoint.actor.tell(
        { type: 'change', config, headers: Object.keys(headers).length, ...(spoken ? { about: spoken.ref } : {}) },
        caller,
        spoken ? { contents: [spoken.said] } : {},
      );
      return answer.ok ? shownNow(found.id) : answer;
    },

    pause: (id, caller, reason = 'asked') => told(id, { type: 'pause', reason }, caller),
    resume: (id, caller) => told(id, { type: 'resume' }, caller),
    async remove(id, caller) {
      const found = known(id);
      if (!found) return noWebhook();
      const answer = await found.endpoint.actor.tell({ type: 'remove', erases: spokenAt(found.id) }, caller);
      if (answer.ok) await ports.wipe();
      return answer.ok ? ok(null) : answer;
    },

    async test(id, caller) {
      const found = known(id);
      if (!found) return noWebhook();
      const eventId = `evt_${Buffer.from(entropy.bytes(TEST_ID_BYTES)).toString('base64url')}` as const;
      const body: EventBody = {
        id: eventId,
        type: 'webhook.test',
        timestamp: new Date(clock.now()).toISOString(),
        session: null,
        position: log.head().position,
        chatId: null,
        correlation: caller.correlation,
        data: { webhookId: `wh_${found.id}` },
      };
      const sent = await found.endpoint.try(eventId, JSON.stringify(body), new AbortController().signal);
      if (sent.type === 'cut') return refuse('gateway.busy', 'Waybill is stopping; try again after the restart.', 5);
      const { type: outcome, tookMs } = sent;
      return ok(
        sent.type === 'answered'
          ? { eventId, outcome, status: sent.status, reason: null, answer: sent.text, tookMs }
          : { eventId, outcome, status: null, reason: sent.reason, answer: null, tookMs },
      );
    },

    async rotateSecret(id, overlapHours, caller) {
      const found = known(id);
      if (!found) return noWebhook();
      // Null where the encryption key was lost.
      const now = records.secrets(found.id);
      const secret = newSecret(entropy);
      const overlapUntil = clock.now() + overlapHours * HOUR_MS;
      const formers = now ? formersOf(now, overlapUntil, clock.now()) : [];
      // Before the fact: the answer that has the secret comes once, after both.
      records.keepSecrets(found.id, { secret, formers, headers: now?.headers ?? {} });
      found.endpoint.forgetSecrets();
      const answer = await found.endpoint.actor.tell({ type: 'rotateSecret', overlapUntil }, caller);
      return answer.ok ? ok({ secret, overlapUntil }) : answer;
    },

    async replay(id, { from, to, only }, caller) {
      const found = known(id);
      if (!found) return noWebhook();
      const begin = await places.read(from, 'from');
      if (!begin.ok) return begin;
      const end = to === undefined ? ok({ through: log.head().position }) : await places.read(to, 'to');
      if (!end.ok) return end;
      const range = { after: begin.value.before, upTo: end.value.through };
      if (range.upTo <= range.after) return refuseInput('to', 'Expected a place after `from`');
      const answer = await found.endpoint.actor.tell({ type: 'replay', ...range, only }, caller);
      if (!answer.ok) return answer;
      if (only === 'all') await found.endpoint.run()?.replay(range);
      else {
        webhooks.writer.flush();
        records.repeatFailed(found.id, range, clock.now());
        found.endpoint.run()?.lookAgain();
      }
      return ok(range);
    },

    async redeliver(id, event, reach, caller) {
      const found = known(id);
      if (!found) return noWebhook();
      webhooks.writer.flush();
      const row = records.delivery(found.id, event);
      if (!row || !isReached(reach)(row)) return noDelivery();
      const handed = webhooks.eventAt(row);
      if (handed && !found.endpoint.wants(handed)) return notAskedFor();
      const answer = await found.endpoint.actor.tell({ type: 'redeliver', event }, caller);
      if (!answer.ok) return answer;
      found.endpoint.run()?.redeliver({ id: row.event, position: row.position, index: row.index });
      return ok(null);
    },
  };
};
