/** Business cards: up to twenty people with their numbers, or vCards as they are. */
import * as v from 'valibot';
import { firstLine, type MessageKind, STANDS_ALONE, storedAsJson } from './kind.ts';
import { oneOf } from './one-of.ts';
import { words } from './words.ts';

const CARDS_MAX = 20;
const PHONES_MAX = 10;
const NAME_MAX = 255;
const VCARD_MAX = 16_384;

const Phone = v.strictObject({
  number: v.pipe(
    v.string(),
    v.regex(/^\+?[\d\s().-]{5,30}$/, 'Expected a phone number'),
    v.examples(['+62 812-3456-7890']),
  ),
  type: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,20}$/, 'Expected a word such as CELL or WORK'))),
});

const Person = v.strictObject({
  name: v.pipe(words(NAME_MAX), v.examples(['Ayu'])),
  phones: v.pipe(
    v.array(Phone),
    v.minLength(1, 'Expected at least 1 number'),
    v.maxLength(PHONES_MAX, `Expected at most ${PHONES_MAX} numbers`),
  ),
  organization: v.optional(words(NAME_MAX)),
  email: v.optional(v.pipe(v.string(), v.email('Expected an email address'))),
});

const VCard = v.strictObject({
  vcard: v.pipe(
    words(VCARD_MAX),
    v.regex(/^\s*BEGIN:VCARD\r?\n[\s\S]*\nEND:VCARD\s*$/i, 'Expected a vCard, from BEGIN:VCARD to END:VCARD'),
  ),
});

const Card = oneOf([Person, VCard], 'Expected a name with phones, or a vcard');
export type Card = v.InferOutput<typeof Card>;

const ContactsMember = v.pipe(
  v.array(Card),
  v.minLength(1, 'Expected at least 1 contact'),
  v.maxLength(CARDS_MAX, `Expected at most ${CARDS_MAX} contacts`),
);

/** As they are stored: others may send more of them, and vCards that are longer or damaged. */
export const ContactsContent = v.strictObject({
  kind: v.literal('contacts'),
  cards: v.array(v.union([Person, v.strictObject({ vcard: v.string() })])),
});
export type ContactsContent = v.InferOutput<typeof ContactsContent>;

/** RFC 2426, section 5: what would end a value is escaped, and a line break is written as `\n`. */
const escaped = (value: string): string => value.replace(/[\\;,]/g, '\\$&').replace(/\r\n?|\n/g, '\\n');

const phoneLine = ({ number, type = 'CELL' }: v.InferOutput<typeof Phone>): string => {
  // Phones offer to write to the number named by `waid`: digits with the country's code.
  const waid = number.trim().startsWith('+') ? `;waid=${number.replace(/\D/g, '')}` : '';
  return `TEL;type=${type.toUpperCase()}${waid}:${number.trim()}`;
};

const line = (name: string, value: string | undefined): string[] =>
  value === undefined ? [] : [`${name}:${escaped(value)}`];

/** The vCard 3.0 of a card, as WhatsApp's own clients write it. */
export const vcardOf = (card: Card): string => {
  if ('vcard' in card) return card.vcard.trim();
  const { name, phones, organization, email } = card;
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:;${escaped(name)};;;`,
    ...line('FN', name),
    ...line('ORG', organization),
    ...phones.map(phoneLine),
    ...line('EMAIL', email),
    'END:VCARD',
  ];
  return lines.join('\n');
};

/** The name that a card is shown by. */
export const nameOf = (card: Card): string =>
  'name' in card ? card.name : (/^FN[^:\r\n]*:(.+)$/im.exec(card.vcard)?.[1]?.trim() ?? 'Contact');

export const contacts: MessageKind<ContactsContent, typeof ContactsMember> = {
  ...STANDS_ALONE,
  ...storedAsJson<'contacts', ContactsContent>('contacts'),
  limits: { contactsMax: CARDS_MAX, phonesMax: PHONES_MAX, nameCharactersMax: NAME_MAX, vcardCharactersMax: VCARD_MAX },
  schema: ContactsContent,
  member: ContactsMember,
  of: (cards) => ({ kind: 'contacts', cards }),
  shown: ({ cards }) => cards,
  textOf: () => null,
  preview: ({ cards }) => firstLine(cards.map(nameOf).join(', ')),
};
