/** Conversations: the list, and each with its name, its last message, and what is unread. */
import type { EventLog } from '../../events/log/log.ts';
import type { Millis } from '../../kernel/clock.ts';
import type { ChatId, ChatKind, SessionId } from '../../kernel/ids.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { ChatPlace, ChatRow } from '../../projections/chats/chats.ts';
import { decodeNames, encodeCursor } from '../../projections/cursor.ts';
import { unlessDamaged } from '../../projections/job-view.ts';
import type { Reads } from '../../projections/reads.ts';
import { badCursor, type Page } from '../pages.ts';
import type { MessageObject } from './message-object.ts';
import { bestOf, type People, type Person } from './person.ts';
import type { MessageShower } from './shown-message.ts';

export interface Chat {
  readonly chatId: ChatId;
  readonly session: SessionId;
  readonly kind: ChatKind;
  /** The subject of a group, or the name that a person has chosen; null where none is known. */
  readonly name: string | null;
  /** The person of a chat with one. */
  readonly contact: Person | null;
  /** How many messages came in since the account last wrote, or read up to. */
  readonly unread: number;
  readonly lastMessage: MessageObject | null;
  readonly activeAt: Millis;
}

export interface ChatListQuery {
  readonly session: SessionId;
  /** Part of a name or of a number. */
  readonly search?: string | undefined;
  readonly unread?: boolean | undefined;
  readonly kind?: ChatKind | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface ChatListPorts {
  readonly log: Pick<EventLog, 'beside'>;
  readonly reads: Reads;
  readonly shower: MessageShower;
  readonly people: People;
}

const LIST = 'chats';
/** The most chats to look at for one page: some milliseconds of work. */
const LOOKED_AT_MAX = 500;
const NEWEST: ChatPlace = { activeAt: Number.MAX_SAFE_INTEGER, chatId: '' };

const placeIn = (cursor: string | undefined): ChatPlace | null => {
  if (cursor === undefined) return NEWEST;
  const [at, chatId, ...others] = decodeNames(cursor, LIST) ?? [];
  return at !== undefined && chatId !== undefined && others.length === 0 && /^\d{1,15}$/.test(at)
    ? { activeAt: Number(at), chatId }
    : null;
};

const cursorOf = ({ activeAt, chatId }: ChatPlace): string => encodeCursor([LIST, String(activeAt), chatId]);

const digitsOf = (text: string): string => text.replace(/\D/g, '');

export const chatLister = ({ log, reads, shower, people }: ChatListPorts) => {
  const nameOf = ({ session, chatId, kind }: ChatRow): string | null => {
    if (kind === 'group') {
      const at = reads.groups.byChat(session, chatId)?.describedAt ?? null;
      return at === null ? null : (unlessDamaged(() => log.beside('group', at, 0))?.subject ?? null);
    }
    const contact = people.contactOf(session, chatId);
    return contact && bestOf(people.namesOf(contact));
  };

  const unreadIn = ({ session, chatId, received, read, joined, readUpTo }: ChatRow): number => {
    const readThen = readUpTo === null ? 0 : (reads.messages.receivedAt(session, chatId, readUpTo) ?? 0);
    return Math.max(received - Math.max(read, readThen), 0) + joined;
  };

  const shown = (row: ChatRow): Chat => {
    const { session, chatId, kind, activeAt } = row;
    const chats = reads.chats.addresses(session, chatId);
    const [last] = reads.messages.before({ session, chats, limit: 1 }, LAST);
    const name = nameOf(row);
    return {
      chatId,
      session,
      kind,
      name,
      contact: kind === 'contact' ? people.personWith(session, chats) : null,
      unread: unreadIn(row),
      lastMessage: last ? shower.ofRow(last, chats) : null,
      activeAt,
    };
  };

  const matches = (row: ChatRow, { search, unread }: ChatListQuery): boolean => {
    if (unread !== undefined && unread !== unreadIn(row) > 0) return false;
    if (search === undefined) return true;
    const digits = digitsOf(search);
    const isNumber = digits.length > 2 && digits.length === search.replace(/[\s+().-]/g, '').length;
    if (isNumber && reads.chats.addresses(row.session, row.chatId).some((chat) => digitsOf(chat).includes(digits)))
      return true;
    return (nameOf(row) ?? '').toLowerCase().includes(search.trim().toLowerCase());
  };

  return {
    shown,
    list(query: ChatListQuery): Result<Page<Chat>> {
      const before = placeIn(query.cursor);
      if (before === null) return badCursor();
      const { session, kind = null, limit } = query;
      const found: ChatRow[] = [];
      let last: ChatPlace = before;
      let more = true;
      for (let looked = 0; more && found.length < limit && looked < LOOKED_AT_MAX; looked += limit) {
        const rows = reads.chats.latest({
          session,
          kind,
          unread: query.unread === true,
          before: last,
          limit: limit + 1,
        });
        for (const row of rows.slice(0, limit)) {
          if (found.length === limit) return ok({ items: found.map(shown), nextCursor: cursorOf(last) });
          if (matches(row, query)) found.push(row);
          last = row;
        }
        more = rows.length > limit;
      }
      return ok({ items: found.map(shown), nextCursor: more ? cursorOf(last) : null });
    },
  };
};

/** Behind every message. */
const LAST = { sortAt: Number.MAX_SAFE_INTEGER, joined: Number.MAX_SAFE_INTEGER };
