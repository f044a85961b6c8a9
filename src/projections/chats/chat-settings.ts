/**
 * One row per chat that was read, archived, pinned, muted, marked as unread, or whose messages disappear.
 *
 * `read_up_to` is the key of the last message up to which the chat was read: people see that their messages before it
 * were read. An answer alone does not read a chat.
 *
 * Beside each setting stands the position of the fact that set it. Where two conversations turn out to be one person's,
 * one row is left, and each setting is the one that was set last.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { Recorded } from '../../events/log/log.ts';
import type { Millis } from '../../kernel/clock.ts';
import { type ChatId, isOfTwo, type SessionId } from '../../kernel/ids.ts';
import { projection } from '../projection.ts';
import { keyOf } from './message-key.ts';
import { onceForEach, type Remembered, remembered } from './remembered.ts';

/** The end of a mute that has none: the last millisecond of the year 9999, which JSON can write as a time. */
export const FOR_EVER: Millis = 253_402_300_799_999;

const SETTINGS = ['archived', 'pinned', 'muted_until', 'marked_unread', 'timer', 'read_up_to'] as const;
type Setting = (typeof SETTINGS)[number];

const setAt = (setting: Setting): string => `${setting}_set_at`;

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
    ${SETTINGS.map((setting) => `${setAt(setting)} integer not null default 0,`).join(' ')}
    primary key (session, chat)
  ) strict, without rowid;
  create index chats_marked_unread on chat_settings (session, chat) where marked_unread = 1;
`;

/** The later one of two settings. */
const laterOf = (setting: Setting): string => {
  const at = setAt(setting);
  return `${setting} = iif(excluded.${at} > ${at}, excluded.${setting}, ${setting}), ${at} = max(${at}, excluded.${at})`;
};

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

interface Row {
  readonly archived: number;
  readonly pinned: number;
  readonly mutedUntil: Millis | null;
  readonly markedUnread: number;
  readonly timer: number | null;
  readonly readUpTo: string | null;
}

const settingsIn = onceForEach((db): Remembered<ChatSettings> => {
  const one = db.prepare<[string, string], Row>(`
    select archived, pinned, muted_until as mutedUntil, marked_unread as markedUnread, timer, read_up_to as readUpTo
      from chat_settings where session = ? and chat = ?
  `);
  return remembered((session, chat) => {
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
  });
});

const prepare = (db: Database) => {
  const set = (setting: Setting) =>
    db.prepare(`
      insert into chat_settings (session, chat, ${setAt(setting)}, ${setting}) values (?, ?, ?, ?)
        on conflict do update set ${setting} = excluded.${setting}, ${setAt(setting)} = excluded.${setAt(setting)}
    `);
  const all = SETTINGS.flatMap((setting) => [setting, setAt(setting)]).join(', ');
  return {
    known: settingsIn(db),
    archive: set('archived'),
    pin: set('pinned'),
    mute: set('muted_until'),
    markUnread: set('marked_unread'),
    setTimer: set('timer'),
    read: set('read_up_to'),
    learnTimer: db.prepare(`
      insert into chat_settings (session, chat, timer_set_at, timer) values (?, ?, ?, ?)
        on conflict do update set timer = excluded.timer, timer_set_at = excluded.timer_set_at where timer is null
    `),
    take: db.prepare(`
      insert into chat_settings (session, chat, ${all})
        select session, ?, ${all} from chat_settings where session = ? and chat = ?
        on conflict do update set ${SETTINGS.map(laterOf).join(', ')}
    `),
    drop: db.prepare('delete from chat_settings where session = ? and chat = ?'),
  };
};

type Db = ReturnType<typeof prepare>;

/** The chat of a fact, and where the fact stands. */
const placeOf = ({ header, position }: Recorded) => [header.session, header.chatId, position] as const;

/** A chat whose timer was set before this device was linked tells it with each of its messages. */
const learnTimer = (db: Db, recorded: Recorded<FactOf<'message.received'>>): void => {
  const { disappearsAfter } = recorded.data;
  if (disappearsAfter === undefined || !isOfTwo(recorded.header.chatId ?? '')) return;
  if (db.learnTimer.run(...placeOf(recorded), disappearsAfter).changes > 0) db.known.forget();
};

const read = (db: Db, recorded: Recorded<FactOf<'chat.read'>>): void => {
  db.read.run(...placeOf(recorded), keyOf(recorded.data.upTo));
  db.markUnread.run(...placeOf(recorded), 0);
};

/** The settings of all addresses of a person are those of the conversation that the fact names. */
const joinAll = (
  db: Db,
  { header, data }: Recorded<FactOf<'contact.found'> | FactOf<'contact.addressed'> | FactOf<'contact.merged'>>,
): void => {
  for (const address of data.addresses) {
    if (address === data.chat) continue;
    db.take.run(data.chat, header.session, address);
    db.drop.run(header.session, address);
  }
};

/** What readers remember of the settings ends with a fact that changes one. */
const changing =
  <R extends Recorded>(change: (db: Db, recorded: R) => void) =>
  (db: Db, recorded: R): void => {
    change(db, recorded);
    db.known.forget();
  };

export const chatSettings = projection({
  name: 'chat_settings',
  version: 2,
  schema,
  prepare,
  on: {
    'chat.read': changing(read),
    'chat.marked_unread': changing((db, recorded) => db.markUnread.run(...placeOf(recorded), 1)),
    'chat.archived': changing((db, recorded) => db.archive.run(...placeOf(recorded), 1)),
    'chat.unarchived': changing((db, recorded) => db.archive.run(...placeOf(recorded), 0)),
    'chat.pinned': changing((db, recorded) => db.pin.run(...placeOf(recorded), 1)),
    'chat.unpinned': changing((db, recorded) => db.pin.run(...placeOf(recorded), 0)),
    'chat.muted': changing((db, recorded: Recorded<FactOf<'chat.muted'>>) =>
      db.mute.run(...placeOf(recorded), recorded.data.until ?? FOR_EVER),
    ),
    'chat.unmuted': changing((db, recorded) => db.mute.run(...placeOf(recorded), null)),
    'chat.timer_set': changing((db, recorded: Recorded<FactOf<'chat.timer_set'>>) =>
      db.setTimer.run(...placeOf(recorded), recorded.data.seconds),
    ),
    'message.received': learnTimer,
    'contact.found': changing(joinAll),
    'contact.addressed': changing(joinAll),
    'contact.merged': changing(joinAll),
  },
});

export interface ChatSettingsReads {
  /** The settings of a chat, by the name of its conversation. */
  settings(session: SessionId, chat: ChatId): ChatSettings;
  /** The chats that somebody has marked as unread. */
  markedUnread(session: SessionId): readonly ChatId[];
}

/** People mark a handful of chats. */
const MARKED_MAX = 1_000;

export const chatSettingsReads = (db: Database): ChatSettingsReads => {
  const marked = db
    .prepare<[string, number], ChatId>(
      'select chat from chat_settings where session = +? and marked_unread = 1 order by chat limit +?',
    )
    .pluck();
  return { settings: settingsIn(db).of, markedUnread: (session) => marked.all(session, MARKED_MAX) };
};
