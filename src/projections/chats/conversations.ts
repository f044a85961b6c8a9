/**
 * Which addresses are one conversation, as the facts of contacts tell: one row per address that leads to another one.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { Recorded } from '../../events/log/log.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { projection } from '../projection.ts';
import { onceForEach, remembered } from './remembered.ts';

const schema = `
  create table conversations (
    session text not null,
    address text not null,
    whole text not null,
    primary key (session, address)
  ) strict, without rowid;
  create index conversations_by_whole on conversations (session, whole, address);
`;

export interface Conversations {
  /** The conversation that an address leads to: itself, unless it is one of several of a person. */
  of(session: SessionId, address: ChatId): ChatId;
  /** All addresses of a conversation, its own name first. */
  addresses(session: SessionId, chat: ChatId): readonly ChatId[];
  /** Called with each change of the table that joins addresses. */
  forget(): void;
}

/** The conversations as a connection knows them. */
export const conversationsIn = onceForEach((db): Conversations => {
  const whole = db
    .prepare<[string, string], ChatId>('select whole from conversations where session = ? and address = ?')
    .pluck();
  const parts = db
    .prepare<[string, string], ChatId>(
      'select address from conversations where session = +? and whole = +? order by address',
    )
    .pluck();
  const wholes = remembered((session, address) => whole.get(session, address) ?? address);
  const all = remembered((session, chat): readonly ChatId[] => [chat, ...parts.all(session, chat)]);
  return {
    of: wholes.of,
    addresses: all.of,
    forget() {
      wholes.forget();
      all.forget();
    },
  };
});

const prepare = (db: Database) => ({
  known: conversationsIn(db),
  whole: db
    .prepare<[string, string], string>('select whole from conversations where session = ? and address = ?')
    .pluck(),
  join: db.prepare('insert or replace into conversations (session, address, whole) values (?, ?, ?)'),
  follow: db.prepare('update conversations set whole = ? where session = ? and whole = ?'),
  lead: db.prepare('delete from conversations where session = ? and address = ?'),
});

type Db = ReturnType<typeof prepare>;
type Joining = FactOf<'contact.found'> | FactOf<'contact.addressed'> | FactOf<'contact.merged'>;

/** All addresses of a person lead to the conversation that the fact names. */
const joinAll = (db: Db, { header, data: { chat, addresses } }: Recorded<Joining>): void => {
  const session = header.session ?? '';
  const before = addresses.map((address) => db.whole.get(session, address) ?? address);
  for (const address of [...before, ...addresses]) {
    if (address === chat || db.whole.get(session, address) === chat) continue;
    db.join.run(session, address, chat);
    db.follow.run(chat, session, address);
    db.known.forget();
  }
  if (db.lead.run(session, chat).changes > 0) db.known.forget();
};

export const conversations = projection({
  name: 'conversations',
  version: 1,
  schema,
  prepare,
  on: { 'contact.found': joinAll, 'contact.addressed': joinAll, 'contact.merged': joinAll },
});
