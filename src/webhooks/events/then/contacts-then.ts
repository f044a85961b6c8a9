/**
 * Contacts as they were after a position. As a rule nothing was learned about a person since, and the tables say it; else
 * the facts of the contact are folded up to there, together with those of contacts that were merged into it since.
 */
import type { Recorded } from '../../../events/log/log.ts';
import { type ChatId, type ContactId, type SessionId, streamOf } from '../../../kernel/ids.ts';
import type { ContactLookUps, NamedContact } from '../../../views/person.ts';
import type { EndOf, ThenPorts } from './ports.ts';

export interface ContactThen extends NamedContact {
  readonly addresses: readonly ChatId[];
  /** The conversation with the person. */
  readonly chat: ChatId;
}

export interface ContactsThen extends ContactLookUps<NamedContact> {
  /** The contact of an address; null for an address of nobody known. */
  of(session: SessionId, address: ChatId): ContactThen | null;
}

interface Folded extends ContactThen {
  /** Contacts that were merged into it, in their order. */
  readonly merged: readonly ContactId[];
}

const foldContact = (contactId: ContactId, facts: readonly Recorded[]): Folded | null =>
  facts.reduce<Folded | null>((before, { type, data, position }) => {
    const now = before ?? { contactId, addresses: [], chat: '', namedAt: null, merged: [] };
    switch (type) {
      case 'contact.found':
      case 'contact.addressed':
        return { ...now, addresses: data.addresses.toSorted(), chat: data.chat };
      case 'contact.merged':
        return {
          ...now,
          addresses: data.addresses.toSorted(),
          chat: data.chat,
          merged: [...now.merged, data.contact],
        };
      case 'contact.named':
        return { ...now, namedAt: position };
      default:
        return now;
    }
  }, null);

/** A contact without names takes those of the first one that was merged into it and has some. */
const withNames = (contact: Folded, all: readonly Folded[]): ContactThen => {
  const names = contact.merged.map((id) => all.find(({ contactId }) => contactId === id)?.namedAt ?? null);
  return { ...contact, namedAt: contact.namedAt ?? names.find((at) => at !== null) ?? null };
};

export const contactsThen = (
  { log, reads: { contacts }, endOf }: ThenPorts & { readonly endOf: EndOf },
  position: number,
): ContactsThen => {
  const seen = new Map<string, ContactThen | null>();
  const byId = new Map<ContactId, ContactThen>();

  const unchanged = (session: SessionId, id: ContactId): ContactThen | null => {
    const row = contacts.byId(session, id);
    return row && { ...row, addresses: contacts.addressesOf(session, row.contactId) };
  };

  const folded = (session: SessionId, id: ContactId, address: ChatId): ContactThen | null => {
    const all = [id, ...contacts.mergedInto(session, id)].flatMap(
      (each) => foldContact(each, log.read(streamOf.contact(session, each), { upTo: position })) ?? [],
    );
    const gone = new Set(all.flatMap(({ merged }) => merged));
    const own = all.find(({ contactId, addresses }) => !gone.has(contactId) && addresses.includes(address));
    return own ? withNames(own, all) : null;
  };

  const found = (session: SessionId, address: ChatId): ContactThen | null => {
    const id = contacts.idOf(session, address);
    if (id === null) return null;
    return endOf(streamOf.contact(session, id)) <= position ? unchanged(session, id) : folded(session, id, address);
  };

  const of = (session: SessionId, address: ChatId): ContactThen | null => {
    const key = `${session}/${address}`;
    const known = seen.get(key);
    if (known !== undefined) return known;
    const contact = found(session, address);
    seen.set(key, contact);
    if (contact) byId.set(contact.contactId, contact);
    return contact;
  };

  return {
    of,
    idOf: (session, address) => of(session, address)?.contactId ?? null,
    byId: (_, id) => byId.get(id) ?? null,
    addressesOf: (_, id) => byId.get(id)?.addresses ?? [],
  };
};
