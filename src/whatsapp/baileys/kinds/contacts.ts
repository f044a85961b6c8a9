import type { proto } from 'baileys';
import { type Card, type ContactsContent, nameOf, vcardOf } from '../../../messages/contacts.ts';
import type { Decoded, Decoder, Encoder } from './kind.ts';
import { storable } from './words.ts';

const cardMessage = (card: Card) => ({ displayName: nameOf(card), vcard: vcardOf(card) });

/** Business cards: one alone is a message of another kind than several. */
export const contacts: Encoder<ContactsContent> = {
  speaks: true,
  message({ cards }) {
    const [only, ...others] = cards.map(cardMessage);
    if (only && others.length === 0) return { contactMessage: only };
    return {
      contactsArrayMessage: { displayName: `${cards.length} contacts`, contacts: cards.map(cardMessage) },
    };
  },
};

/** Cards without a vCard have nothing to keep but a name. */
const cardsIn = (members: readonly proto.Message.IContactMessage[]): Decoded<ContactsContent> | null => {
  const cards = members.flatMap(({ vcard }) => (vcard ? [{ vcard: storable(vcard).trim() }] : []));
  return cards.length === 0 ? null : { content: { kind: 'contacts', cards }, file: null };
};

export const contactsIn: Decoder<Decoded<ContactsContent>> = {
  contactMessage: (member) => cardsIn([member]),
  contactsArrayMessage: ({ contacts: members }) => cardsIn(members ?? []),
};
