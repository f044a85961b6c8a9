/**
 * What webhooks keep beside the log, as a port: where each endpoint and each of its lanes stands, what was sent and
 * answered, secrets and own headers.
 *
 * Losing a record means that events are delivered again. It never means that one is lost: a place moves over what is
 * settled, and what is not settled behind it is a row.
 */
import type { Millis } from '../kernel/clock.ts';
import type { ChatId, SessionId } from '../kernel/ids.ts';

/** Events after `after`, up to `upTo` (inclusive); null for all that will ever come. */
export interface Range {
  readonly after: number;
  readonly upTo: number | null;
}

/** An event within the log: the position of its fact, and its place among the events of that fact. */
export interface EventPlace {
  readonly position: number;
  readonly index: number;
}

/** A lane that stands still: everything up to here is settled or in a parcel, and what comes later waits in the log. */
export interface LaneRow extends EventPlace {
  readonly lane: string;
}

export interface Member extends EventPlace {
  readonly lane: string;
}

/** A request that is repeated as it was, under one id: an event, or a batch. */
export interface ParcelRow {
  /** `evt_…` or `bat_…` */
  readonly id: string;
  readonly members: readonly Member[];
  /** Attempts that failed for the sake of the event. */
  readonly attempts: number;
  readonly nextAt: Millis;
  /** It was asked for out of turn, and holds nothing back. */
  readonly alone: boolean;
}

export const OUTCOMES = ['waiting', 'retrying', 'delivered', 'failed'] as const;
/** What came of an attempt. */
export type Outcome = (typeof OUTCOMES)[number];

/** `waiting` is for the endpoint's sake, `retrying` for the event's. `dropped` is no longer asked for. */
export type DeliveryState = Outcome | 'dropped';

export interface DeliveryRow extends EventPlace {
  /** `evt_…` */
  readonly event: string;
  readonly type: string;
  readonly session: SessionId | null;
  readonly chat: ChatId | null;
  /** The id under which it was sent last: the event's, or a batch's. */
  readonly parcel: string;
  readonly state: DeliveryState;
  /** All of them, whatever they failed for. */
  readonly attempts: number;
  readonly firstAt: Millis;
  readonly lastAt: Millis;
  readonly nextAt: Millis | null;
  /** The status of the last answer; null if there was none. */
  readonly status: number | null;
  /** A word for what went wrong without an answer. */
  readonly reason: string | null;
  /** The beginning of the last answer. */
  readonly answer: string | null;
  readonly tookMs: number;
}

/** What one attempt adds to the record of a delivery. */
export type Attempted = Omit<DeliveryRow, 'attempts' | 'firstAt'>;

/** Changes that are written together. */
export type RecordChange =
  | { readonly type: 'place'; readonly endpoint: string; readonly ranges: readonly Range[] }
  | { readonly type: 'attempt'; readonly endpoint: string; readonly attempted: Attempted }
  /** An event that was tried, and that the filter leaves out by now. */
  | { readonly type: 'drop'; readonly endpoint: string; readonly place: EventPlace }
  | { readonly type: 'hold'; readonly endpoint: string; readonly parcel: ParcelRow }
  | { readonly type: 'release'; readonly endpoint: string; readonly parcel: string }
  | { readonly type: 'stand'; readonly endpoint: string; readonly lane: LaneRow }
  | { readonly type: 'flow'; readonly endpoint: string; readonly lane: string };

export interface Secrets {
  readonly secret: string;
  /** The secrets before the last rotations, the newest first. Each signs as well until its time. */
  readonly formers: readonly { readonly secret: string; readonly until: Millis }[];
  readonly headers: Readonly<Record<string, string>>;
}

export interface DeliveryQuery {
  readonly state?: DeliveryState | undefined;
  readonly type?: string | undefined;
  readonly chat?: ChatId | undefined;
  /** Only those before this place, which is how pages go on. */
  readonly before?: EventPlace | undefined;
  readonly limit: number;
}

export interface DeliveryPage {
  readonly rows: readonly DeliveryRow[];
  /** Where the next page goes on; null at the end. A page looks at so many rows, and may be short. */
  readonly next: EventPlace | null;
}

/** Each of its writes throws a Fault when the disk fails. */
export interface WebhookRecords {
  /** Writes all changes, or none. */
  write(changes: readonly RecordChange[]): void;
  /** Null for an endpoint without a place. */
  ranges(endpoint: string): readonly Range[] | null;
  lanes(endpoint: string): readonly LaneRow[];
  /** Parcels that hold lanes back. */
  held(endpoint: string): readonly ParcelRow[];
  /** The parcel that was asked for out of turn and is next. */
  nextAlone(endpoint: string): ParcelRow | null;
  /** Deliveries of this range that were given up are parcels of their own again. Returns how many. */
  repeatFailed(endpoint: string, range: { readonly after: number; readonly upTo: number }, now: Millis): number;
  /** Events that were tried and are neither delivered nor given up. */
  unsettled(endpoint: string): readonly EventPlace[];
  secrets(endpoint: string): Secrets | null;
  keepSecrets(endpoint: string, secrets: Secrets): void;
  delivery(endpoint: string, event: string): DeliveryRow | null;
  /** An event by its id, whichever endpoint it went to; null if none got it. */
  placeOf(event: string): EventPlace | null;
  deliveries(endpoint: string, query: DeliveryQuery): DeliveryPage;
  /** The endpoints that have a place or a secret. */
  endpoints(): readonly string[];
  /** Removes everything about an endpoint. */
  forget(endpoint: string): void;
  /** Removes deliveries whose last attempt was before this time, so many at most. Returns how many. */
  forgetBefore(at: Millis, limit: number): number;
  /** Removes answers, which may repeat what was said in a chat, or in any chat of a session. */
  forgetAnswers(session: SessionId, chat: ChatId | null): void;
}
