/**
 * What an event says.
 *
 * A body is a function of the facts up to its event: a message as it was then, whatever became of it later. So it is the
 * same at every attempt and after a restart, and is stored nowhere. Only an erasure takes something away.
 */
import type { Recorded } from '../../events/log/log.ts';
import { Defect } from '../../kernel/fault.ts';
import type { Millis } from '../../kernel/clock.ts';
import { type ChatId, phoneNumberOf, type SessionId } from '../../kernel/ids.ts';
import { type EventId, eventIdOf } from './event-id.ts';
import type { EventType } from './event-types.ts';
import { eventsOf, type HandedEvent } from './events.ts';
import { TELLERS } from './tellers/tellers.ts';
import type { Full, Told } from './tellers/told.ts';
import { accountsThen } from './then/accounts.ts';
import { endsOf, factAt, type ThenPorts } from './then/ports.ts';
import { thenAfter } from './then/then.ts';

export const PAYLOADS = ['full', 'thin'] as const;
export type Payload = (typeof PAYLOADS)[number];

export interface EventBody {
  readonly id: EventId;
  readonly type: EventType;
  /** In ISO 8601: when its fact was recorded. */
  readonly timestamp: string;
  /** Null for what belongs to the whole installation. */
  readonly session: SessionId | null;
  /** The position of its fact. */
  readonly position: number;
  readonly chatId: ChatId | null;
  /** The request that led to it. */
  readonly correlation: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface EventBodies {
  /**
   * The body of an event, which is found by its position and index. `fact` saves reading it.
   * @throws Fault `archive.…` when the segment that holds one of its facts is missing.
   */
  bodyOf(
    event: Pick<HandedEvent, 'position' | 'index'>,
    how: { readonly payload: Payload; readonly fact?: Recorded | undefined },
  ): EventBody;
}

/** Whether a chat id spells a phone number: of a person, or of the one who made a group long ago. */
const spellsNumber = (chat: ChatId): boolean => phoneNumberOf(chat) !== null || /^\d{5,}-/.test(chat);

const fullData = ({ ids, href }: Told, { members, erased }: Full): EventBody['data'] => ({
  ...ids,
  href,
  ...members,
  ...(erased ? { content: null, erased } : {}),
});

export const eventBodies = (ports: ThenPorts): EventBodies => {
  const { log, reads } = ports;
  const known = { ...ports, accounts: accountsThen(ports), endOf: endsOf(log) };

  const made = (fact: Recorded, index: number, payload: Payload): EventBody => {
    const { position } = fact;
    const event = eventsOf(fact)[index];
    if (!event) throw new Defect(`the fact at position ${position} leads to no event ${index}`, { position });
    const told = TELLERS[event.type](fact, thenAfter(known, fact));
    const isFull = payload === 'full';
    const { chatId } = told;
    return {
      id: event.id,
      type: event.type,
      timestamp: new Date(fact.at).toISOString(),
      session: event.session,
      position,
      chatId: chatId === null || (!isFull && spellsNumber(chatId)) ? null : chatId,
      correlation: fact.correlation,
      data: isFull ? fullData(told, told.full()) : { ...told.ids, href: told.href },
    };
  };

  return {
    bodyOf: ({ position, index }, { payload, fact }) =>
      reads.together(() => made(fact ?? factAt(log, position), index, payload)),
  };
};

interface EndpointTest {
  readonly webhookId: string;
  /** Different for each test, so that each has an id of its own. */
  readonly nonce: string;
  readonly at: Millis;
  /** The last position of the log. */
  readonly position: number;
  readonly correlation: string | null;
}

/** The body of `webhook.test`, which follows from no fact. It is the same in both payloads. */
export const testBodyOf = ({ webhookId, nonce, at, position, correlation }: EndpointTest): EventBody => ({
  id: eventIdOf({ stream: `webhook/${webhookId}/test/${nonce}`, version: 0, index: 0 }),
  type: 'webhook.test',
  timestamp: new Date(at).toISOString(),
  session: null,
  position,
  chatId: null,
  correlation,
  data: { webhookId, href: `/api/webhooks/${encodeURIComponent(webhookId)}` },
});
