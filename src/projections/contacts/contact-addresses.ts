/** The contact of each address. One that was merged into another has none. */
import type { Database } from 'better-sqlite3';
import type { Recorded } from '../../events/log/log.ts';
import type { ChatId, ContactId, SessionId } from '../../kernel/ids.ts';
import { projection } from '../projection.ts';
import { contactOf } from './contacts.ts';

const schema = `
  create table contact_addresses (
    session text not null,
    address text not null,
    contact text not null,
    primary key (session, address)
  ) strict, without rowid;
  create index contact_addresses_by_contact on contact_addresses (session, contact, address);
`;

const prepare = (db: Database) => ({
  add: db.prepare('insert or replace into contact_addresses values (?, ?, ?)'),
});

type Db = ReturnType<typeof prepare>;

const add = (db: Db, recorded: Recorded, addresses: readonly ChatId[]): void => {
  const [session, contact] = contactOf(recorded);
  for (const address of addresses) db.add.run(session, address, contact);
};

export const contactAddresses = projection({
  name: 'contact_addresses',
  version: 1,
  schema,
  prepare,
  on: {
    'contact.found': (db, recorded) => add(db, recorded, recorded.data.addresses),
    'contact.addressed': (db, recorded) => add(db, recorded, recorded.data.addresses),
    'contact.merged': (db, recorded) => add(db, recorded, recorded.data.addresses),
  },
});

export interface ContactAddressReads {
  /** The contact of an address; null for an address of nobody known. */
  idOf(session: SessionId, address: ChatId): ContactId | null;
  /** The addresses of a contact. */
  addressesOf(session: SessionId, contact: ContactId): readonly ChatId[];
}

export const contactAddressReads = (db: Database): ContactAddressReads => {
  const id = db
    .prepare<[string, string], ContactId>('select contact from contact_addresses where session = ? and address = ?')
    .pluck();
  const addresses = db
    .prepare<[string, string], ChatId>(
      'select address from contact_addresses where session = +? and contact = +? order by address',
    )
    .pluck();
  return {
    idOf: (session, address) => id.get(session, address) ?? null,
    addressesOf: (session, contact) => addresses.all(session, contact),
  };
};
