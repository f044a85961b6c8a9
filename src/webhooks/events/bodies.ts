/**
 * What an event says. A body is a function of the facts up to its event: it is the same at every attempt, whatever came
 * later. Only erasure takes something away.
 */
import type { EventLog, Recorded } from '../../events/log/log.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import type { Reads } from '../../projections/reads.ts';
import type { EventId } from './event-id.ts';
import type { EventType } from './event-types.ts';
import { eventsOf, type HandedEvent } from './events.ts';

export const PAYLOADS = ['full', 'thin'] as const;
export type Payload = (typeof PAYLOADS)[number];

export interface EventBody {
  readonly id: EventId;
  readonly type: EventType;
  /** In ISO 8601: when its fact was recorded. */
  readonly timestamp: string;
  readonly session: SessionId | null;
  readonly position: number;
  readonly chatId: ChatId | null;
  /** The request that led to it. */
  readonly correlation: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface BodyPorts {
  readonly log: Pick<EventLog, 'page' | 'read' | 'content' | 'beside' | 'streamId'>;
  readonly reads: Reads;
}

export interface EventBodies {
  /**
   * The body of an event, which is found by its position and index.
   * @throws Fault `archive.…` when the segment that holds a fact of it is missing.
   */
  bodyOf(event: Pick<HandedEvent, 'position' | 'index'>, how: { readonly payload: Payload }): EventBody;
}

const factAt = (log: BodyPorts['log'], position: number): Recorded => {
  const [fact] = log.page({ after: position - 1, upTo: position, limit: 1 });
  if (!fact) throw new RangeError(`Position ${position} is not in the log`);
  return fact;
};

export const eventBodies = ({ log }: BodyPorts): EventBodies => ({
  bodyOf({ position, index }) {
    const fact = factAt(log, position);
    const event = eventsOf(fact)[index];
    if (!event) throw new RangeError(`The fact at position ${position} leads to no event ${index}`);
    const { id, type, session, chatId, at } = event;
    const timestamp = new Date(at).toISOString();
    return { id, type, timestamp, session, position, chatId, correlation: fact.correlation, data: {} };
  },
});
