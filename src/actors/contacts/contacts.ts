/**
 * The people of all sessions, as facts.
 *
 * It guarantees that a person has one contact and one conversation, whatever WhatsApp calls them, as soon as WhatsApp has
 * said that the addresses are theirs, and that nothing is written where nothing new was told. What follows from what was
 * told is decided in the same turn, so that its facts share the commit of whatever else the turn brings. Two contacts
 * that turn out to be one person are merged: the older one keeps its id, and so does the older conversation.
 */
import type { Append, EventLog } from '../../events/log/log.ts';
import { type Caller, WHATSAPP } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { type ChatId, type ContactId, isOfTwo, jobIds, type SessionId, streamOf } from '../../kernel/ids.ts';
import type { Reads } from '../../projections/reads.ts';
import { learn, type Told } from './contact-facts.ts';
import { type Known, type KnownPeople, knownPeople } from './known-people.ts';

export type { Told } from './contact-facts.ts';
export type { Known } from './known-people.ts';

export interface ContactsPorts {
  readonly log: Pick<EventLog, 'append' | 'beside' | 'streamId'>;
  readonly reads: Pick<Reads, 'contacts' | 'jobs'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly entropy: Entropy;
}

/** A person, and whether what was new about them is on disk. */
export interface Learned {
  readonly person: Known;
  readonly written: Promise<void>;
}

export interface Contacts {
  /**
   * Takes note of what WhatsApp told about a person; null if no address is one of a person. The facts, if any, are
   * appended in this turn; `written` rejects if they could not be.
   */
  learn(session: SessionId, told: Told, caller?: Caller): Learned | null;
  /** Records whether the account takes messages of a person. Nothing is recorded if that is on record already. */
  setBlocked(session: SessionId, address: ChatId, blocked: boolean, caller: Caller): Promise<void>;
  /** Records what differs from the whole block list: who was blocked, or is no longer. */
  setBlockList(session: SessionId, people: readonly ChatId[], caller: Caller): Promise<void>;
  /** Settles once the facts about an address that are on their way are on disk, or could not be written. */
  settled(session: SessionId, address: ChatId): Promise<unknown>;
  /** Who has this address; null for an address of nobody known. */
  of(session: SessionId, address: ChatId): Known | null;
  /** Forgets the names of the people with these addresses: they were erased. */
  forgetNames(session: SessionId, addresses: readonly ChatId[]): void;
}

const WRITTEN = Promise.resolve();

export const createContacts = ({ log, reads, clock, entropy }: ContactsPorts): Contacts => {
  const nextId = jobIds({ clock, entropy });
  const newId = (): ContactId => `ct_${nextId()}`;
  const sessions = new Map<SessionId, KnownPeople>();
  /** The last append of each contact, while it is on its way to disk. */
  const underWay = new Map<ContactId, Append>();

  const peopleOf = (session: SessionId): KnownPeople => {
    const known = sessions.get(session) ?? knownPeople(session, { log, reads });
    sessions.set(session, known);
    return known;
  };

  const since =
    (session: SessionId) =>
    (chat: ChatId): number =>
      Math.min(
        log.streamId(streamOf.chat(session, chat)) ?? Number.POSITIVE_INFINITY,
        reads.jobs.firstTo(session, chat) ?? Number.POSITIVE_INFINITY,
      );

  const append = async (asked: Append, contact: ContactId): Promise<void> => {
    underWay.set(contact, asked);
    try {
      await log.append(asked);
    } finally {
      if (underWay.get(contact) === asked) underWay.delete(contact);
    }
  };

  const learned: Contacts['learn'] = (session, told, { by, correlation, causation = null } = WHATSAPP) => {
    const addresses = [...new Set(told.addresses)].filter(isOfTwo);
    if (addresses.length === 0) return null;
    const people = peopleOf(session);
    const known = new Map(addresses.flatMap((each) => people.of(each) ?? []).map((each) => [each.contactId, each]));
    const making = { entropy, newId, since: since(session) };
    const { person, merged, entries } = learn({ ...told, addresses }, [...known.values()], making);
    if (entries.length === 0) return { person, written: WRITTEN };
    const stream = streamOf.contact(session, person.contactId);
    // A fact of somebody whose first fact could not be written is not written either.
    const behind = [person, ...merged].map(({ contactId }) => underWay.get(contactId)).find((each) => each);
    const origin = { by, correlation, causation, at: clock.now() };
    const asked: Append = { stream, expected: null, entries, ...origin, ...(behind ? { behind } : {}) };
    const written = append(asked, person.contactId);
    people.decide(person, merged, written);
    return { person, written };
  };

  const setBlocked: Contacts['setBlocked'] = async (session, address, blocked, caller) => {
    const told = learned(session, { addresses: [address] }, caller);
    if (!told) return;
    await told.written;
    const { contactId } = told.person;
    if ((reads.contacts.byId(session, contactId)?.blocked === 1) === blocked) return;
    const { by, correlation, causation = null } = caller;
    const fact = { type: blocked ? 'contact.blocked' : 'contact.unblocked' } as const;
    const stream = streamOf.contact(session, contactId);
    const origin = { by, correlation, causation, at: clock.now() };
    await append({ stream, expected: null, entries: [{ fact, from: null, to: null }], ...origin }, contactId);
  };

  return {
    learn: learned,
    setBlocked,
    async setBlockList(session, people, caller) {
      for (const person of people) await setBlocked(session, person, true, caller);
      const listed = new Set(people.flatMap((person) => peopleOf(session).of(person)?.contactId ?? []));
      for (const { contactId, chat } of reads.contacts.blocked(session))
        if (!listed.has(contactId)) await setBlocked(session, chat, false, caller);
    },
    settled: (session, address) => peopleOf(session).settled(address),
    of: (session, address) => peopleOf(session).of(address),
    forgetNames: (session, addresses) => sessions.get(session)?.forgetNames(addresses),
  };
};
