/**
 * Puts what WhatsApp hands over on record.
 *
 * It guarantees that each stanza is on record once, in the order in which it was handed over, under the conversation
 * that its chat is known as, and that keys are stored only after the facts of their stanzas. What it tells about a person
 * is on record in the same commit. A stanza that comes again meets its own claim, whichever addresses it names: of the
 * chat, of the sender, and of contacts that were merged meanwhile. One that could not be read then and can be now is a
 * repair. It assumes that no other process records what the session hears.
 */
import { type Append, Claimed, type Entry, type EventLog } from '../../events/log/log.ts';
import { UNREAD_KINDS } from '../../events/facts/chat.ts';
import { claimOf, heardClaim, repairedClaim } from '../../events/facts/catalogue.ts';
import { NO_HEADER } from '../../events/facts/header.ts';
import { WHATSAPP } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { type ChatId, isOfTwo, jobIds, type SessionId, streamOf } from '../../kernel/ids.ts';
import { jobOfMessage } from '../../kernel/message-ids.ts';
import { messageIdOfKey } from '../../projections/chats/message-key.ts';
import type { Reads } from '../../projections/reads.ts';
import type { Address, ChangedKeys, Heard, HeardName, Hearing } from '../../whatsapp/heard.ts';
import type { Vault } from '../../whatsapp/vault.ts';
import type { Contacts, Told } from '../contacts/contacts.ts';
import { heardFact, readAfterAll } from './heard-facts.ts';
import { keptWords } from './kept-words.ts';

export interface HearingPorts {
  readonly log: Pick<EventLog, 'append' | 'claimed'>;
  readonly reads: Pick<Reads, 'chats' | 'groups' | 'jobs' | 'messages' | 'erasures'>;
  readonly contacts: Contacts;
  readonly vault: Pick<Vault, 'setKeys'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly entropy: Entropy;
}

export const createHearing = ({ log, reads, contacts, vault, clock, entropy }: HearingPorts): Hearing => {
  const newId = jobIds({ clock, entropy });
  const kept = keptWords(reads);
  const making = { entropy, newMediaId: () => `med_${newId()}` };
  /** Stanzas on their way to disk, by each key that their facts may claim. */
  const underWay = new Map<string, Promise<void>>();

  /** Every address of a person, as far as they are known. */
  const spellingsOf = (session: SessionId, { id, other }: Address): readonly ChatId[] => {
    const told = other === null ? [id] : [id, other];
    return [...new Set(told.flatMap((each) => [each, ...(contacts.of(session, each)?.addresses ?? [])]))];
  };

  /** The keys of a stanza: under every spelling of its chat, and in a chat of several of its sender. */
  const keysOf = (session: SessionId, { chat, sender, fromMe, messageId }: HeardName): readonly string[] => {
    const direction = fromMe ? 'out' : 'in';
    if (isOfTwo(chat.id))
      return spellingsOf(session, chat).map((each) => heardClaim(session, each, { by: each, direction }, messageId));
    const member = reads.groups.idOf(session, chat.id, sender.id);
    const people = new Set([...spellingsOf(session, sender), ...(member === null ? [] : [member])]);
    return [...people].map((by) => heardClaim(session, chat.id, { by, direction }, messageId));
  };

  /** The position of the fact of a stanza, under any of its keys; null if it is not on record. */
  const positionOf = (keys: readonly string[]): number | null => {
    for (const key of keys) {
      const position = log.claimed(key);
      if (position !== null) return position;
    }
    return null;
  };

  /**
   * The conversation of a message on record that could not be read, and was neither repaired nor erased since; null for any
   * other. The tables know it also when the fact is in the archive.
   */
  const unreadIn = (position: number): ChatId | null => {
    const row = reads.messages.at(position);
    if (!row || !UNREAD_KINDS.some((kind) => kind === row.kind) || reads.erasures.erased(position)) return null;
    const { session, chat, key } = row;
    return log.claimed(repairedClaim(session, chat, messageIdOfKey(key))) === null ? chat : null;
  };

  const append = async (session: SessionId, chatId: ChatId, said: Entry): Promise<void> => {
    const entry = kept.entry(session, chatId, said);
    const claim = claimOf(entry.fact, { ...NO_HEADER, session, chatId });
    const asked: Append = {
      stream: streamOf.chat(session, chatId),
      expected: null,
      entries: [entry],
      at: clock.now(),
      ...WHATSAPP,
      causation: null,
      ...(claim === null ? {} : { claim }),
    };
    try {
      await log.append(asked);
    } catch (thrown) {
      if (!(thrown instanceof Claimed)) throw thrown;
    }
  };

  /** The phone may hand over what a job has sent. */
  const isSent = ({ fromMe, messageId }: Heard, session: SessionId): boolean => {
    const job = fromMe ? jobOfMessage(messageId) : null;
    return job !== null && reads.jobs.rowById(job)?.session === session;
  };

  /** Takes note of the person in the chat, or of the member of a group who writes; the conversation that it is in. */
  const meet = (session: SessionId, heard: Heard): { chatId: ChatId; written: Promise<void> } => {
    const { chat, sender, fromMe, source } = heard;
    // An older message may bring a name that its sender has given up since.
    const own = fromMe || source === 'history' ? {} : namesIn(heard);
    const told = isOfTwo(chat.id) ? { ...own, addresses: addressesIn(chat) } : null;
    const learned = contacts.learn(session, told ?? { ...own, addresses: fromMe ? [] : addressesIn(sender) });
    return { chatId: (told && learned?.person.chat) ?? chat.id, written: learned?.written ?? Promise.resolve() };
  };

  const take = async (session: SessionId, chatId: ChatId, stanza: Heard, keys: readonly string[]): Promise<void> => {
    const heard = kept.heard(session, chatId, stanza);
    const before = positionOf(keys);
    const unreadChat = before === null ? null : unreadIn(before);
    const entry = before === null ? heardFact(heard, making) : unreadChat && readAfterAll(heard, making);
    // A repair stands in the stream of its message, which may belong to a conversation that was merged.
    if (entry) await append(session, unreadChat ?? chatId, entry);
  };

  const recordOne = async (session: SessionId, heard: Heard): Promise<void> => {
    if (heard.said.type === 'nothing' || isSent(heard, session)) return;
    const { chatId, written } = meet(session, heard);
    const keys = keysOf(session, heard);
    const same = keys.map((key) => underWay.get(key)).find((each) => each !== undefined);
    const taken = same ? same.then(() => take(session, chatId, heard, keys)) : take(session, chatId, heard, keys);
    for (const key of keys) underWay.set(key, taken);
    try {
      await Promise.all([written, taken]);
    } finally {
      for (const key of keys) if (underWay.get(key) === taken) underWay.delete(key);
    }
  };

  return {
    async record(session, stanzas) {
      // In one turn, so that one commit takes them all.
      await Promise.all(stanzas.map(({ heard }) => recordOne(session, heard)));
      for (const { ring, changes } of lastOf(stanzas.flatMap(({ keys }) => keys))) await vault.setKeys(ring, changes);
    },
    isOnRecord(session, stanza) {
      const position = positionOf(keysOf(session, stanza));
      return position !== null && unreadIn(position) === null;
    },
  };
};

const addressesIn = ({ id, other }: Address): readonly ChatId[] => (other === null ? [id] : [id, other]);

/** What a stanza says of its sender. */
const namesIn = ({ pushName, verifiedName, username }: Heard): Omit<Told, 'addresses'> => ({
  names: {
    ...(pushName === null ? {} : { pushName }),
    ...(verifiedName === undefined ? {} : { verifiedName }),
    ...(username === undefined ? {} : { username }),
  },
  business: verifiedName !== undefined,
});

/** The last value of each key, by ring. */
const lastOf = (keys: readonly ChangedKeys[]): readonly ChangedKeys[] => {
  const rings = new Map<number, Map<string, ChangedKeys['changes'][number]>>();
  for (const { ring, changes } of keys) {
    const last = rings.get(ring) ?? new Map();
    rings.set(ring, last);
    for (const change of changes) last.set(`${change.type}/${change.id}`, change);
  }
  return [...rings].map(([ring, last]) => ({ ring, changes: [...last.values()] }));
};
