/** Events of what came in, of what was written on the own phone, and of what became of any message. */
import type { FactOf } from '../../../events/facts/catalogue.ts';
import type { Recorded } from '../../../events/log/log.ts';
import { type ChatId, isOfTwo, type SessionId } from '../../../kernel/ids.ts';
import { keyOf } from '../../../projections/chats/message-key.ts';
import type { MessageRow } from '../../../projections/chats/messages.ts';
import type { MessageObject } from '../../../views/message-object.ts';
import { openVote } from '../../../views/poll-votes.ts';
import { unlessDamaged } from '../../../projections/job-view.ts';
import type { ConversationThen, Then } from '../then/then.ts';
import { iso, notMine, pathTo, sessionOf, type Full, type Teller, type Told } from './told.ts';

type Change = Recorded<FactOf<'message.edited' | 'message.deleted' | 'message.reacted' | 'poll.voted'>>;
type Author = Pick<Change['data'], 'direction' | 'by' | 'byOther'>;

interface About {
  readonly fact: Recorded;
  readonly session: SessionId;
  readonly conversation: ConversationThen;
  readonly messageId: string;
  readonly author: Author | null;
}

const addressesOf = ({ by, byOther }: Author): readonly ChatId[] => (byOther === undefined ? [by] : [by, byOther]);

/** In a chat of two, the other person; elsewhere, the author. */
const contactOf = ({ session, conversation: { chatId }, author }: About, { contacts }: Then) => {
  if (isOfTwo(chatId)) return contacts.idOf(session, chatId);
  if (author === null || author.direction === 'out') return null;
  const ids = addressesOf(author).map((id) => contacts.idOf(session, id));
  return ids.find((id) => id !== null) ?? null;
};

const told = (about: About, then: Then, full: () => Full): Told => ({
  ids: { messageId: about.messageId, jobId: null, contactId: contactOf(about, then) },
  href: pathTo(about.session, 'messages', about.messageId),
  chatId: about.conversation.chatId,
  full,
});

const aboutOf = (fact: Recorded, then: Then, messageId: string, author: Author | null): About => {
  const session = sessionOf(fact);
  return { fact, session, conversation: then.conversation(session, fact.header.chatId ?? ''), messageId, author };
};

const shown = (row: MessageRow | null, { conversation: { chats } }: About, then: Then): MessageObject | null =>
  row && then.shower.ofRow(row, chats);

const isErased = (message: MessageObject | null): boolean => message !== null && message.erasedAt !== null;

/** A message that came in, or that was written on the own phone. */
export const tellReceived: Teller = (fact, then) => {
  if (fact.type !== 'message.received') throw notMine(fact);
  const about = aboutOf(fact, then, fact.data.messageId, fact.data);
  return told(about, then, () => {
    const message = shown(then.messages.at(fact.position), about, then);
    return { members: { message }, erased: isErased(message) };
  });
};

/** The message of this conversation with an id; null if it is not on record. */
const rowOf = ({ session, conversation: { chats }, messageId }: About, then: Then): MessageRow | null =>
  then.shower.records.find(session, chats, keyOf(messageId));

const tellAbout = (about: About, then: Then, more: () => Readonly<Record<string, unknown>>): Told =>
  told(about, then, () => {
    const message = shown(rowOf(about, then), about, then);
    const erased = isErased(message) || then.isErased(about.fact.position);
    return { members: { message, ...more() }, erased };
  });

export const tellRepaired: Teller = (fact, then) => {
  if (fact.type !== 'message.repaired') throw notMine(fact);
  return tellAbout(aboutOf(fact, then, fact.data.messageId, null), then, () => ({}));
};

/** Who changed a message, and when by WhatsApp's time. */
const doing = ({ data, header }: Change, { session }: About, then: Then) => ({
  from: then.person(session, header.chatId, data.direction === 'out' ? 'self' : addressesOf(data)),
  at: iso(data.sentAt),
});

const changed =
  (
    types: readonly Change['type'][],
    more: (fact: Change, about: About, then: Then) => Readonly<Record<string, unknown>>,
  ): Teller =>
  (fact, then) => {
    if (!isChange(fact) || !types.includes(fact.type)) throw notMine(fact);
    const about = aboutOf(fact, then, fact.data.messageId, fact.data);
    return tellAbout(about, then, () => more(fact, about, then));
  };

const isChange = (fact: Recorded): fact is Change =>
  fact.type === 'message.edited' ||
  fact.type === 'message.deleted' ||
  fact.type === 'message.reacted' ||
  fact.type === 'poll.voted';

export const tellEdited = changed(['message.edited'], (fact, about, then) => ({ edit: doing(fact, about, then) }));

export const tellDeleted = changed(['message.deleted'], (fact, about, then) => ({
  deletion: doing(fact, about, then),
}));

export const tellReacted = changed(['message.reacted'], (fact, about, then) => {
  const content = then.shower.records.contentAt(fact.position);
  return { reaction: { emoji: content?.kind === 'reaction' ? content.emoji : null, ...doing(fact, about, then) } };
});

const known = (ids: readonly (ChatId | null)[]): ChatId[] => ids.filter((id) => id !== null);

/** What a vote says; null if it was erased, or if the poll that opens it is not on record. */
const chosenIn = ({ position, data, header }: Change, about: About, then: Then): readonly string[] | null => {
  const row = rowOf(about, then);
  const content = row && then.shower.records.read(row, about.conversation.chats).content;
  const vote = unlessDamaged(() => then.log.beside('vote', position, 0));
  if (row === null || content?.kind !== 'poll' || vote === null) return null;
  const own = then.shower.ownIds(about.session, header.chatId ?? '');
  const author = known([row.by, row.byOther, ...(row.own ? own : [])]);
  const voter = known([...addressesOf(data), ...(data.direction === 'out' ? own : [])]);
  return openVote(
    { messageId: about.messageId, secret: content.secret, options: content.options, author },
    voter,
    vote,
  );
};

export const tellVoted = changed(['poll.voted'], (fact, about, then) => ({
  vote: { options: chosenIn(fact, about, then), ...doing(fact, about, then) },
}));
