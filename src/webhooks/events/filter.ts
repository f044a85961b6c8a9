/** Which events an endpoint has asked for. */
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import type { MediaId } from '../../messages/media.ts';
import type { Reads } from '../../projections/reads.ts';
import { EVENT_TYPES, EXPECTED_TYPES } from './event-types.ts';
import type { HandedEvent } from './events.ts';

export interface EventFilter {
  /** Types; a `*` at the end stands for the rest: `message.*`, `*`. */
  readonly events: readonly string[];
  readonly sessions: readonly SessionId[] | '*';
  /** Chats under any of their addresses; all, and events without a chat, if left out. */
  readonly chats?: readonly ChatId[] | undefined;
}

const ALL_TYPES: readonly string[] = [...EVENT_TYPES, ...EXPECTED_TYPES];

const typesFor = (pattern: string): readonly string[] =>
  pattern.endsWith('*')
    ? ALL_TYPES.filter((type) => type.startsWith(pattern.slice(0, -1)))
    : ALL_TYPES.filter((type) => type === pattern);

/** A sentence that says what there is, for a pattern that fits no type; null for one that fits some. */
export const patternFault = (pattern: string): string | null =>
  typesFor(pattern).length > 0
    ? null
    : `No event is called ${JSON.stringify(pattern.slice(0, 64))}. A type may end with *, as message.* does; there are ${ALL_TYPES.join(', ')}.`;

/** The types of a filter's patterns. A filter is an endpoint's configuration, which is asked about every event. */
const known = new WeakMap<readonly string[], ReadonlySet<string>>();

const typesIn = (patterns: readonly string[]): ReadonlySet<string> => {
  const types = known.get(patterns) ?? new Set(patterns.flatMap(typesFor));
  known.set(patterns, types);
  return types;
};

const MEDIA = /^media\/[^/]+\//;

export interface EventMatching {
  /** Whether an endpoint with this filter is told about the event. */
  matches(event: HandedEvent, filter: EventFilter, endpoint?: string): boolean;
  /**
   * The conversation that an event belongs to, by the name under which it is known now: one for all addresses of a
   * person. Null if it belongs to none. Events of one conversation share a lane.
   */
  chatOf(event: HandedEvent): ChatId | null;
}

export const eventMatching = ({ chats, media }: Pick<Reads, 'chats' | 'media'>): EventMatching => {
  const chatOf = ({ session, chatId, stream }: HandedEvent): ChatId | null => {
    const own = chatId ?? (MEDIA.test(stream) ? chatOfFile(stream.replace(MEDIA, 'med_')) : null);
    return own === null || session === null ? own : chats.chatOf(session, own);
  };
  const chatOfFile = (id: MediaId): ChatId | null => media.received(id)?.chatId ?? null;

  const isIn = (event: HandedEvent, wanted: readonly ChatId[]): boolean => {
    const chat = chatOf(event);
    if (chat === null) return false;
    return wanted.some(
      (each) => each === chat || (event.session !== null && chats.chatOf(event.session, each) === chat),
    );
  };

  return {
    matches: (event, filter, endpoint) =>
      typesIn(filter.events).has(event.type) &&
      (event.webhookId === null || event.webhookId !== endpoint) &&
      (filter.sessions === '*' || (event.session !== null && filter.sessions.includes(event.session))) &&
      (filter.chats === undefined || isIn(event, filter.chats)),
    chatOf,
  };
};
