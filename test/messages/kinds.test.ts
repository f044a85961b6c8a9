/** What holds for every kind of message, and the table of what each refuses. */
import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  type Content,
  CONTENT_KINDS,
  type ContentKind,
  memberOf,
  messageKinds,
  mediaOf,
  passOn,
  previewOf,
  readContent,
  refersTo,
  textOf,
  writeContent,
} from '../../src/messages/content.ts';
import type { Made } from '../../src/messages/kind.ts';
import { rounds } from '../support/rounds.ts';

const MEDIA = 'med_0193f2c4a5b6c7d8e9';
const MESSAGE = '3EB0C767D82B60E5A9F2';
const media = { id: MEDIA };
const made: Made = {
  media: [MEDIA],
  secret: Buffer.alloc(32).toString('base64'),
  passedOn: { kind: 'text', body: 'Hello', score: 1 },
  preview: null,
};

const words = (max: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: max })
    .filter((text) => /[\p{L}\p{N}]/u.test(text) && text.length <= max && text.isWellFormed());
const maybe = <T>(name: string, value: fc.Arbitrary<T>) =>
  fc.option(value).map((one) => (one === null ? {} : { [name]: one }));
const merged = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as object);
const caption = maybe('caption', words(200));
const flag = (name: string) => maybe(name, fc.boolean());

/** Members as clients send them, of every kind. */
const members: Record<ContentKind, fc.Arbitrary<unknown>> = {
  text: merged(
    fc.record({ body: words(500) }),
    maybe('background', fc.constant('#128C7E')),
    maybe('font', fc.constantFrom('SYSTEM_BOLD', 'EXO2_EXTRABOLD')),
  ),
  image: merged(fc.constant({ media }), caption, flag('viewOnce'), flag('asDocument')),
  video: merged(fc.constant({ media }), caption, flag('viewOnce'), flag('gif')),
  audio: merged(fc.constant({ media }), flag('asDocument')),
  voice: fc.constant({ media }),
  document: merged(fc.constant({ media }), caption, maybe('fileName', words(255))),
  sticker: fc.constant({ media }),
  location: merged(
    fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }).map((degrees) => degrees + 0),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }).map((degrees) => degrees + 0),
    }),
    maybe('name', words(255)),
    maybe('address', words(500)),
  ),
  contacts: fc.array(
    merged(
      fc.record({ name: words(255), phones: fc.constant([{ number: '+62 812-3456-7890' }]) }),
      maybe('organization', words(255)),
    ),
    { minLength: 1, maxLength: 20 },
  ),
  poll: fc.record({
    question: words(255),
    options: fc.uniqueArray(words(100), { minLength: 2, maxLength: 12 }),
    selectable: fc.integer({ min: 0, max: 2 }),
  }),
  reaction: fc.record({ messageId: fc.constant(MESSAGE), emoji: fc.constantFrom('👍', '', '👩‍👩‍👧', '🇮🇩', '1️⃣', '❤️') }),
  edit: fc.record({ messageId: fc.constant(MESSAGE), text: words(500) }),
  delete: fc.constantFrom({ messageId: MESSAGE }, { messageId: MESSAGE, for: 'everyone' }),
  forward: fc.constant({ messageId: MESSAGE }),
};

const contentOf = (kind: ContentKind, member: unknown): Content => {
  const { member: schema, of } = messageKinds[kind];
  const checked = v.parse(schema, member);
  return (of as (checked: unknown, made: Made) => Content)(checked, made);
};

test.each(['\u001e', '\u001e{"body":', '\u001e[1]', '{"body":"Hello"}'])(
  'a text %j that was stored before texts had previews is read as it is, and is stored so that it stays',
  (body) => {
    const content = { kind: 'text', body } as const;
    expect(readContent('text', body)).toEqual(content);
    expect(readContent('text', writeContent(content))).toEqual(content);
  },
);

test.each(CONTENT_KINDS)('%s: what is written is read again, and its line for lists is short', (kind) => {
  fc.assert(
    fc.property(members[kind], (member) => {
      const content = contentOf(kind, member);
      expect(content.kind).toBe(kind);
      expect(readContent(kind, writeContent(content))).toEqual(content);
      expect(previewOf(content).length).toBeLessThanOrEqual(120);
      expect(previewOf(content)).not.toContain('\n');
      expect(mediaOf(content)).toEqual('media' in content ? [MEDIA] : []);
      expect(refersTo(content)).toBe(['reaction', 'edit', 'delete'].includes(kind) ? MESSAGE : null);
      // Clients see no secret, and what is theirs as they sent it.
      expect(JSON.stringify(memberOf(content))).not.toContain(made.secret);
      expect(member).toMatchObject(kind === 'document' || kind === 'delete' ? {} : (memberOf(content) as object));
      const again = passOn({ kind: 'forward', messageId: MESSAGE, passedOn: passOn(content) });
      expect(again).toEqual({ ...passOn(content), score: passOn(content).score + 1 });
      const forward: Content = { kind: 'forward', messageId: MESSAGE, passedOn: passOn(content) };
      expect([textOf(forward), mediaOf(forward)]).toEqual([textOf(content), mediaOf(content)]);
    }),
    { numRuns: rounds(30) },
  );
});

test.each([
  ['image', { caption: 'Your parcel', viewOnce: true }],
  ['video', { caption: 'Your parcel', viewOnce: false, gif: true }],
  ['audio', {}],
  ['voice', {}],
] as const)('%s sent as a document is a document with its caption, and is read again', (kind, member) => {
  const asked = v.parse(messageKinds[kind].member, { media, ...member, asDocument: true });
  const content = (messageKinds.document.of as (checked: unknown, made: Made) => Content)(asked, made);
  const { caption: said } = { caption: undefined, ...member };
  expect(content).toEqual({ kind: 'document', media: MEDIA, ...(said === undefined ? {} : { caption: said }) });
  expect(readContent('document', writeContent(content))).toEqual(content);
});

test('what is stored and is none of its kind is read as nothing', () => {
  for (const kind of CONTENT_KINDS.filter((other) => other !== 'text')) {
    for (const stored of ['', '{', 'null', '[]', '{}', '{"kind":"text","body":"Hello"}', '"text"']) {
      expect(readContent(kind, stored)).toBeNull();
    }
  }
});

test('what another Waybill passed on, of a kind that is not known here, is nothing that could be sent', () => {
  const forward: Content = {
    kind: 'forward',
    messageId: MESSAGE,
    passedOn: { kind: 'toString', body: '{}', score: 1 },
  };
  expect([textOf(forward), mediaOf(forward), previewOf(forward)]).toEqual([null, [], 'Forwarded message']);
});

const options = (count: number) => Array.from({ length: count }, (_, n) => `Option ${n}`);
const card = { name: 'Ayu', phones: [{ number: '+62 812 3456 7890' }] };
const place = { latitude: 0, longitude: 0 };
const poll = { question: 'When?', options: options(2) };

describe('is refused', () => {
  test.each<[why: string, kind: ContentKind, member: unknown]>([
    ['a text of blanks alone', 'text', { body: ' \u200b\n' }],
    ['a text with half a surrogate pair', 'text', { body: 'Hello \ud83d' }],
    ['a text that is too long', 'text', { body: 'x'.repeat(65_537) }],
    ['a blank caption', 'image', { media, caption: ' ' }],
    ['a caption that is too long', 'video', { media, caption: 'x'.repeat(1_025) }],
    ['a picture without a file', 'image', { caption: 'Hello' }],
    ['a file that is named in two ways', 'image', { media: { id: MEDIA, url: 'https://example.com/a.png' } }],
    ['bytes that are no base64', 'image', { media: { data: '???' } }],
    ['a video that is a round note and repeats', 'video', { media, gif: true, round: true }],
    ['a round note with a caption', 'video', { media, round: true, caption: 'Hello' }],
    ['a caption on a voice note', 'voice', { media, caption: 'Hello' }],
    ['a document without a name', 'document', { media, fileName: '' }],
    ['a place beyond the pole', 'location', { ...place, latitude: 91 }],
    ['a place beyond the meridian', 'location', { ...place, longitude: -180.5 }],
    ['a place in words', 'location', { ...place, latitude: '1' }],
    ['nobody', 'contacts', []],
    ['21 cards', 'contacts', Array.from({ length: 21 }, () => card)],
    ['a card without a number', 'contacts', [{ ...card, phones: [] }]],
    ['a number that would end its line', 'contacts', [{ ...card, phones: [{ number: '+62 812\nEMAIL:x' }] }]],
    [
      'a type of number that would end its line',
      'contacts',
      [{ ...card, phones: [{ number: '+62812345', type: 'A:B' }] }],
    ],
    ['a vCard without an end', 'contacts', [{ vcard: 'BEGIN:VCARD\nVERSION:3.0' }]],
    ['a poll of one option', 'poll', { ...poll, options: options(1) }],
    ['a poll of 13 options', 'poll', { ...poll, options: options(13) }],
    ['a poll with an option twice', 'poll', { ...poll, options: ['Today', 'Today'] }],
    ['a poll with a blank option', 'poll', { ...poll, options: ['Today', ' '] }],
    ['a poll with more choices than options', 'poll', { ...poll, selectable: 3 }],
    ['half a choice', 'poll', { ...poll, selectable: 0.5 }],
    ['two emojis', 'reaction', { messageId: MESSAGE, emoji: '👍👍' }],
    ['a letter for an emoji', 'reaction', { messageId: MESSAGE, emoji: 'A' }],
    ['a digit for an emoji', 'reaction', { messageId: MESSAGE, emoji: '1' }],
    ['a reaction to no message', 'reaction', { messageId: 'a b', emoji: '👍' }],
    ['an edit without words', 'edit', { messageId: MESSAGE, text: '' }],
    ['a deletion for oneself alone', 'delete', { messageId: MESSAGE, for: 'me' }],
    ['a member that nobody knows', 'forward', { messageId: MESSAGE, to: 'all' }],
  ])('%s', (_, kind, member) => {
    expect(v.safeParse(messageKinds[kind].member, member).success).toBe(false);
  });
});
