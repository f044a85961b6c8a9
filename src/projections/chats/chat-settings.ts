/**
 * One row per chat that was read, archived, pinned, muted, marked as unread, or whose messages disappear.
 *
 * `read_up_to` is the key of the last message up to which the chat was read: people see that their messages before it
 * were read. An answer alone does not read a chat.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { Recorded } from '../../events/log/log.ts';
import type { Millis } from '../../kernel/clock.ts';
import { type ChatId, isOfTwo, type SessionId } from '../../kernel/ids.ts';
import { projection } from '../projection.ts';
import { keyOf } from './message-key.ts';

/** The end of a mute that has none: the last millisecond of the year 9999, which JSON can write as a time. */
export const FOR_EVER: Millis = 253_402_300_799_999;

const schema = `
  create table chat_settings (
    session text not null,
    chat text not null,
    archived integer not null default 0,
    pinned integer not null default 0,
    muted_until integer,
    marked_unread integer not null default 0,
    timer integer,
    read_up_to text,
    primary key (session, chat)
  ) strict, without rowid;
  create index chats_marked_unread on chat_settings (session, chat) where marked_unread = 1;
`;

const prepare = (db: Database) => {
  const set = (column: string) =>
    db.prepare(`
      insert into chat_settings (session, chat, ${column}) values (?, ?, ?)
        on conflict do update set ${column} = excluded.${column}
    `);
  return {
    archive: set('archived'),
    pin: set('pinned'),
    mute: set('muted_until'),
    markUnread: set('marked_unread'),
    setTimer: set('timer'),
    read: db.prepare(`
      insert into chat_settings (session, chat, read_up_to) values (?, ?, ?)
        on conflict do update set read_up_to = excluded.read_up_to, marked_unread = 0
    `),
    learnTimer: db.prepare(`
      insert into chat_settings (session, chat, timer) values (?, ?, ?)
        on conflict do update set timer = coalesce(timer, excluded.timer)
    `),
  };
};

type Db = ReturnType<typeof prepare>;

const placeOf = ({ header }: Recorded) => [header.session, header.chatId] as const;

/** A chat whose timer was set before this device was linked tells it with each of its messages. */
const learnTimer = (db: Db, recorded: Recorded<FactOf<'message.received'>>): void => {
  const { disappearsAfter } = recorded.data;
  if (disappearsAfter === undefined || !isOfTwo(recorded.header.chatId ?? '')) return;
  db.learnTimer.run(...placeOf(recorded), disappearsAfter);
};

export const chatSettings = projection({
  name: 'chat_settings',
  version: 1,
  schema,
  prepare,
  on: {
    'chat.read': (db, recorded) => void db.read.run(...placeOf(recorded), keyOf(recorded.data.upTo)),
    'chat.marked_unread': (db, recorded) => void db.markUnread.run(...placeOf(recorded), 1),
    'chat.archived': (db, recorded) => void db.archive.run(...placeOf(recorded), 1),
    'chat.unarchived': (db, recorded) => void db.archive.run(...placeOf(recorded), 0),
    'chat.pinned': (db, recorded) => void db.pin.run(...placeOf(recorded), 1),
    'chat.unpinned': (db, recorded) => void db.pin.run(...placeOf(recorded), 0),
    'chat.muted': (db, recorded) => void db.mute.run(...placeOf(recorded), recorded.data.until ?? FOR_EVER),
    'chat.unmuted': (db, recorded) => void db.mute.run(...placeOf(recorded), null),
    'chat.timer_set': (db, recorded) => void db.setTimer.run(...placeOf(recorded), recorded.data.seconds),
    'message.received': learnTimer,
  },
});

export interface ChatSettings {
  readonly archived: boolean;
  readonly pinned: boolean;
  /** `FOR_EVER` for a mute without an end; null for a chat that is not muted. It may be in the past. */
  readonly mutedUntil: Millis | null;
  readonly markedUnread: boolean;
  /** In seconds; 0 if messages stay. */
  readonly timer: number;
  /** The key of the last message up to which the chat was read. */
  readonly readUpTo: string | null;
}

const UNSET: ChatSettings = {
  archived: false,
  pinned: false,
  mutedUntil: null,
  markedUnread: false,
  timer: 0,
  readUpTo: null,
};

export interface ChatSettingsReads {
  /** The settings of a chat, by the name of its conversation. */
  settings(session: SessionId, chat: ChatId): ChatSettings;
  /** The chats that somebody has marked as unread. */
  markedUnread(session: SessionId): readonly ChatId[];
}

interface Row {
  readonly archived: number;
  readonly pinned: number;
  readonly mutedUntil: Millis | null;
  readonly markedUnread: number;
  readonly timer: number | null;
  readonly readUpTo: string | null;
}

/** People mark a handful of chats. */
const MARKED_MAX = 1_000;

export const chatSettingsReads = (db: Database): ChatSettingsReads => {
  const one = db.prepare<[string, string], Row>(`
    select archived, pinned, muted_until as mutedUntil, marked_unread as markedUnread, timer, read_up_to as readUpTo
      from chat_settings where session = ? and chat = ?
  `);
  const marked = db
    .prepare<[string, number], ChatId>(
      'select chat from chat_settings where session = +? and marked_unread = 1 order by chat limit +?',
    )
    .pluck();
  return {
    settings(session, chat) {
      const row = one.get(session, chat);
      if (!row) return UNSET;
      const { archived, pinned, markedUnread, timer, ...rest } = row;
      return {
        ...rest,
        archived: archived === 1,
        pinned: pinned === 1,
        markedUnread: markedUnread === 1,
        timer: timer ?? 0,
      };
    },
    markedUnread: (session) => marked.all(session, MARKED_MAX),
  };
};
