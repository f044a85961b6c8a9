/** Conversations: the list, and each with its name, its last message, and what is unread. */
import type { EventLog } from '../../events/log/log.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import type { ChatId, ChatKind, SessionId } from '../../kernel/ids.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { ChatPlace, ChatRow } from '../../projections/chats/chats.ts';
import { decodeCursor, encodeCursor } from '../../projections/cursor.ts';
import { unlessDamaged } from '../../projections/job-view.ts';
import type { Reads } from '../../projections/reads.ts';
import { badCursor, type Page } from '../pages.ts';
import type { MessageObject } from '../../views/message-object.ts';
import { bestOf, type People, type Person } from '../../views/person.ts';
import type { MessageShower } from '../../views/shown-message.ts';

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
  /** Somebody has marked it as unread, whether or not messages are. */
  readonly markedUnread: boolean;
  readonly archived: boolean;
  readonly pinned: boolean;
  /** Null for a chat that is not muted now; a mute without an end ends with the year 9999. */
  readonly mutedUntil: Millis | null;
  /** After so many seconds messages disappear from phones; 0 if they stay. */
  readonly disappearingSeconds: number;
  readonly lastMessage: MessageObject | null;
  readonly activeAt: Millis;
}

export interface ChatListQuery {
  readonly session: SessionId;
  /** Part of a name or of a number. */
  readonly search?: string | undefined;
  readonly unread?: boolean | undefined;
  readonly kind?: ChatKind | undefined;
  /** The conversations that the caller reaches; all of the session if left out. */
  readonly reached?: readonly ChatId[] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface ChatListPorts {
  readonly log: Pick<EventLog, 'beside'>;
  readonly reads: Reads;
  readonly clock: Pick<Clock, 'now'>;
  readonly shower: MessageShower;
  readonly people: People;
}

const LIST = 'chats';
/** The most chats to look at for one page: some milliseconds of work. */
const LOOKED_AT_MAX = 500;
const NEWEST: ChatPlace = { activeAt: Number.MAX_SAFE_INTEGER, activeOrder: 0 };

const placeIn = (cursor: string | undefined): ChatPlace | null => {
  if (cursor === undefined) return NEWEST;
  const [activeAt, activeOrder, ...others] = decodeCursor(cursor, LIST) ?? [];
  return activeAt !== undefined && activeOrder !== undefined && others.length === 0 ? { activeAt, activeOrder } : null;
};

const cursorOf = ({ activeAt, activeOrder }: ChatPlace): string => encodeCursor([LIST, activeAt, activeOrder]);

/** Whether a chat stands after a place in the list, last activity first. */
const comesAfter = (place: ChatPlace, { activeAt, activeOrder }: ChatPlace): boolean =>
  activeAt < place.activeAt || (activeAt === place.activeAt && activeOrder < place.activeOrder);

const digitsOf = (text: string): string => text.replace(/\D/g, '');

export const chatLister = ({ log, reads, clock, shower, people }: ChatListPorts) => {
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

  const settingsOf = ({ session, chatId, kind }: ChatRow) => {
    const { mutedUntil, timer, readUpTo: _, ...settings } = reads.chats.settings(session, chatId);
    return {
      ...settings,
      mutedUntil: mutedUntil !== null && mutedUntil > clock.now() ? mutedUntil : null,
      disappearingSeconds: kind === 'group' ? (reads.groups.byChat(session, chatId)?.disappearingSeconds ?? 0) : timer,
    };
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
      ...settingsOf(row),
      lastMessage: last ? shower.ofRow(last, chats) : null,
      activeAt,
    };
  };

  const isUnread = (row: ChatRow): boolean =>
    unreadIn(row) > 0 || reads.chats.settings(row.session, row.chatId).markedUnread;

  /** Chats that were marked as unread are few. They stand among those with unread messages. */
  const marked = ({ session, kind }: Pick<ChatListQuery, 'session' | 'kind'>, before: ChatPlace): ChatRow[] =>
    reads.chats
      .markedUnread(session)
      .flatMap((chat) => reads.chats.conversation(session, chat) ?? [])
      .filter((row) => (kind === undefined || row.kind === kind) && comesAfter(before, row));

  const rowsFrom = (query: ChatListQuery, before: ChatPlace): readonly ChatRow[] => {
    const { session, kind = null, limit, reached } = query;
    if (reached)
      return reached
        .flatMap((chat) => reads.chats.conversation(session, chat) ?? [])
        .filter((row) => (kind === null || row.kind === kind) && comesAfter(before, row))
        .sort((a, b) => (comesAfter(a, b) ? -1 : 1))
        .slice(0, limit + 1);
    const unread = query.unread === true;
    const rows = reads.chats.latest({ session, kind, unread, before, limit: limit + 1 });
    if (!unread) return rows;
    const more = marked(query, before).filter(({ chatId }) => rows.every((row) => row.chatId !== chatId));
    return [...rows, ...more].sort((a, b) => (comesAfter(a, b) ? -1 : 1)).slice(0, limit + 1);
  };

  const matches = (row: ChatRow, { search, unread }: ChatListQuery): boolean => {
    if (unread !== undefined && unread !== isUnread(row)) return false;
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
      const { limit } = query;
      const found: ChatRow[] = [];
      let last: ChatPlace = before;
      let more = true;
      for (let looked = 0; more && found.length < limit && looked < LOOKED_AT_MAX; looked += limit) {
        const rows = rowsFrom(query, last);
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
