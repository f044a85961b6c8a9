/** Messages of Waybill's own, as another Waybill hears them: the same content, for every kind. */
import { proto } from 'baileys';
import { expect, test } from 'vitest';
import { type Content, CONTENT_KINDS, type ContentKind, type ContentOf, passOn } from '../../src/messages/content.ts';
import { vcardOf } from '../../src/messages/contacts.ts';
import { encode, type Setting } from '../../src/whatsapp/baileys/kinds/encoders.ts';
import type { Around, Attachment } from '../../src/whatsapp/baileys/kinds/kind.ts';
import { type HeardSaid, ITS_FILE, type Spoken } from '../../src/whatsapp/heard.ts';
import { ANNA, FILE, heard, MESSAGE } from '../support/decoded.ts';

const BUDI = '6281234567802@s.whatsapp.net';
const media = 'med_0193f2c4a5b6c7d8e9';

const attachment: Attachment = {
  id: media,
  path: '',
  mimetype: 'video/mp4',
  size: 48_120,
  sha256: '',
  fileName: 'parcel.mp4',
  width: 640,
  height: 480,
  seconds: 6.4,
  thumbnail: Buffer.from([1, 2, 3]),
  waveform: Buffer.alloc(64, 9),
  uploaded: { ...FILE, mediaKeyTimestamp: 1_700_000_000_000 },
};

const setting: Setting = {
  quoted: null,
  mentions: [],
  mentionsAll: false,
  forwarded: false,
  expiration: 0,
  secret: new Uint8Array(32).fill(5),
};

const around: Around = {
  now: () => 1_700_000_000_000,
  attachment: () => attachment,
  keyOf: (id) => ({ remoteJid: ANNA, fromMe: true, id }),
  encode: (content) => encode(content, setting, around),
};

/** A content that Waybill sends, as it is heard. */
const through = (content: Content, more: Partial<Setting> = {}): HeardSaid =>
  heard(proto.Message.create(encode(content, { ...setting, ...more }, around)));

const text: ContentOf<'text'> = { kind: 'text', body: 'Hello 👋' };
const card = { name: 'Ayu', phones: [{ number: '+62 812-3456-7890' }] };
const secret = Buffer.alloc(32, 7).toString('base64');

/** Contents of every kind. */
const contents: { readonly [K in ContentKind]: readonly ContentOf<K>[] } = {
  text: [
    text,
    { kind: 'text', body: 'https://a.id', preview: { url: 'https://a.id', title: 'A', thumbnail: 'AQID' } },
    { kind: 'text', body: 'Open', background: '#128C7E', font: 'SYSTEM' },
    { kind: 'text', body: 'Open', font: 'COURIERPRIME_BOLD' },
  ],
  image: [
    { kind: 'image', media },
    { kind: 'image', media, caption: 'Look', viewOnce: true },
  ],
  video: [
    { kind: 'video', media, caption: 'Look' },
    { kind: 'video', media, gif: true },
    { kind: 'video', media, round: true, viewOnce: true },
  ],
  audio: [{ kind: 'audio', media }],
  voice: [{ kind: 'voice', media }],
  document: [
    { kind: 'document', media, fileName: 'a.pdf' },
    { kind: 'document', media, fileName: 'a.pdf', caption: 'Yours' },
  ],
  sticker: [{ kind: 'sticker', media }],
  location: [{ kind: 'location', latitude: -6.2088, longitude: 106.8456, name: 'Our shop', address: 'Jl. 1' }],
  contacts: [
    { kind: 'contacts', cards: [card] },
    { kind: 'contacts', cards: [card, { vcard: vcardOf(card) }] },
  ],
  poll: [
    { kind: 'poll', question: 'When?', options: ['Today', 'Tomorrow'], selectable: 1, secret },
    { kind: 'poll', question: 'When?', options: ['Today', 'Tomorrow'], selectable: 0, secret },
  ],
  reaction: [
    { kind: 'reaction', messageId: MESSAGE, emoji: '👍' },
    { kind: 'reaction', messageId: MESSAGE, emoji: '' },
  ],
  edit: [{ kind: 'edit', messageId: MESSAGE, text: 'Hello again' }],
  delete: [{ kind: 'delete', messageId: MESSAGE }],
  forward: [{ kind: 'forward', messageId: MESSAGE, passedOn: passOn(text) }],
};

/** The same in the words of what is heard. Cards come as vCards, and files under the id that stands for theirs. */
const expected = (content: Content): object => {
  switch (content.kind) {
    case 'reaction':
      return { type: 'reacted', messageId: content.messageId, emoji: content.emoji };
    case 'edit':
      return { type: 'edited', messageId: content.messageId, now: { content: { kind: 'text', body: content.text } } };
    case 'delete':
      return { type: 'deleted', messageId: content.messageId };
    case 'forward':
      return { content: text, forwarded: 1 };
    case 'contacts':
      return { content: { ...content, cards: content.cards.map((each) => ({ vcard: vcardOf(each) })) } };
    default:
      return { content: 'media' in content ? { ...content, media: ITS_FILE } : content };
  }
};

test.each(CONTENT_KINDS)('%s is heard as it was sent', (kind) => {
  for (const content of contents[kind]) {
    const said = through(content);
    expect(said).toMatchObject(expected(content));
    if (said.type === 'spoken') expect(said.content).toEqual((expected(content) as Spoken).content);
  }
});

test('a file is heard with its place, its measures, and what the phone shows before it has it', () => {
  expect(through({ kind: 'video', media })).toMatchObject({
    file: {
      kind: 'video',
      mimetype: 'video/mp4',
      size: 48_120,
      width: 640,
      height: 480,
      seconds: 7,
      remote: { directPath: FILE.directPath, thumbnail: 'AQID' },
    },
  });
});

test('what surrounds a message is heard with it', () => {
  const quoted = { messageId: MESSAGE, participant: BUDI, content: { kind: 'image', media, caption: 'Look' } } as const;
  const mentions = [{ given: BUDI, names: [BUDI], id: BUDI }];
  const more = { quoted, mentions, mentionsAll: true, forwarded: true, expiration: 86_400 };
  for (const content of [text, { kind: 'image', media, viewOnce: true } as const])
    expect(through(content, more)).toMatchObject({
      replyTo: MESSAGE,
      quoted: { by: BUDI, kind: 'image', preview: 'Look' },
      mentions: [BUDI],
      mentionsAll: true,
      forwarded: 1,
      disappearsAfter: 86_400,
    });
});

test('a quoted poll is heard without the secret of its votes', () => {
  const [content] = contents.poll;
  if (!content) throw new Error('There is no poll');
  const said = through(text, { quoted: { messageId: MESSAGE, participant: BUDI, content } });
  expect(said).toMatchObject({ quoted: { kind: 'poll', preview: 'When?' } });
  expect(JSON.stringify(said)).not.toContain(secret);
});
