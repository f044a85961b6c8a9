/**
 * All endpoints of webhooks, and what they share: pages of the log, places, writes, and the clean-up of old records.
 */
import type { Insist } from '../actors/insist.ts';
import { insistWith } from '../actors/insist.ts';
import type { EventLog, Recorded } from '../events/log/log.ts';
import { sharedPages } from '../events/log/follow.ts';
import type { Poster } from '../fetching/posting.ts';
import { type Clock, type Millis, nothingToCancel } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import { Fault } from '../kernel/fault.ts';
import { type ChatId, jobIds } from '../kernel/ids.ts';
import type { Logger } from '../kernel/logger.ts';
import { ok } from '../kernel/result.ts';
import type { WebhookCommand } from '../machines/webhook.decide.ts';
import type { Reads } from '../projections/reads.ts';
import { createPlaces } from './deliveries/places.ts';
import { createWriter, type Writer } from './deliveries/writer.ts';
import { createEndpoint, type Endpoint, laneOfConversation, type WebhookActor } from './endpoint.ts';
import { type EventBodies, eventBodies } from './events/bodies.ts';
import { eventsOf, type HandedEvent } from './events/events.ts';
import { eventMatching } from './events/filter.ts';
import { type EventPlace, OUTCOMES, type Outcome, type WebhookRecords } from './records.ts';

export interface Webhooks {
  readonly records: WebhookRecords;
  readonly writer: Writer;
  readonly bodies: EventBodies;
  /** The endpoint, as an actor that its alarm wakes: a probe is made, and then told. */
  woken(id: string): Pick<WebhookActor, 'tell'> | null;
  /** Null if there is none, or it was removed. */
  find(id: string): Endpoint | null;
  create(): { readonly id: string; readonly endpoint: Endpoint };
  /** Forgets an endpoint whose first fact could not be written. */
  forgetUnborn(id: string): void;
  eventAt(place: EventPlace): HandedEvent | null;
  lag(id: string): Lag | null;
  /** Counts since the start, and how far each endpoint is behind. */
  figures(): WebhookFigures;
  start(): void;
  stop(): void;
}

interface Lag {
  readonly facts: number;
  readonly oldestAt: Millis | null;
}

export interface WebhookFigures {
  /** Attempts since the start by what came of them; an event of a batch counts on its own. */
  readonly deliveries: ReadonlyMap<Outcome, number>;
  readonly endpoints: readonly { readonly id: string; readonly facts: number; readonly oldestMs: number }[];
}

export interface WebhooksPorts {
  readonly log: EventLog;
  readonly reads: Reads;
  readonly records: WebhookRecords;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
  /** One for each endpoint, so that no endpoint takes connections of another. */
  readonly openPoster: (terms: { readonly socketsMax: number; readonly withinMs: number }) => Poster;
  /** An endpoint has a deadline. */
  readonly wakeAt: () => void;
  readonly defect: (thrown: unknown) => void;
}

/** How long an endpoint may take to answer. */
const WITHIN_MS = 15_000;
const SOCKETS_MAX = 16;

/** Facts after which an address may lead to another conversation. */
const REGROUPING: ReadonlySet<string> = new Set(['contact.found', 'contact.addressed', 'contact.merged']);

const DAY_MS = 24 * 60 * 60_000;
/** How long the record of a delivery is kept. */
export const DELIVERY_DAYS = 30;
const SWEEP_MS = 60 * 60_000;
const SWEPT_AT_ONCE = 1_000;

export const createWebhooks = (ports: WebhooksPorts): Webhooks => {
  const { log, reads, records, clock, entropy, logger } = ports;
  const endpoints = new Map<string, Endpoint>();
  const writer = createWriter({ records, clock, logger });
  const places = createPlaces();
  const bodies = eventBodies({ log, reads });
  const nextPage = sharedPages(log);
  const nextId = jobIds({ clock, entropy });
  const insist: Insist = insistWith({ clock, logger, defect: ports.defect });
  const matching = eventMatching(reads);
  const outcomes = new Map<Outcome, number>(OUTCOMES.map((state) => [state, 0]));
  let isStarted = false;
  let isStopped = false;
  let off = nothingToCancel;
  let cancel = nothingToCancel;

  const eventAt = ({ position, index }: EventPlace): HandedEvent | null => {
    const [fact] = log.page({ after: position - 1, upTo: position, limit: 1 });
    return fact ? (eventsOf(fact)[index] ?? null) : null;
  };

  /** A disk that fails now leaves the rest to the next sweep. */
  const tryToForget = (id: string): void => {
    try {
      records.forget(id);
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      logger.warn({ webhook: id, code: thrown.code, hint: thrown.hint }, `records are not removed: ${thrown.message}`);
    }
  };

  const make = (id: string, options: { fresh?: boolean } = {}): Endpoint => {
    const endpoint = createEndpoint(
      id,
      {
        ...ports,
        insist,
        matching,
        bodies,
        writer,
        places,
        nextPage,
        head: () => log.head().position,
        eventAt,
        timeOf: (position) => log.page({ after: position - 1, upTo: position, limit: 1 })[0]?.at ?? null,
        count: (outcome) => void outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1),
        poster: () => ports.openPoster({ socketsMax: SOCKETS_MAX, withinMs: WITHIN_MS }),
        isStarted: () => isStarted,
        isStopped: () => isStopped,
        removed() {
          endpoints.delete(id);
          writer.forget(id);
          tryToForget(id);
        },
      },
      options,
    );
    endpoints.set(id, endpoint);
    return endpoint;
  };

  const find = (id: string): Endpoint | null =>
    endpoints.get(id) ?? (reads.webhooks.byId(id) === null ? null : make(id));

  const lag = (id: string): Lag | null => find(id)?.run()?.lag() ?? null;

  /** Lanes of addresses that lead to another conversation since these facts. */
  const movedBy = (facts: readonly Recorded[]): ReadonlySet<string> =>
    new Set(
      facts.flatMap(({ header: { session }, data }) =>
        session === null || !('addresses' in data)
          ? []
          : (data.addresses as readonly ChatId[])
              .filter((address) => reads.chats.chatOf(session, address) !== address)
              .map((address) => laneOfConversation(session, address)),
      ),
    );

  /** What woke it: facts of webhooks wake nobody, but for those that are told. */
  const hear = (facts: readonly Recorded[]): void => {
    const moved = movedBy(facts.filter(({ type }) => REGROUPING.has(type)));
    if (moved.size > 0) for (const endpoint of endpoints.values()) endpoint.run()?.regroup(moved);
    if (facts.every((fact) => eventsOf(fact).length === 0)) return;
    for (const endpoint of endpoints.values()) endpoint.run()?.wake();
  };

  const sweep = (): void => {
    for (const id of records.endpoints()) if (!endpoints.has(id) && reads.webhooks.byId(id) === null) tryToForget(id);
    try {
      const gone = records.forgetBefore(clock.now() - DELIVERY_DAYS * DAY_MS, SWEPT_AT_ONCE);
      cancel = clock.after(gone === SWEPT_AT_ONCE ? 0 : SWEEP_MS, sweep);
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      cancel = clock.after(SWEEP_MS, sweep);
    }
  };

  return {
    records,
    writer,
    bodies,
    find,
    woken(id) {
      const endpoint = find(id);
      if (!endpoint) return null;
      return {
        async tell(command: WebhookCommand, caller, attached) {
          const before = endpoint.actor.snapshot().context;
          if (command.type !== 'probe' || before.probeAt !== command.probeAt)
            return endpoint.actor.tell(command, caller, attached);
          await endpoint.run()?.probe();
          const after = endpoint.actor.snapshot().context;
          // The alarm ends when something was recorded.
          return after === before ? ok([]) : ok(log.read(`webhook/${id}`).slice(-1));
        },
      };
    },
    create() {
      const id = nextId();
      return { id, endpoint: make(id, { fresh: true }) };
    },
    forgetUnborn(id) {
      endpoints.delete(id);
      tryToForget(id);
    },
    eventAt,
    lag,
    figures: () => ({
      deliveries: outcomes,
      endpoints: reads.webhooks.list().map(({ id }) => {
        const { facts, oldestAt } = lag(id) ?? { facts: 0, oldestAt: null };
        return { id: `wh_${id}`, facts, oldestMs: oldestAt === null ? 0 : Math.max(clock.now() - oldestAt, 0) };
      }),
    }),
    start() {
      isStarted = true;
      off = log.onCommit(hear);
      for (const { id } of reads.webhooks.list()) find(id)?.run()?.wake();
      sweep();
    },
    stop() {
      off();
      cancel();
      for (const endpoint of endpoints.values()) endpoint.stop();
      isStarted = false;
      isStopped = true;
      writer.flush();
    },
  };
};
