/** The conversation that each address of a session belongs to, as the messages that came in tell. */
import type { Database } from 'better-sqlite3';
import type { ChatId, SessionId } from '../kernel/ids.ts';
import type { Recorded } from '../events/log/log.ts';
import { projection } from './projection.ts';

const schema = `
  create table chat_addresses (
    session text not null,
    address text not null,
    chat text not null,
    primary key (session, address)
  ) strict, without rowid;
`;

const prepare = (db: Database) => ({ add: db.prepare('insert or ignore into chat_addresses values (?, ?, ?)') });

/** A conversation may begin with a change: an emoji on a message that the account has sent. */
const begin = (db: ReturnType<typeof prepare>, { header: { session, chatId }, version }: Recorded): void => {
  if (version === 1) db.add.run(session, chatId, chatId);
};

/** A conversation keeps the name under which it was first on record. */
export const chatAddresses = projection({
  name: 'chat_addresses',
  version: 1,
  schema,
  prepare,
  on: {
    'message.received': (db, recorded) => {
      begin(db, recorded);
      const { session, chatId } = recorded.header;
      const { chatOther } = recorded.data;
      if (chatOther !== undefined) db.add.run(session, chatOther, chatId);
    },
    'message.edited': begin,
    'message.deleted': begin,
    'message.reacted': begin,
    'poll.voted': begin,
    'chat.marked_unread': begin,
    'chat.archived': begin,
    'chat.unarchived': begin,
    'chat.pinned': begin,
    'chat.unpinned': begin,
    'chat.muted': begin,
    'chat.unmuted': begin,
    'chat.timer_set': begin,
  },
});

export interface ChatAddressReads {
  /** The conversation of an address; null if nothing came in under it. */
  chatOf(session: SessionId, address: ChatId): ChatId | null;
}

export const chatAddressReads = (db: Database): ChatAddressReads => {
  const one = db
    .prepare<[string, string], ChatId>('select chat from chat_addresses where session = ? and address = ?')
    .pluck();
  return { chatOf: (session, address) => one.get(session, address) ?? null };
};
