/** Events of people: contacts that were merged, calls, and erasures. */
import { isOfTwo, partsOfStream } from '../../../kernel/ids.ts';
import type { Then } from '../then/then.ts';
import { iso, notMine, pathTo, sessionOf, type Teller } from './told.ts';

/** The last part of the name of a stream. */
const lastPart = (stream: string): string => {
  const { id } = partsOfStream(stream);
  return id.slice(id.indexOf('/') + 1);
};

export const tellMerged: Teller = (fact, then) => {
  if (fact.type !== 'contact.merged') throw notMine(fact);
  const session = sessionOf(fact);
  const contactId = lastPart(fact.stream);
  const { contact, chat, addresses } = fact.data;
  return {
    ids: { contactId, mergedContactId: contact },
    href: pathTo(session, 'contacts', contactId),
    chatId: chat,
    full: () => ({ members: { contact: then.person(session, chat, addresses) }, erased: false }),
  };
};

export const tellCall: Teller = (fact, then) => {
  if (fact.type !== 'call.received') throw notMine(fact);
  const session = sessionOf(fact);
  const callId = lastPart(fact.stream);
  const { chat, by, byOther = null, video = false, offline = false, calledAt } = fact.data;
  const from = then.person(session, chat, [by, byOther]);
  return {
    ids: { callId, contactId: from.contactId },
    href: pathTo(session, 'calls', callId, 'reject'),
    chatId: then.conversation(session, chat).chatId,
    full: () => ({ members: { from, video, offline, calledAt: iso(calledAt) }, erased: false }),
  };
};

/** The contact of a conversation with one person. */
const contactOf = (session: string, chatId: string | null, { contacts }: Then): string | null =>
  chatId !== null && isOfTwo(chatId) ? contacts.idOf(session, chatId) : null;

export const tellErased: Teller = (fact, then) => {
  if (fact.type !== 'content.erased') throw notMine(fact);
  const session = sessionOf(fact);
  const { reason, positions, messageId = null, person = null, media = [] } = fact.data;
  const { chatId } = fact.header;
  return {
    ids: { messageId, contactId: contactOf(session, person ?? chatId, then), mediaIds: media },
    href: `/api/erasures/er_${fact.position}`,
    chatId: chatId === null ? null : then.conversation(session, chatId).chatId,
    full: () => ({ members: { reason, facts: positions.length }, erased: false }),
  };
};
