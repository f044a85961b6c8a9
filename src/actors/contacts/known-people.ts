/**
 * Everybody who is on record, and those whose facts are on their way to disk.
 *
 * Facts of one turn share a commit, and the tables show none of them before. So what was decided is kept here until it is
 * on disk, or could not be written. The people who were met last are kept longer, because most messages come from the
 * same people. It assumes that no contact gets another address elsewhere.
 */
import type { EventLog } from '../../events/log/log.ts';
import type { ChatId, ContactId, SessionId } from '../../kernel/ids.ts';
import type { PersonNames } from '../../messages/beside.ts';
import { unlessDamaged } from '../../projections/job-view.ts';
import type { Reads } from '../../projections/reads.ts';

/** A person as the facts tell them. */
export interface Known {
  readonly contactId: ContactId;
  readonly addresses: readonly ChatId[];
  /** The conversation with them. */
  readonly chat: ChatId;
  /** Null if none is known, or if they were erased. */
  readonly names: PersonNames | null;
  readonly business: boolean;
}

export interface KnownPeople {
  /** The contact of an address; null for an address of nobody known. */
  of(address: ChatId): Known | null;
  /** Settles once the facts about an address that are on their way are on disk, or could not be written. */
  settled(address: ChatId): Promise<unknown>;
  /** Keeps a person as they are now, unless `written` rejects; `instead` are contacts that are this one now. */
  decide(person: Known, instead: readonly Known[], written: Promise<unknown>): void;
  /** Forgets the names of the people with these addresses. */
  forgetNames(addresses: readonly ChatId[]): void;
}

interface KnownPeoplePorts {
  readonly log: Pick<EventLog, 'beside'>;
  readonly reads: Pick<Reads, 'contacts'>;
}

/** How many addresses of one session to remember. */
const MET_MAX = 10_000;

export const knownPeople = (session: SessionId, { log, reads }: KnownPeoplePorts): KnownPeople => {
  /** By address. */
  const met = new Map<ChatId, Known>();
  /** The last append that concerns an address, while it is on its way to disk. */
  const pending = new Map<ChatId, Promise<unknown>>();

  const keep = (address: ChatId, person: Known): void => {
    met.delete(address);
    met.set(address, person);
    const [oldest] = met.keys();
    if (met.size > MET_MAX && oldest !== undefined && !pending.has(oldest)) met.delete(oldest);
  };

  const onRecord = (address: ChatId): Known | null => {
    const id = reads.contacts.idOf(session, address);
    const row = id === null ? null : reads.contacts.byId(session, id);
    if (row === null) return null;
    const { contactId, chat, namedAt, business } = row;
    const names = namedAt === null ? null : unlessDamaged(() => log.beside('names', namedAt, 0));
    const addresses = reads.contacts.addressesOf(session, contactId);
    return { contactId, chat, addresses, names, business: business === 1 };
  };

  const settle = (addresses: readonly ChatId[], written: Promise<unknown>, isWritten: boolean): void => {
    for (const address of addresses) {
      if (!isWritten) met.delete(address);
      if (pending.get(address) === written) pending.delete(address);
    }
  };

  return {
    of(address) {
      const person = met.get(address) ?? onRecord(address);
      if (person) keep(address, person);
      return person;
    },
    settled: async (address) => pending.get(address)?.catch(() => {}),
    decide(person, instead, written) {
      const addresses = [...new Set([person, ...instead].flatMap((each) => each.addresses))];
      for (const address of addresses) {
        pending.set(address, written);
        keep(address, person);
      }
      void written.then(
        () => settle(addresses, written, true),
        () => settle(addresses, written, false),
      );
    },
    forgetNames(addresses) {
      for (const address of addresses) {
        const person = met.get(address);
        if (person) met.set(address, { ...person, names: null });
      }
    },
  };
};
