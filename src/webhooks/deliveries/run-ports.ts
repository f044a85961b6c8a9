/** What the deliveries of an endpoint need of the rest. */
import type { EventLog, Recorded } from '../../events/log/log.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { WebhookCommand } from '../../machines/webhook.decide.ts';
import type { Together } from '../../projections/together.ts';
import type { HandedEvent } from '../events/events.ts';
import type { EventPlace, Outcome, WebhookRecords } from '../records.ts';
import type { Sent } from './outcome.ts';
import type { Places } from './places.ts';
import type { Parcel } from './standing.ts';
import type { Writer } from './writer.ts';

export interface BatchTerms {
  readonly maxEvents: number;
  readonly maxDelayMs: number;
}

export interface RunPorts {
  readonly log: Pick<EventLog, 'page' | 'search'>;
  /** The facts after a position; empty at the head of the log. */
  readonly nextPage: (after: number) => readonly Recorded[];
  readonly head: () => number;
  readonly records: WebhookRecords;
  readonly writer: Writer;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
  /** Shared by all endpoints. */
  readonly places: Places;
  /** Whether the endpoint has asked for an event. */
  readonly wants: (event: HandedEvent) => boolean;
  /** Another value after each change of what the endpoint asks for. */
  readonly filter: () => unknown;
  /** The lane of an event; empty where nothing waits for it. */
  readonly laneOf: (event: HandedEvent) => string;
  /** The lane of an event while its order counts, which it may not do any more. */
  readonly orderedLaneOf: (event: HandedEvent) => string;
  /** The name of a lane now: the conversation of a lane may have turned out to be another one. */
  readonly laneNow: (lane: string) => string;
  /** Null for an endpoint that gets events one by one. */
  readonly batch: () => BatchTerms | null;
  /** Runs several reads in one read transaction. */
  readonly together: Together;
  /** The position from which an endpoint without a place begins. */
  readonly startAt: () => number;
  readonly isActive: () => boolean;
  /** The event at a place of the log; null if there is none. */
  readonly eventAt: (place: EventPlace) => HandedEvent | null;
  /** When the fact at a position was recorded; null if there is none. */
  readonly timeOf: (position: number) => Millis | null;
  /** Makes the request and reads the answer. @throws Fault when the bodies cannot be had */
  readonly send: (parcel: Parcel, signal: AbortSignal) => Promise<Sent>;
  /** Tells the actor, and resolves when it is on record. */
  readonly report: (command: WebhookCommand) => Promise<void>;
  /** Counts what came of an attempt at an event. */
  readonly count: (outcome: Outcome) => void;
  readonly defect: (thrown: unknown) => void;
}

export interface Run {
  /** Something may have changed: the endpoint, the log, or the time. */
  wake(): void;
  /** The endpoint asks for something else, or may not be called for now: what is in hand is read again. */
  reread(): void;
  /** Addresses turned out to belong to other conversations: their lanes, by the names that they had. */
  regroup(lanes: ReadonlySet<string>): void;
  replay(range: { readonly after: number; readonly upTo: number }): Promise<void>;
  /** Sends an event again, out of turn. */
  redeliver(event: EventPlace & { readonly id: string }): void;
  /** Events were put out of turn. */
  lookAgain(): void;
  /** Sends what is next, although the endpoint fails, and tells the actor what came of it. */
  probe(): Promise<void>;
  /** How far the endpoint is behind: facts of the log, and since when the oldest event waits. */
  lag(): { readonly facts: number; readonly oldestAt: Millis | null };
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Cuts off what is under way. */
  stop(): void;
}
