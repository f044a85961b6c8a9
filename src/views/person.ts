/** People as messages, chats and groups name them. */
import type { EventLog } from '../events/log/log.ts';
import { type ChatId, type ContactId, phoneNumberOf, type SessionId } from '../kernel/ids.ts';
import type { PersonNames } from '../messages/beside.ts';
import type { ContactRow } from '../projections/contacts/contacts.ts';
import { unlessDamaged } from '../projections/job-view.ts';

export interface Person {
  /** Null for the account itself, and for people of whom no more is on record than their address. */
  readonly contactId: ContactId | null;
  /** With `+` and country code; null where only the hidden id is known. */
  readonly number: string | null;
  /** The hidden id; null where only the number is known. */
  readonly lid: ChatId | null;
  /** The best of their names; null where none was told. */
  readonly name: string | null;
  readonly username: string | null;
}

/** What has to be known of a contact to name the person. */
export type NamedContact = Pick<ContactRow, 'contactId' | 'namedAt'>;

export interface ContactLookUps<C extends NamedContact = ContactRow> {
  idOf(session: SessionId, address: ChatId): ContactId | null;
  byId(session: SessionId, id: ContactId): C | null;
  addressesOf(session: SessionId, contact: ContactId): readonly ChatId[];
}

export interface People<C extends NamedContact = ContactRow> {
  /** The person with these addresses; unknown ones are null. `said` is the name that goes with a message. */
  personWith(session: SessionId, ids: readonly (ChatId | null)[], said?: string | null): Person;
  /** The contact of an address; null for an address of nobody known. */
  contactOf(session: SessionId, address: ChatId): C | null;
  /** The names of a contact; null if none is on record. */
  namesOf(contact: NamedContact): PersonNames | null;
}

const isHidden = (id: ChatId): boolean => id.endsWith('@lid');

/** The name to show: the account's own for the person, the verified one of a business, then the one they chose. */
export const bestOf = (names: PersonNames | null): string | null =>
  names && (names.name ?? names.verifiedName ?? names.pushName);

/** A page of messages names the same few people again and again; nothing changes while the log stands still. */
const remembering = <T>(log: Pick<EventLog, 'head'>, make: (session: SessionId, address: ChatId) => T) => {
  const known = new Map<string, T>();
  let head = -1;
  return (session: SessionId, address: ChatId): T => {
    const { position } = log.head();
    if (position !== head) known.clear();
    head = position;
    const key = `${session}/${address}`;
    const found = known.get(key) ?? make(session, address);
    known.set(key, found);
    return found;
  };
};

export const peopleOf = <C extends NamedContact>({
  log,
  reads: { contacts },
}: {
  readonly log: Pick<EventLog, 'beside' | 'head'>;
  readonly reads: { readonly contacts: ContactLookUps<C> };
}): People<C> => {
  const contactOf = (session: SessionId, address: ChatId): C | null => {
    const id = contacts.idOf(session, address);
    return id === null ? null : contacts.byId(session, id);
  };

  const namesOf = ({ namedAt }: NamedContact): PersonNames | null =>
    namedAt === null ? null : unlessDamaged(() => log.beside('names', namedAt, 0));

  /** The contact of an address, with its addresses and names. */
  const whole = remembering(log, (session, address) => {
    const contact = contactOf(session, address);
    const addresses = contact ? contacts.addressesOf(session, contact.contactId) : [];
    return { contactId: contact?.contactId ?? null, addresses, names: contact && namesOf(contact) };
  });

  return {
    personWith(session, ids, said = null) {
      const told = ids.filter((id) => id !== null);
      const known = told.map((id) => whole(session, id)).find(({ contactId }) => contactId !== null);
      const all = [...told, ...(known?.addresses ?? [])];
      return {
        contactId: known?.contactId ?? null,
        number: all.map(phoneNumberOf).find((number) => number !== null) ?? null,
        lid: all.find(isHidden) ?? null,
        name: bestOf(known?.names ?? null) ?? said,
        username: known?.names?.username ?? null,
      };
    },
    contactOf,
    namesOf,
  };
};

/**
 * Whether two messages have the same author. A number and a hidden id may be one person: nobody can tell, so they are
 * taken as one.
 */
export const mayBeSame = (some: readonly (ChatId | null)[], others: readonly (ChatId | null)[]): boolean => {
  const [one, other] = [some.filter((id) => id !== null), others.filter((id) => id !== null)];
  if (one.some((id) => other.includes(id))) return true;
  return !one.some((id) => other.some((each) => isHidden(each) === isHidden(id)));
};
