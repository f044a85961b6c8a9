/**
 * Puts what WhatsApp hands over on record.
 *
 * It guarantees that each stanza is on record once, in the order in which it was handed over, under the conversation
 * that its chat is known as, and that keys are stored only after the facts of their stanzas. A stanza that comes again
 * meets its own claim, whichever of the sender's addresses it names. One that could not be read then and can be now is
 * a repair. It assumes that the stanzas of a session come one batch after the other.
 */
import { type Append, Claimed, type Entry, type EventLog } from '../../events/log/log.ts';
import { claimOf, heardClaim, repairedClaim } from '../../events/facts/catalogue.ts';
import { NO_HEADER } from '../../events/facts/header.ts';
import { WHATSAPP } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import { type ChatId, isOfTwo, jobIds, phoneNumberOf, type SessionId, streamOf } from '../../kernel/ids.ts';
import { jobOfMessage } from '../../kernel/message-ids.ts';
import type { Reads } from '../../projections/reads.ts';
import type { Address, ChangedKeys, Heard, HeardName, Hearing } from '../../whatsapp/heard.ts';
import type { Vault } from '../../whatsapp/vault.ts';
import { heardFact, readAfterAll } from './heard-facts.ts';
import { keptWords } from './kept-words.ts';

export interface HearingPorts {
  readonly log: Pick<EventLog, 'append' | 'claimed' | 'page'>;
  readonly reads: Pick<Reads, 'chats' | 'groups' | 'jobs' | 'messages' | 'erasures'>;
  readonly vault: Pick<Vault, 'setKeys'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly entropy: Entropy;
}

export const createHearing = ({ log, reads, vault, clock, entropy }: HearingPorts): Hearing => {
  const newId = jobIds({ clock, entropy });
  const kept = keptWords(reads);
  const making = { entropy, newMediaId: () => `med_${newId()}` };

  /** The position of the fact of a stanza, under any spelling of its sender; null if it is not on record. */
  const positionOf = (session: SessionId, chatId: ChatId, { sender, fromMe, messageId }: HeardName): number | null => {
    const direction = fromMe ? 'out' : 'in';
    const spellings = isOfTwo(chatId)
      ? [sender.id]
      : [sender.id, sender.other, reads.groups.idOf(session, chatId, sender.id)].filter((each) => each !== null);
    for (const by of spellings) {
      const position = log.claimed(heardClaim(session, chatId, { by, direction }, messageId));
      if (position !== null) return position;
    }
    return null;
  };

  /** Whether the message at this position could not be read, and was neither repaired nor erased since. */
  const isUnread = (position: number): boolean => {
    const [fact] = log.page({ after: position - 1, upTo: position, limit: 1 });
    if (fact?.type !== 'message.received' || fact.data.unread === undefined) return false;
    if (reads.erasures.erased(position)) return false;
    const { session, chatId } = fact.header;
    return log.claimed(repairedClaim(session, chatId, fact.data.messageId)) === null;
  };

  /** Whether it is on record now; false if its claim is held. */
  const append = async (session: SessionId, chatId: ChatId, said: Entry): Promise<boolean> => {
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
      return true;
    } catch (thrown) {
      if (thrown instanceof Claimed) return false;
      throw thrown;
    }
  };

  /** The phone may hand over what a job has sent. */
  const isSent = ({ fromMe, messageId }: Heard, session: SessionId): boolean => {
    const job = fromMe ? jobOfMessage(messageId) : null;
    return job !== null && reads.jobs.rowById(job)?.session === session;
  };

  const recordOne = async (session: SessionId, chatId: ChatId, stanza: Heard): Promise<void> => {
    if (isSent(stanza, session)) return;
    const heard = kept.heard(session, chatId, stanza);
    const before = positionOf(session, chatId, heard);
    if (before !== null) return repairOne(session, chatId, heard, before);
    const entry = heardFact(heard, making);
    if (entry === null || (await append(session, chatId, entry))) return;
    // One that came at the same moment was first, and may be one that could not be read.
    const first = positionOf(session, chatId, heard);
    if (first !== null) await repairOne(session, chatId, heard, first);
  };

  const repairOne = async (session: SessionId, chatId: ChatId, heard: Heard, before: number): Promise<void> => {
    const entry = isUnread(before) ? readAfterAll(heard, making) : null;
    if (entry) await append(session, chatId, entry);
  };

  return {
    async record(session, stanzas) {
      // Addresses that this batch brings are not in the table yet.
      const fresh = new Map<ChatId, ChatId>();
      const chatOf = ({ id, other }: Address): ChatId => {
        const known = [id, other].map((each) => each && (fresh.get(each) ?? reads.chats.chatOf(session, each)));
        const chatId = known.find((each) => each !== null) ?? numberFirst({ id, other });
        for (const each of [id, other]) if (each !== null && !fresh.has(each)) fresh.set(each, chatId);
        return chatId;
      };
      // In one turn, so that one commit takes them all.
      await Promise.all(stanzas.map(({ heard }) => recordOne(session, chatOf(heard.chat), heard)));
      for (const { ring, changes } of lastOf(stanzas.flatMap(({ keys }) => keys))) await vault.setKeys(ring, changes);
    },
    isOnRecord(session, stanza) {
      const { id, other } = stanza.chat;
      const known = reads.chats.chatOf(session, id) ?? (other && reads.chats.chatOf(session, other));
      const position = positionOf(session, known ?? numberFirst(stanza.chat), stanza);
      return position !== null && !isUnread(position);
    },
  };
};

/** People know numbers: of the two addresses of a person, a new conversation is named by the number. */
const numberFirst = ({ id, other }: Address): ChatId =>
  other !== null && phoneNumberOf(id) === null && phoneNumberOf(other) !== null ? other : id;

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
