/**
 * The messages of one conversation, newest first.
 *
 * A cursor names a place between messages, so it survives whatever is inserted: new messages, and a history that is
 * imported later. `before` and `after` take a cursor, or the id of a message in this chat.
 */
import type { Millis } from '../../kernel/clock.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuseInput } from '../../kernel/result.ts';
import { keyOf } from '../../projections/chats/message-key.ts';
import type { MessagePlace } from '../../projections/chats/message-reads.ts';
import type { MessageRow, MessageType } from '../../projections/chats/messages.ts';
import { decodeCursor, encodeCursor } from '../../projections/cursor.ts';
import type { Reads } from '../../projections/reads.ts';
import { badCursor, type Page } from '../pages.ts';
import type { MessageObject } from '../../views/message-object.ts';
import type { MessageShower } from '../../views/shown-message.ts';

export interface ConversationQuery {
  readonly session: SessionId;
  /** All addresses of the conversation. */
  readonly chats: readonly ChatId[];
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** Begins at this time, and goes on to newer messages. */
  readonly since?: Millis | undefined;
  readonly cursor?: string | undefined;
  readonly type?: MessageType | undefined;
  readonly direction?: 'in' | 'out' | undefined;
  readonly limit: number;
}

interface ConversationPorts {
  readonly reads: Reads;
  readonly shower: MessageShower;
}

/** The most messages to look at for one page: some milliseconds of work. */
const LOOKED_AT_MAX = 1_000;
const LAST: MessagePlace = { sortAt: Number.MAX_SAFE_INTEGER, joined: Number.MAX_SAFE_INTEGER };

/** The way in which a list goes on. */
type Way = 'before' | 'after';
const LISTS = { before: 'messages of a chat', after: 'newer messages of a chat' } as const;

interface Start {
  readonly way: Way;
  readonly place: MessagePlace;
}

const placeIn = (cursor: string, way: Way): MessagePlace | null => {
  const [sortAt, joined, ...others] = decodeCursor(cursor, LISTS[way]) ?? [];
  return sortAt !== undefined && joined !== undefined && others.length === 0 ? { sortAt, joined } : null;
};

const cursorOf = ({ sortAt, joined }: MessagePlace, way: Way): string => encodeCursor([LISTS[way], sortAt, joined]);

export const conversationReader = ({ reads, shower }: ConversationPorts) => {
  /** The place that a cursor or a message id names. */
  const named = ({ session, chats }: ConversationQuery, name: string, way: Way): Result<Start> => {
    const place = placeIn(name, 'before') ?? placeIn(name, 'after') ?? shower.records.find(session, chats, keyOf(name));
    return place
      ? ok({ way, place })
      : refuseInput(way, 'Expected the id of a message on record in this chat, or a cursor of this list');
  };

  const startOf = (query: ConversationQuery): Result<Start> => {
    const { cursor, before, after, since } = query;
    if ([cursor, before, after, since].filter((name) => name !== undefined).length > 1)
      return refuseInput('before', 'Expected one of before, after, since and cursor');
    if (since !== undefined) return ok({ way: 'after', place: { sortAt: since, joined: 0 } });
    if (before !== undefined) return named(query, before, 'before');
    if (after !== undefined) return named(query, after, 'after');
    if (cursor === undefined) return ok({ way: 'before', place: LAST });
    for (const way of ['before', 'after'] as const) {
      const place = placeIn(cursor, way);
      if (place) return ok({ way, place });
    }
    return badCursor();
  };

  const matches = (row: MessageRow, { type, direction, chats }: ConversationQuery): boolean => {
    if (direction !== undefined && row.own !== (direction === 'out')) return false;
    if (type === undefined || row.kind === type) return true;
    // The table knows that a job passes something on, and not what.
    return row.kind === 'forward' && shower.ofRow(row, chats).type === type;
  };

  return {
    page(query: ConversationQuery): Result<Page<MessageObject>> {
      const start = startOf(query);
      if (!start.ok) return start;
      const { way, place } = start.value;
      const { session, chats, limit, type, direction } = query;
      const most = type === undefined && direction === undefined ? limit : LOOKED_AT_MAX;
      const rows = reads.messages[way]({ session, chats, limit: most + 1 }, place);
      const found: MessageRow[] = [];
      let looked = 0;
      for (const row of rows.slice(0, most)) {
        looked += 1;
        if (matches(row, query)) found.push(row);
        if (found.length === limit) break;
      }
      const last = looked < rows.length ? rows[looked - 1] : undefined;
      const items = (way === 'before' ? found : found.toReversed()).map((row) => shower.ofRow(row, chats));
      return ok({ items, nextCursor: last ? cursorOf(last, way) : null });
    },
  };
};
