/** Contact cards: one, or several under a common name. */
import type { proto } from 'baileys/WAProto/index.js';
import type { PhoneKind } from './kind.ts';
import type { ShownOf } from './shown.ts';

const cardOf = ({ displayName, vcard }: proto.Message.IContactMessage) => ({
  name: displayName ?? '',
  vcard: vcard ?? '',
});

export const contacts: PhoneKind<ShownOf<'contacts'>> = {
  read({ contactMessage, contactsArrayMessage }) {
    const cards = contactMessage ? [contactMessage] : contactsArrayMessage?.contacts;
    return cards ? { kind: 'contacts', contacts: cards.map(cardOf) } : null;
  },
  write({ contacts }) {
    const cards = contacts.map(({ name, vcard }) => ({ displayName: name, vcard }));
    const [only, ...more] = cards;
    return only && more.length === 0
      ? { contactMessage: only }
      : { contactsArrayMessage: { displayName: `${cards.length} contacts`, contacts: cards } };
  },
  marks: ({ contacts }) => ({ type: 'media', mediatype: contacts.length === 1 ? 'vcard' : 'contact_array' }),
};
