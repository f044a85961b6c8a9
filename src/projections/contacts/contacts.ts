/** One row per contact. One that was merged into another keeps its row, which points to the other. */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { Recorded } from '../../events/log/log.ts';
import { type ChatId, type ContactId, partsOfStream, type SessionId } from '../../kernel/ids.ts';
import { projection } from '../projection.ts';

/** `named_at` is the position of the fact beside which the names stand. */
const schema = `
  create table contacts (
    session text not null,
    contact text not null,
    chat text not null,
    named_at integer,
    business integer not null,
    blocked integer not null,
    merged_into text,
    primary key (session, contact)
  ) strict, without rowid;
  create index contacts_merged on contacts (session, merged_into) where merged_into is not null;
`;

const prepare = (db: Database) => ({
  find: db.prepare('insert or ignore into contacts values (?, ?, ?, null, 0, 0, null)'),
  place: db.prepare('update contacts set chat = ? where session = ? and contact = ?'),
  name: db.prepare('update contacts set named_at = ?, business = max(business, ?) where session = ? and contact = ?'),
  block: db.prepare('update contacts set blocked = ? where session = ? and contact = ?'),
  of: db.prepare<[string, string], Omit<ContactRow, 'session' | 'contactId'>>(
    'select named_at as namedAt, business, blocked from contacts where session = ? and contact = ?',
  ),
  take: db.prepare(`
    update contacts set named_at = coalesce(named_at, ?), business = max(business, ?), blocked = max(blocked, ?)
      where session = ? and contact = ?
  `),
  merge: db.prepare('update contacts set merged_into = ? where session = ? and (contact = ? or merged_into = ?)'),
});

type Db = ReturnType<typeof prepare>;

/** The session and the contact of a fact. */
export const contactOf = ({ header, stream }: Recorded): readonly [SessionId, ContactId] => {
  const { id } = partsOfStream(stream);
  return [header.session ?? '', id.slice(id.indexOf('/') + 1)];
};

const merge = (db: Db, recorded: Recorded<FactOf<'contact.merged'>>): void => {
  const [session, contact] = contactOf(recorded);
  const { contact: other, chat } = recorded.data;
  const taken = db.of.get(session, other);
  if (taken) db.take.run(taken.namedAt, taken.business, taken.blocked, session, contact);
  db.merge.run(contact, session, other, other);
  db.place.run(chat, session, contact);
};

export const contacts = projection({
  name: 'contacts',
  version: 1,
  schema,
  prepare,
  on: {
    'contact.found': (db, recorded) => void db.find.run(...contactOf(recorded), recorded.data.chat),
    'contact.addressed': (db, recorded) => void db.place.run(recorded.data.chat, ...contactOf(recorded)),
    'contact.named': (db, recorded) => {
      db.name.run(recorded.position, Number(recorded.data.business === true), ...contactOf(recorded));
    },
    'contact.merged': merge,
    'contact.blocked': (db, recorded) => void db.block.run(1, ...contactOf(recorded)),
    'contact.unblocked': (db, recorded) => void db.block.run(0, ...contactOf(recorded)),
  },
});

export interface ContactRow {
  readonly session: SessionId;
  readonly contactId: ContactId;
  /** The conversation with the person. */
  readonly chat: ChatId;
  /** The position of the fact beside which the names stand; null if none is known. */
  readonly namedAt: number | null;
  readonly business: number;
  readonly blocked: number;
}

export interface ContactReads {
  /** The contact with this id, or the one that it was merged into; null if there is none. */
  byId(session: SessionId, id: ContactId): ContactRow | null;
  /** The contacts of a session after an id, oldest first; those that were merged into others are left out. */
  list(session: SessionId, after: ContactId | null, limit: number): readonly ContactRow[];
  /** Those that the account has blocked; contacts that were merged into others are left out. */
  blocked(session: SessionId): readonly ContactRow[];
  /** The contacts that were merged into one. */
  mergedInto(session: SessionId, id: ContactId): readonly ContactId[];
}

const COLUMNS = 'session, contact as contactId, chat, named_at as namedAt, business, blocked';

export const contactReads = (db: Database): ContactReads => {
  const one = db.prepare<[string, string], ContactRow & { mergedInto: ContactId | null }>(
    `select ${COLUMNS}, merged_into as mergedInto from contacts where session = ? and contact = ?`,
  );
  const list = db.prepare<[string, string, number], ContactRow>(
    `select ${COLUMNS} from contacts where session = ? and contact > +? and merged_into is null order by contact limit +?`,
  );
  const blocked = db.prepare<[string], ContactRow>(
    `select ${COLUMNS} from contacts where session = ? and blocked = 1 and merged_into is null`,
  );
  const merged = db
    .prepare<[string, string], ContactId>('select contact from contacts where session = ? and merged_into = ?')
    .pluck();
  return {
    byId(session, id) {
      const row = one.get(session, id);
      const whole = row?.mergedInto == null ? row : one.get(session, row.mergedInto);
      if (!whole) return null;
      const { mergedInto: _, ...contact } = whole;
      return contact;
    },
    list: (session, after, limit) => list.all(session, after ?? '', limit),
    blocked: (session) => blocked.all(session),
    mergedInto: (session, id) => merged.all(session, id),
  };
};
