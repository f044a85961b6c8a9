import { type KindWords, linesOf, type Member } from './kind.ts';

type Card = Member<'contacts'>[number];

/** A card as it is shown: the name, and what the phone offers to dial. */
export interface CardWords {
  readonly name: string;
  readonly numbers: readonly string[];
}

/** The name and the numbers of a vCard. */
export const wordsOfVcard = (vcard: string): CardWords => ({
  name: /^FN[^:\r\n]*:(.+)$/im.exec(vcard)?.[1]?.trim() ?? 'Contact',
  numbers: [...vcard.matchAll(/^(?:\w+\.)?TEL[^:\r\n]*:(.+)$/gim)].map(([, number = '']) => number.trim()),
});

export const wordsOfCard = (card: Card): CardWords =>
  'vcard' in card ? wordsOfVcard(card.vcard) : { name: card.name, numbers: card.phones.map(({ number }) => number) };

const LINE = /^(.*\S)\s*,\s*(\+?[\d\s().-]{5,30})$/;

/** `Ayu, +62 812-3456-7890`; null for a line without a name or a number. */
const cardOf = (line: string): Card | null => {
  const [, name, number] = LINE.exec(line) ?? [];
  return name === undefined || number === undefined ? null : { name, phones: [{ number }] };
};

export const contacts: KindWords<'contacts'> = {
  word: 'Contacts',
  icon: 'people',
  preview: (cards) => cards.map((card) => wordsOfCard(card).name).join(', '),
  fields: [
    {
      name: 'cards',
      label: 'People',
      input: 'text',
      missing: 'Whose number is it?',
      hint: 'A line for each: the name, a comma and the number',
      placeholder: 'Ayu, +62 812-3456-7890',
      wrong(text) {
        const odd = linesOf(text).find((line) => cardOf(line) === null);
        return odd === undefined ? null : `“${odd}” is not a name, a comma and a number.`;
      },
    },
  ],
  memberOf: ({ cards = '' }) => linesOf(cards).flatMap((line) => cardOf(line) ?? []),
  valuesOf: (cards) => ({
    cards: cards
      .map(wordsOfCard)
      .map(({ name, numbers }) => `${name}, ${numbers[0] ?? ''}`)
      .join('\n'),
  }),
};
