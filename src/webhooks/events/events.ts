/** The events that facts lead to: what an endpoint may be told, without what it says. */
import type { Recorded } from '../../events/log/log.ts';
import type { Millis } from '../../kernel/clock.ts';
import { type ChatId, partsOfStream, type SessionId } from '../../kernel/ids.ts';
import { type EventId, eventIdOf } from './event-id.ts';
import type { EventType } from './event-types.ts';
import { typesOf } from './table.ts';

export interface HandedEvent {
  readonly id: EventId;
  readonly type: EventType;
  /** Null for what belongs to the whole installation. */
  readonly session: SessionId | null;
  /** The chat of the fact's stream. The file of a message has no chat in its stream; `chatOf` finds it. */
  readonly chatId: ChatId | null;
  /** The position of its fact. */
  readonly position: number;
  /** Its place among the events of its fact, from 0. */
  readonly index: number;
  readonly stream: string;
  /** When the fact was recorded. */
  readonly at: Millis;
  /** The endpoint that it is about; null for all but `webhook.…`. An endpoint is never told about itself. */
  readonly webhookId: string | null;
}

const NOTHING: readonly HandedEvent[] = [];

/** Streams of endpoints; what they record is told to nobody but for the types that the table names. */
const endpointOf = (stream: string): string | null => (stream.startsWith('webhook/') ? partsOfStream(stream).id : null);

/** The events of a fact, in their order. Most facts lead to none or one. */
export const eventsOf = (fact: Recorded): readonly HandedEvent[] => {
  const types = typesOf(fact);
  if (types.length === 0) return NOTHING;
  const { stream, version, position, at, header } = fact;
  return types.map((type, index) => ({
    id: eventIdOf({ stream, version, index }),
    type,
    session: header.session,
    chatId: header.chatId,
    position,
    index,
    stream,
    at,
    webhookId: endpointOf(stream),
  }));
};
