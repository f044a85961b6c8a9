import { type Card, type ContactsContent, nameOf, vcardOf } from '../../../messages/contacts.ts';
import type { Encoder } from './kind.ts';

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
