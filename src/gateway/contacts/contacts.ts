/** Questions about the people of a session. */
import type { System } from '../../actors/system.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type ChatId, type ContactId, phoneNumberOf, type SessionId, streamOf } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { ContactRow } from '../../projections/contacts/contacts.ts';
import { encodeCursor } from '../../projections/cursor.ts';
import type { Reads } from '../../projections/reads.ts';
import type { Shown } from '../../whatsapp/profiles.ts';
import type { Chat } from '../chats/chat-list.ts';
import type { Chats } from '../chats/chats.ts';
import { peopleOf, type Person } from '../../views/person.ts';
import type { Erasures } from '../erasure/erasures.ts';
import type { Erasure } from '../erasure/shown-erasure.ts';
import { nameIn, type Page } from '../pages.ts';
import { linkOf, whatWhatsAppSays } from '../sessions/asking.ts';
import { sessionIn } from '../sessions/known-session.ts';
import type { Budget } from '../sessions/budget.ts';
import { type Asked, createLooks } from './looks.ts';

export interface Contact extends Person {
  readonly contactId: ContactId;
  readonly session: SessionId;
  /** The name that the person has chosen. */
  readonly pushName: string | null;
  readonly business: boolean;
  readonly blocked: boolean;
}

export interface ContactListQuery {
  readonly session: SessionId;
  /** Part of a name, of the username or of a number. */
  readonly search?: string | undefined;
  /** The conversations that the caller reaches; all of the session if left out. */
  readonly reached?: readonly ChatId[] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface Contacts {
  /** The oldest first. */
  list(query: ContactListQuery): Result<Page<Contact>>;
  /** By its id, or by the id of a contact that was merged into it. */
  byId(session: SessionId, id: ContactId): Result<Contact>;
  /** The same, with what WhatsApp says that the person shows. */
  look(session: SessionId, id: ContactId): Promise<Result<Contact & Shown>>;
  /** The JPEG that the person shows. */
  picture(session: SessionId, id: ContactId): Promise<Result<Uint8Array>>;
  /** Whether the account takes messages of a contact from now on. */
  setBlocked(session: SessionId, id: ContactId, blocked: boolean, caller: Caller): Promise<Result<void>>;
  /** The conversation with a contact. */
  chat(session: SessionId, id: ContactId): Result<Chat>;
  /** Erases the names of a contact, and all that they said and that was said to them. */
  erase(session: SessionId, id: ContactId, caller: Caller): Promise<Result<Erasure>>;
}

interface ContactsPorts {
  readonly system: System;
  readonly clock: Pick<Clock, 'now'>;
  readonly budget: Budget;
  readonly log: Pick<EventLog, 'beside' | 'head'>;
  readonly reads: Reads;
  readonly chats: Pick<Chats, 'byId'>;
  readonly erasures: Pick<Erasures, 'person'>;
}

const LIST = 'contacts';
/** The most contacts to look at for one page: some milliseconds of work. */
const LOOKED_AT_MAX = 500;

export const noContact = (): Result<never> => refuse('contact.not_found', 'There is no contact with this id.');

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** Whether a contact has this part of a name or number. */
const searcher = (search: string) => {
  const digits = digitsOf(search);
  const isNumber = digits.length > 2 && digits.length === search.replace(/[\s+().-]/g, '').length;
  const words = search.trim().toLowerCase();
  return ({ name, pushName, username }: Contact, addresses: readonly ChatId[]): boolean =>
    (isNumber && addresses.some((address) => digitsOf(address).includes(digits))) ||
    [name, pushName, username].some((each) => each?.toLowerCase().includes(words) === true);
};

export const createContacts = ({ system, clock, budget, log, reads, chats, erasures }: ContactsPorts): Contacts => {
  const looks = createLooks({ clock, budget });
  const known = sessionIn(system);
  const people = peopleOf({ log, reads });

  const shown = (row: ContactRow): Contact => {
    const { session, contactId, chat, business, blocked } = row;
    const person = people.personWith(session, [chat, ...reads.contacts.addressesOf(session, contactId)]);
    const pushName = people.namesOf(row)?.pushName ?? null;
    return { ...person, contactId, session, pushName, business: business === 1, blocked: blocked === 1 };
  };

  const row = (session: SessionId, id: ContactId): Result<ContactRow> => {
    const there = known(session);
    if (!there.ok) return there;
    const found = reads.contacts.byId(session, id);
    return found ? ok(found) : noContact();
  };

  /** Older block lists name numbers. The client finds the hidden id of a number by itself. */
  const askedFor = ({ session, contactId, chat }: ContactRow): Asked => {
    const addresses = [...reads.contacts.addressesOf(session, contactId), chat];
    return { session, contactId, address: addresses.find((each) => phoneNumberOf(each) !== null) ?? chat };
  };

  /** The contacts behind some conversations, the oldest first. */
  const rowsOf = (session: SessionId, chats: readonly ChatId[], after: ContactId): readonly ContactRow[] => {
    const ids = new Set(chats.flatMap((chat) => reads.contacts.idOf(session, chat) ?? []));
    return [...ids]
      .filter((id) => id > after)
      .sort()
      .flatMap((id) => reads.contacts.byId(session, id) ?? []);
  };

  const page = ({ session, search, reached, limit }: ContactListQuery, start: ContactId): Page<Contact> => {
    const isSought = search === undefined ? () => true : searcher(search);
    const items: Contact[] = [];
    let last = start;
    let looked = 0;
    // One more than is looked at shows whether there are more.
    const rows = reached
      ? rowsOf(session, reached, start)
      : reads.contacts.list(session, start, search === undefined ? limit + 1 : LOOKED_AT_MAX + 1);
    for (const each of rows.slice(0, LOOKED_AT_MAX)) {
      if (items.length === limit) break;
      looked += 1;
      last = each.contactId;
      const contact = shown(each);
      if (isSought(contact, reads.contacts.addressesOf(session, each.contactId))) items.push(contact);
    }
    return { items, nextCursor: looked < rows.length ? encodeCursor([LIST, last]) : null };
  };

  return {
    list(query) {
      const there = known(query.session);
      if (!there.ok) return there;
      const start = nameIn(LIST, query.cursor);
      return start.ok ? ok(reads.together(() => page(query, start.value))) : start;
    },
    byId: (session, id) =>
      reads.together(() => {
        const found = row(session, id);
        return found.ok ? ok(shown(found.value)) : found;
      }),
    async look(session, id) {
      const found = row(session, id);
      if (!found.ok) return found;
      const told = await looks.shownBy(askedFor(found.value), linkOf(system, session));
      return told.ok ? ok({ ...reads.together(() => shown(found.value)), ...told.value }) : told;
    },
    async picture(session, id) {
      const found = row(session, id);
      return found.ok ? looks.picture(askedFor(found.value), linkOf(system, session)) : found;
    },
    async setBlocked(session, id, blocked, caller) {
      const found = row(session, id);
      if (!found.ok) return found;
      const link = linkOf(system, session);
      if (!link.ok) return link;
      const { address } = askedFor(found.value);
      return whatWhatsAppSays(async () => {
        await link.value.setBlocked(address, blocked);
        await system.contacts.setBlocked(session, address, blocked, caller);
        return ok(undefined);
      });
    },
    chat(session, id) {
      const found = row(session, id);
      return found.ok ? chats.byId(session, found.value.chat) : found;
    },
    async erase(session, id, caller) {
      const found = row(session, id);
      if (!found.ok) return found;
      const { chat, contactId } = found.value;
      const others = reads.contacts.addressesOf(session, contactId).filter((address) => address !== chat);
      const streams = [contactId, ...reads.contacts.mergedInto(session, contactId)].map((each) =>
        streamOf.contact(session, each),
      );
      return erasures.person({ session, addresses: [chat, ...others], streams }, caller);
    },
  };
};
