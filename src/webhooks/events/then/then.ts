/**
 * Everything as it was right after a fact.
 *
 * The tables hold the state of today and the log that of any day. Here the tables say where to look, and the log says
 * what stood there: a few facts of a few streams, however long the chat is. So a body can be made at any later time and
 * is the same.
 */
import type { Recorded } from '../../../events/log/log.ts';
import { type ChatId, type JobId, type SessionId, streamOf } from '../../../kernel/ids.ts';
import { type JobView, type JobRow, jobRowAfter, jobViewer } from '../../../projections/job-view.ts';
import { type MessageShower, messageShower } from '../../../views/shown-message.ts';
import type { Person } from '../../../views/person.ts';
import type { AccountThen } from './accounts.ts';
import { type ContactsThen, contactsThen } from './contacts-then.ts';
import { type MediaThen, mediaThen } from './media-then.ts';
import { type MessagesThen, messagesThen } from './messages-then.ts';
import { type EndOf, lastOf, type ThenPorts } from './ports.ts';

/** A conversation, by the name that it had, with all addresses that were known. */
export interface ConversationThen {
  readonly chatId: ChatId;
  readonly chats: readonly ChatId[];
}

export interface Then {
  readonly log: ThenPorts['log'];
  readonly contacts: ContactsThen;
  readonly messages: MessagesThen;
  readonly media: MediaThen;
  readonly shower: MessageShower;
  conversation(session: SessionId, address: ChatId): ConversationThen;
  /** The person with these addresses; for the account itself, its own. */
  person(session: SessionId, chat: ChatId | null, by: readonly (ChatId | null)[] | 'self'): Person;
  /** The facts of a job, and its row. */
  job(id: JobId): { readonly facts: readonly Recorded[]; readonly row: JobRow; readonly view: JobView };
  /** Whether what stood beside a fact was erased; this is the one thing that is asked of today. */
  isErased(position: number): boolean;
}

/** The log and the tables, with answers that many bodies share. */
interface Known extends ThenPorts {
  readonly accounts: AccountThen;
  readonly endOf: EndOf;
}

export const thenAfter = ({ accounts, ...given }: Known, fact: Recorded): Then => {
  const { position } = fact;
  const ports = { ...given, log: knowing(given.log, fact) };
  const { log, reads } = ports;
  const contacts = contactsThen(ports, position);
  const messages = messagesThen(ports, position);
  const media = mediaThen(ports, position);

  const self = (session: SessionId, chat: ChatId): ChatId | null => {
    const row = reads.groups.byChat(session, chat);
    if (row === null || row.recordedAt <= position) return row?.self ?? null;
    const fact = lastOf(log, streamOf.group(session, chat), { upTo: position, type: 'group.recorded' });
    return fact?.type === 'group.recorded' ? fact.data.self : null;
  };

  const jobFacts = (id: JobId): readonly Recorded[] => log.read(streamOf.job(id), { upTo: position });

  const shower = messageShower({
    log: { ...log, head: () => ({ position, hash: '' }) },
    reads: {
      contacts,
      messages,
      media,
      erasures: reads.erasures,
      sessions: { addresses: (session) => accounts(session, position) },
      groups: {
        byChat(session, chat) {
          const own = self(session, chat);
          return own === null ? null : { self: own };
        },
      },
      jobs: {
        rowById(id) {
          const facts = jobFacts(id);
          return facts.length === 0 ? null : jobRowAfter(facts);
        },
      },
    },
  });

  return {
    log,
    contacts,
    messages,
    media,
    shower,
    conversation(session, address) {
      const contact = contacts.of(session, address);
      const chatId = contact?.chat ?? address;
      return { chatId, chats: [...new Set([chatId, ...(contact?.addresses ?? []), address])] };
    },
    person: (session, chat, by) =>
      shower.people.personWith(session, by === 'self' ? shower.ownIds(session, chat ?? '') : by),
    job(id) {
      const facts = jobFacts(id);
      const row = jobRowAfter(facts);
      return { facts, row, view: jobViewer(log)(row) };
    },
    isErased: (at) => reads.erasures.erased(at) !== null,
  };
};

/** A log that answers with a fact that is in hand, instead of reading it again. */
const knowing = ({ page, read, content, beside, head }: ThenPorts['log'], fact: Recorded): ThenPorts['log'] => ({
  page: (query) =>
    query.upTo === fact.position && query.after === fact.position - 1 && query.stream === undefined
      ? [fact]
      : page(query),
  read,
  content,
  beside,
  head,
});
