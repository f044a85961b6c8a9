import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { CONTENT_KINDS, messageKinds } from '../../src/messages/content.ts';
import { wordsOfVcard } from '../../web/src/kinds/contacts.ts';
import type { Kind, Values } from '../../web/src/kinds/kind.ts';
import { KIND_NAMES, lineOfJob, wordsOf } from '../../web/src/kinds/kinds.ts';
import { bodyOf, EMPTY_DRAFT, whatIsWrong } from '../../web/src/pages/send/draft.ts';
import { sizeText } from '../../web/src/words/sizes.ts';

const FILE = { media: 'med_0193f2c4a5b6c7d8e9' };
const messageId = '3EB0C767D82B60E5A9F2';

/** A form of each kind, and the line that stands for it in a list. */
const FORMS: Readonly<Record<Kind, readonly [Values, string]>> = {
  text: [{ body: 'Hello' }, 'Hello'],
  image: [{ ...FILE, caption: 'Our shop', viewOnce: 'yes' }, 'Our shop'],
  video: [{ ...FILE, gif: 'yes' }, 'Video'],
  audio: [FILE, 'Sound'],
  voice: [FILE, 'Voice message'],
  document: [{ ...FILE, fileName: 'invoice.pdf' }, 'invoice.pdf'],
  sticker: [FILE, 'Sticker'],
  location: [{ latitude: '-6.2', longitude: '106.8', name: 'Our shop' }, 'Our shop'],
  contacts: [{ cards: 'Ayu, +62 812-3456-7890\nSari, Dewi, 0812 345' }, 'Ayu, Sari, Dewi'],
  poll: [{ question: 'When?', options: 'Today\nTomorrow', several: 'yes' }, 'When?'],
  reaction: [{ messageId, emoji: '👍' }, '👍'],
  edit: [{ messageId, text: 'Ten o’clock' }, 'Ten o’clock'],
  delete: [{ messageId }, 'Deletion'],
  forward: [{ messageId }, 'Forward'],
};

test('the pages know every kind that Waybill knows', () => {
  expect(KIND_NAMES.toSorted()).toEqual(CONTENT_KINDS.toSorted());
});

describe.each(Object.entries(FORMS) as [Kind, readonly [Values, string]][])('%s', (kind, [values, line]) => {
  const draft = { ...EMPTY_DRAFT, number: '0812', kind, values };
  const member = (bodyOf(draft) as unknown as Record<string, unknown>)[kind];

  test('its form makes what the gateway takes', () => {
    expect(whatIsWrong(draft, null, 0)).toEqual({});
    expect(v.safeParse(messageKinds[kind].member, member).issues).toBeUndefined();
  });

  test('it has a line in a list, and can be sent again', () => {
    expect(lineOfJob({ type: kind, [kind]: member, message: null }).text).toBe(line);
    const again = wordsOf(kind).valuesOf(member as never);
    expect(wordsOf(kind).memberOf(again)).toEqual(member);
  });

  test('its form without anything says what is missing', () => {
    expect(Object.keys(whatIsWrong({ ...draft, values: {} }, null, 0))).toEqual(
      wordsOf(kind)
        .fields.filter(({ missing }) => missing)
        .map(({ name }) => name),
    );
  });
});

test.each([
  ['location', { latitude: '91', longitude: 'east' }, ['latitude', 'longitude']],
  ['poll', { question: 'When?', options: 'Today\nToday' }, ['options']],
  ['poll', { question: 'When?', options: 'Today' }, ['options']],
  ['contacts', { cards: 'Ayu' }, ['cards']],
  ['text', { body: 'x'.repeat(65_537) }, ['body']],
] as const)('a %s that the gateway would refuse is refused in the form', (kind, values, wrong) => {
  expect(Object.keys(whatIsWrong({ ...EMPTY_DRAFT, number: '0812', kind, values }, null, 0))).toEqual(wrong);
});

test('a message about another one answers none', () => {
  const draft = { ...EMPTY_DRAFT, number: '0812', replyTo: messageId };
  expect(bodyOf({ ...draft, values: { body: 'Hello' } })).toHaveProperty('replyTo', messageId);
  expect(bodyOf({ ...draft, kind: 'delete', values: { messageId } })).not.toHaveProperty('replyTo');
});

test('a job whose content was erased says so', () => {
  expect(lineOfJob({ type: null, message: null }).text).toBe('Its content was erased.');
});

test('a forward is shown with the words that it passes on', () => {
  const job = { type: 'forward', forward: { messageId }, message: 'Hello' } as const;
  expect(lineOfJob(job).text).toBe('Hello');
});

test('a card is read for its name and its numbers', () => {
  const vcard = 'BEGIN:VCARD\nVERSION:3.0\nFN:Ayu\nitem1.TEL;type=CELL;waid=62812:+62 812\nTEL:0813\nEND:VCARD';
  expect(wordsOfVcard(vcard)).toEqual({ name: 'Ayu', numbers: ['+62 812', '0813'] });
});

test.each([
  [0, '0 bytes'],
  [512, '512 bytes'],
  [1_536, '1.5 kB'],
  [12 * 1_048_576, '12 MB'],
] as const)('%d bytes are %s', (bytes, words) => {
  expect(sizeText(bytes)).toBe(words);
});
