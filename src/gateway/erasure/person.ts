/** Finds everything that a person said, and everything in the chats with them. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { keyOf } from '../../projections/chats/message-key.ts';
import type { Reads } from '../../projections/reads.ts';
import { type Finder, type Found, namedBy, nothingFound } from './said-about.ts';

interface PersonPorts {
  readonly log: Pick<EventLog, 'search' | 'read' | 'head'>;
  readonly reads: Reads;
  readonly finder: Finder;
}

export interface ErasedPerson {
  readonly session: SessionId;
  /** All of their addresses, the main one first. */
  readonly addresses: readonly [ChatId, ...ChatId[]];
  /** Streams whose contents are about this person alone, such as the one with their names. */
  readonly streams: readonly string[];
}

/** Facts between two turns of the event loop. */
const PAGE = 500;

const isBy = (ids: ReadonlySet<string>, { by, byOther }: { by?: string | null; byOther?: string | null }): boolean =>
  [by, byOther].some((id) => id != null && ids.has(id));

export const personFinder = ({ log, reads, finder }: PersonPorts) => {
  const chatsWith = ({ session, addresses }: ErasedPerson): ReadonlySet<ChatId> =>
    new Set(
      addresses.flatMap((address) => [
        address,
        ...reads.chats.addresses(session, reads.chats.conversation(session, address)?.chatId ?? address),
      ]),
    );

  /** Whether a fact says something in a chat with the person, or by the person elsewhere. */
  const concerns = (ids: ReadonlySet<string>, fact: Recorded): boolean => {
    if (namedBy(fact).length === 0 || fact.stream.startsWith('media/')) return false;
    if (fact.header.chatId !== null && ids.has(fact.header.chatId)) return true;
    if (fact.type === 'message.repaired') {
      const rows = reads.messages.withKey(fact.header.session ?? '', keyOf(fact.data.messageId));
      return rows.some((row) => row.chat === fact.header.chatId && isBy(ids, row));
    }
    const said = fact.data as { direction?: string; by?: string; byOther?: string };
    return said.direction === 'in' && isBy(ids, said);
  };

  /** A message also takes what others said of it, and one by the person what passes it on to anybody. */
  const add = (found: Found, session: SessionId, fact: Recorded): void => {
    finder.addFact(found, fact);
    if (fact.type !== 'message.received') return;
    const chat = fact.header.chatId ?? '';
    const chats = reads.chats.addresses(session, reads.chats.conversation(session, chat)?.chatId ?? chat);
    const { position } = fact;
    const message = { session, key: keyOf(fact.data.messageId), chats, position, saidAt: position };
    finder.addMessage(found, message, fact.data.direction === 'in' ? 'too' : 'not');
  };

  return async (person: ErasedPerson): Promise<Found> => {
    const { session, addresses, streams } = person;
    const ids = new Set([...addresses, ...chatsWith(person)]);
    const found = nothingFound();
    const { position: upTo } = log.head();
    for (let after = 0; after < upTo; ) {
      const page = await log.search({ session, after, upTo, limit: PAGE });
      for (const fact of page) if (concerns(ids, fact)) add(found, session, fact);
      after = page.at(-1)?.position ?? upTo;
      await nextTurn();
    }
    // Last, because names may come in while the log is searched.
    for (const stream of streams)
      for (const fact of log.read(stream)) if (namedBy(fact).length > 0) found.positions.add(fact.position);
    return found;
  };
};
