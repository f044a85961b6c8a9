/** The facts that follow from what WhatsApp tells about a person, given who is on record. */
import { type Said, sayBeside } from '../../events/log/content.ts';
import type { Entry } from '../../events/log/log.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { type ChatId, type ContactId, phoneNumberOf } from '../../kernel/ids.ts';
import type { PersonNames } from '../../messages/beside.ts';
import type { Known } from './known-people.ts';

/** What WhatsApp tells: these addresses are one person, who is called so. Names that it does not tell are left out. */
export interface Told {
  readonly addresses: readonly ChatId[];
  readonly names?: Partial<PersonNames>;
  readonly business?: boolean;
}

export interface Making {
  readonly entropy: Pick<Entropy, 'bytes'>;
  readonly newId: () => ContactId;
  /** When a conversation was first on record, as a position of the log; infinite if nothing is. */
  readonly since: (chat: ChatId) => number;
}

/** The facts, all of one stream, and what is known then. */
export interface Learnt {
  readonly person: Known;
  /** Contacts that turned out to be this person. */
  readonly merged: readonly Known[];
  readonly entries: readonly Entry[];
}

const NO_NAMES: PersonNames = { name: null, pushName: null, verifiedName: null, username: null };

const entryOf = (fact: Entry['fact'], contents?: readonly Said[]): Entry => ({
  fact,
  from: null,
  to: null,
  ...(contents ? { contents } : {}),
});

/** People know numbers: a new conversation is named by the number, if one is known. */
const numberFirst = (addresses: readonly ChatId[]): ChatId =>
  addresses.find((address) => phoneNumberOf(address) !== null) ?? addresses[0] ?? '';

/** The conversation that was first on record; the first of the list, if none is on record. */
const oldest = (chats: readonly ChatId[], since: Making['since']): ChatId =>
  chats.reduce((old, chat) => (since(chat) < since(old) ? chat : old));

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];

const found = ({ addresses }: Told, { newId, since }: Making): Learnt => {
  const chat = oldest([numberFirst(addresses), ...addresses], since);
  const person: Known = { contactId: newId(), addresses, chat, names: null, business: false };
  return { person, merged: [], entries: [entryOf({ type: 'contact.found', addresses: [...addresses], chat })] };
};

/** The older contact is the person; the others are the same. */
const merge = ([first, ...others]: readonly [Known, ...Known[]], { since }: Making): Learnt => {
  const entries: Entry[] = [];
  let person = first;
  for (const other of others) {
    const addresses = unique([...person.addresses, ...other.addresses]);
    const chat = oldest([person.chat, other.chat], since);
    const [names, business] = [person.names ?? other.names, person.business || other.business];
    entries.push(entryOf({ type: 'contact.merged', contact: other.contactId, addresses, chat }));
    person = { ...person, addresses, chat, names, business };
  }
  return { person, merged: others, entries };
};

const addressed = (before: Learnt, { addresses }: Told, { since }: Making): Learnt => {
  const { person, entries } = before;
  const more = addresses.filter((address) => !person.addresses.includes(address));
  if (more.length === 0) return before;
  const chat = oldest([person.chat, ...more], since);
  const now = { ...person, addresses: [...person.addresses, ...more], chat };
  const fact: Entry['fact'] = { type: 'contact.addressed', addresses: [...now.addresses], chat };
  return { ...before, person: now, entries: [...entries, entryOf(fact)] };
};

const named = (before: Learnt, { names: told = {}, business = false }: Told, { entropy }: Making): Learnt => {
  const { person, entries } = before;
  const known = person.names ?? NO_NAMES;
  const names = { ...known, ...told };
  const isNew = Object.entries(names).some(([name, value]) => known[name as keyof PersonNames] !== value);
  if (!isNew && (person.business || !business)) return before;
  const { said, ref } = sayBeside('names', names, entropy);
  const fact = { type: 'contact.named', names: ref, ...(business ? { business } : {}) } as const;
  const now = { ...person, names, business: person.business || business };
  return { ...before, person: now, entries: [...entries, entryOf(fact, [said])] };
};

/** The news about a person; no entries if there is none. `known` are the contacts of the addresses. */
export const learn = (told: Told, known: readonly Known[], making: Making): Learnt => {
  const [first, ...others] = known.toSorted((a, b) => (a.contactId < b.contactId ? -1 : 1));
  const whole = first ? merge([first, ...others], making) : found(told, making);
  return named(addressed(whole, told, making), told, making);
};
