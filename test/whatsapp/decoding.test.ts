/** Messages that stand alone, of every kind, as phones write them. */
import { proto } from 'baileys';
import { describe, expect, test } from 'vitest';
import { ITS_FILE } from '../../src/whatsapp/heard.ts';
import { encoded, FILE, heardBytes, spoken } from '../support/decoded.ts';

const { FontType } = proto.Message.ExtendedTextMessage;
const media = ITS_FILE;
const VCARD = 'BEGIN:VCARD\nVERSION:3.0\nFN:Ayu\nTEL;waid=6281234567890:+62 812-3456-7890\nEND:VCARD';
const OPTIONS = [{ optionName: 'Today' }, { optionName: 'Tomorrow' }];
const POLL = { name: 'When?', options: OPTIONS, selectableOptionsCount: 1 };
const DAYS = { question: 'When?', options: ['Today', 'Tomorrow'], selectable: 1 };
const secret = new Uint8Array(32).fill(7);

describe('a message that is no file', () => {
  test.each<[what: string, message: proto.IMessage, content: object]>([
    ['a short text', { conversation: 'Hello' }, { kind: 'text', body: 'Hello' }],
    ['a long text', { extendedTextMessage: { text: 'Hello' } }, { kind: 'text', body: 'Hello' }],
    ['a text without a word', { extendedTextMessage: {} }, { kind: 'text', body: '' }],
    [
      'a text with a preview',
      {
        extendedTextMessage: {
          text: 'See https://example.com',
          matchedText: 'https://example.com',
          title: 'Parcels',
          description: 'Where they are',
          jpegThumbnail: Uint8Array.of(1, 2, 3),
        },
      },
      {
        kind: 'text',
        body: 'See https://example.com',
        preview: { url: 'https://example.com', title: 'Parcels', description: 'Where they are', thumbnail: 'AQID' },
      },
    ],
    [
      'a text with an address that has no title',
      { extendedTextMessage: { text: 'https://example.com', matchedText: 'https://example.com' } },
      { kind: 'text', body: 'https://example.com' },
    ],
    [
      'a text for status',
      { extendedTextMessage: { text: 'Open today', backgroundArgb: 0xff128c7e, font: FontType.SYSTEM_BOLD } },
      { kind: 'text', body: 'Open today', background: '#128C7E', font: 'SYSTEM_BOLD' },
    ],
    [
      'a text in the font that clients write anyway',
      { extendedTextMessage: { text: 'Hello', font: FontType.SYSTEM } },
      { kind: 'text', body: 'Hello' },
    ],
    [
      'a place',
      { locationMessage: { degreesLatitude: -6.2, degreesLongitude: 106.8, name: 'Our shop', address: 'Jl. 1' } },
      { kind: 'location', latitude: -6.2, longitude: 106.8, name: 'Our shop', address: 'Jl. 1' },
    ],
    [
      'a place off the map',
      { locationMessage: { degreesLatitude: 91, degreesLongitude: -200, name: '' } },
      { kind: 'location', latitude: 91, longitude: -200 },
    ],
    [
      'a place that is shared for a while',
      { liveLocationMessage: { degreesLatitude: -6.2, degreesLongitude: 106.8, caption: 'On my way' } },
      { kind: 'location', latitude: -6.2, longitude: 106.8, name: 'On my way' },
    ],
    [
      'a card',
      { contactMessage: { displayName: 'Ayu', vcard: VCARD } },
      { kind: 'contacts', cards: [{ vcard: VCARD }] },
    ],
    [
      'more cards than Waybill sends',
      { contactsArrayMessage: { contacts: Array.from({ length: 30 }, () => ({ vcard: VCARD })) } },
      { kind: 'contacts', cards: Array.from({ length: 30 }, () => ({ vcard: VCARD })) },
    ],
  ])('%s is heard', (_what, message, content) => {
    expect(spoken(message)).toMatchObject({ type: 'spoken', content, raw: null, file: null });
    expect(spoken(message).content).toEqual(content);
  });

  test.each<[form: string, message: proto.IMessage]>([
    ['of the first form', { pollCreationMessage: POLL }],
    ['of the second form', { pollCreationMessageV2: POLL }],
    ['of the third form', { pollCreationMessageV3: POLL }],
    ['of the fourth form', { pollCreationMessageV4: { message: { pollCreationMessage: POLL } } }],
    ['of the fifth form', { pollCreationMessageV5: POLL }],
  ])('a poll %s is heard with the secret that opens its votes', (_form, message) => {
    expect(spoken({ ...message, messageContextInfo: { messageSecret: secret } }).content).toEqual({
      kind: 'poll',
      ...DAYS,
      secret: Buffer.from(secret).toString('base64'),
    });
  });

  test('a poll may have more options than Waybill sends, and no secret', () => {
    const options = Array.from({ length: 13 }, () => ({ optionName: 'Same' }));
    expect(spoken({ pollCreationMessage: { name: 'Which?', options } }).content).toEqual({
      kind: 'poll',
      question: 'Which?',
      options: options.map(() => 'Same'),
      selectable: 0,
      secret: '',
    });
  });
});

describe('a message with a file', () => {
  const video = { ...FILE, mimetype: 'video/mp4', seconds: 7, width: 640, height: 480 };
  const sound = { ...FILE, mimetype: 'audio/ogg; codecs=opus', seconds: 3 };

  test.each<[what: string, message: proto.IMessage, content: object, file: object]>([
    [
      'a picture',
      { imageMessage: { ...FILE, caption: 'Is this it?', width: 800, height: 600 } },
      { kind: 'image', media, caption: 'Is this it?' },
      { kind: 'image', mimetype: 'image/jpeg', width: 800, height: 600, seconds: null },
    ],
    [
      'a video',
      { videoMessage: { ...video, caption: 'Look' } },
      { kind: 'video', media, caption: 'Look' },
      { kind: 'video', mimetype: 'video/mp4', width: 640, height: 480, seconds: 7 },
    ],
    [
      'a moving picture',
      { videoMessage: { ...video, gifPlayback: true } },
      { kind: 'video', media, gif: true },
      { kind: 'video' },
    ],
    ['a round note', { ptvMessage: video }, { kind: 'video', media, round: true }, { kind: 'video', seconds: 7 }],
    ['a song', { audioMessage: sound }, { kind: 'audio', media }, { kind: 'audio', seconds: 3 }],
    [
      'a voice note',
      { audioMessage: { ...sound, ptt: true, waveform: new Uint8Array(64).fill(9) } },
      { kind: 'voice', media },
      {
        kind: 'audio',
        mimetype: 'audio/ogg; codecs=opus',
        remote: { waveform: Buffer.alloc(64, 9).toString('base64') },
      },
    ],
    [
      'a document',
      { documentMessage: { ...FILE, mimetype: 'application/pdf', fileName: 'INV/2026/001.pdf' } },
      { kind: 'document', media, fileName: 'INV/2026/001.pdf' },
      { kind: 'document', mimetype: 'application/pdf', remote: { fileName: 'INV/2026/001.pdf' } },
    ],
    [
      'a document whose name lies about its end',
      { documentMessage: { ...FILE, fileName: '../invoice\u202Efdp.exe' } },
      { kind: 'document', media, fileName: 'invoicefdp.exe' },
      { remote: { fileName: 'invoicefdp.exe' } },
    ],
    [
      'a document with a caption',
      { documentWithCaptionMessage: { message: { documentMessage: { ...FILE, title: 'a.pdf', caption: 'Yours' } } } },
      { kind: 'document', media, fileName: 'a.pdf', caption: 'Yours' },
      { kind: 'document' },
    ],
    [
      'a sticker',
      { stickerMessage: { ...FILE, mimetype: 'image/webp', width: 512, height: 512 } },
      { kind: 'sticker', media },
      { kind: 'sticker', mimetype: 'image/webp', width: 512, height: 512 },
    ],
    [
      'a sticker that is drawn',
      { lottieStickerMessage: { message: { stickerMessage: { ...FILE, mimetype: 'application/was' } } } },
      { kind: 'sticker', media },
      { kind: 'sticker', mimetype: 'application/was' },
    ],
  ])('%s is heard with the place of its file', (_what, message, content, file) => {
    const said = spoken(message);
    expect(said.content).toEqual(content);
    expect(said).toMatchObject({ file: { size: 48_120, ...file }, raw: null });
  });

  test('the place, the key and the hashes are kept in base64', () => {
    expect(spoken({ imageMessage: { ...FILE, jpegThumbnail: Uint8Array.of(1, 2, 3) } }).file?.remote).toEqual({
      url: FILE.url,
      directPath: FILE.directPath,
      mediaKey: Buffer.alloc(32, 1).toString('base64'),
      fileSha256: Buffer.alloc(32, 2).toString('base64'),
      fileEncSha256: Buffer.alloc(32, 3).toString('base64'),
      fileName: null,
      thumbnail: 'AQID',
      waveform: null,
    });
  });

  test('a caption may be longer than Waybill sends', () => {
    const caption = 'x'.repeat(5_000);
    expect(spoken({ imageMessage: { ...FILE, caption } }).content).toMatchObject({ caption });
  });

  test.each<[without: string, imageMessage: proto.Message.IImageMessage]>([
    ['a key', { ...FILE, mediaKey: null, caption: 'Look' }],
    ['a place', { ...FILE, url: null, directPath: '' }],
  ])('a file without %s cannot be fetched, so its message keeps its encoded form', (_without, imageMessage) => {
    const bytes = encoded({ imageMessage });
    expect(heardBytes(bytes)).toMatchObject({ content: null, file: null, raw: { name: 'imageMessage', bytes } });
  });

  test('what the sender says of a file is taken only as far as it can be', () => {
    const file = { ...FILE, mimetype: 'Anna is at home', fileLength: 0, width: 0, seconds: 0 };
    expect(spoken({ videoMessage: file }).file).toMatchObject({
      mimetype: 'application/octet-stream',
      size: null,
      width: null,
      seconds: null,
    });
  });
});
