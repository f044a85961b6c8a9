import { createHash, randomBytes } from 'node:crypto';
import { type AnyMessageContent, type MiscMessageGenerationOptions, type WAMessage } from 'baileys';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/control.ts';
import { linkedClient, type RawClient, sandboxForTest, trustMedia } from '../support/raw-client.ts';

const ANNA = '6281234567801';
const ANNA_JID = `${ANNA}@s.whatsapp.net`;
const FILE = randomBytes(70_001);
const SHA256 = createHash('sha256').update(FILE).digest('hex');
const THUMBNAIL = randomBytes(64);

let sandbox: Sandbox;
let client: RawClient;
beforeAll(async () => {
  sandbox = await sandboxForTest();
  trustMedia(sandbox);
  client = await linkedClient(sandbox);
});
afterAll(async () => {
  client.end();
  await sandbox.close();
});

/** Sends with the unmodified client; resolves once it is acknowledged, thus on the phone. */
const send = async (content: AnyMessageContent, options: MiscMessageGenerationOptions = {}): Promise<WAMessage> => {
  const messageId = options.messageId ?? `3EB0${randomBytes(9).toString('hex').toUpperCase()}`;
  const acknowledged = client.next(`TAG:${messageId}`);
  const sent = await client.sock.sendMessage(ANNA_JID, content, { ...options, messageId });
  await acknowledged;
  if (!sent) throw new Error('nothing was sent');
  return sent;
};
const idOf = ({ key }: WAMessage): string => key.id ?? '';
const bubble = (id: string) => sandbox.control.chat(ANNA, 100).bubbles.find(({ messageId }) => messageId === id);
const received = (id: string) => sandbox.control.inboxes(ANNA)[0]?.messages.find(({ messageId }) => messageId === id);
const bytesAt = async (id: string): Promise<Buffer | null> => {
  const file = await sandbox.control.file(ANNA, id);
  return file && Buffer.concat(await file.open().toArray());
};

const jpegThumbnail = THUMBNAIL.toString('base64');

test('a text for a status has a background and a font', async () => {
  const id = idOf(await send({ text: 'Open today' }, { backgroundColor: '#128C7E', font: 9 }));
  expect(received(id)?.content).toEqual({
    kind: 'text',
    body: 'Open today',
    background: '#128c7e',
    font: 'EXO2_EXTRABOLD',
  });
});

test.for<[type: string, content: object, fields: object]>([
  [
    'image',
    { image: FILE, caption: 'look', jpegThumbnail, width: 640, height: 480 },
    { caption: 'look', media: { mimetype: 'image/jpeg', width: 640, height: 480, thumbnail: jpegThumbnail } },
  ],
  [
    'video',
    { video: FILE, caption: 'film', jpegThumbnail, seconds: 3 },
    { caption: 'film', gif: false, note: false, media: { mimetype: 'video/mp4', seconds: 3 } },
  ],
  ['video', { video: FILE, gifPlayback: true, jpegThumbnail }, { gif: true, note: false, caption: null }],
  ['video', { video: FILE, ptv: true, jpegThumbnail }, { gif: false, note: true }],
  ['audio', { audio: FILE, mimetype: 'audio/mp4', seconds: 9 }, { media: { mimetype: 'audio/mp4', seconds: 9 } }],
  [
    'voice',
    { audio: FILE, ptt: true, seconds: 2, waveform: new Uint8Array(64).fill(50) },
    { media: { mimetype: 'audio/ogg; codecs=opus', seconds: 2, waveform: Buffer.alloc(64, 50).toString('base64') } },
  ],
  [
    'document',
    { document: FILE, fileName: 'offer.pdf', mimetype: 'application/pdf', caption: 'our offer' },
    { fileName: 'offer.pdf', caption: 'our offer', media: { mimetype: 'application/pdf' } },
  ],
  ['sticker', { sticker: FILE, isAnimated: true }, { animated: true, media: { mimetype: 'image/webp' } }],
])('the phone shows a file as %s, whole', async ([type, content, fields]) => {
  const id = idOf(await send(content as AnyMessageContent));
  expect(bubble(id)).toMatchObject({ type, content: { kind: type, ...fields } });
  expect((await bytesAt(id))?.equals(FILE)).toBe(true);
  expect(bubble(id)).toMatchObject({
    file: { state: 'whole', problem: null },
    content: { media: { size: FILE.length, sha256: SHA256 } },
    copies: 1,
    viewOnce: false,
  });
});

const VCARD = 'BEGIN:VCARD\nVERSION:3.0\nFN:Budi\nEND:VCARD';
const card = (displayName: string) => ({ displayName, vcard: VCARD });

test.for<[type: string, content: object, shown: object]>([
  ['text', { text: 'hello' }, { text: 'hello', content: { kind: 'text', body: 'hello' } }],
  [
    'text',
    {
      text: 'see https://a.example',
      linkPreview: { 'canonical-url': 'x', 'matched-text': 'https://a.example', title: 'A' },
    },
    { content: { preview: { url: 'https://a.example', title: 'A' } } },
  ],
  [
    'location',
    { location: { degreesLatitude: -6.2, degreesLongitude: 106.8, name: 'Monas', address: 'Jakarta' } },
    { text: 'Monas', content: { latitude: -6.2, longitude: 106.8, name: 'Monas', address: 'Jakarta' } },
  ],
  [
    'contacts',
    { contacts: { contacts: [card('Budi')] } },
    { text: 'Budi', content: { contacts: [{ name: 'Budi', vcard: VCARD }] } },
  ],
  ['contacts', { contacts: { displayName: '2', contacts: [card('Budi'), card('Siti')] } }, { text: 'Budi, Siti' }],
  [
    'poll',
    { poll: { name: 'Lunch?', values: ['rice', 'noodles'], selectableCount: 1, messageSecret: Buffer.alloc(32, 7) } },
    {
      text: 'Lunch?',
      content: { options: ['rice', 'noodles'], selectable: 1, secret: Buffer.alloc(32, 7).toString('base64') },
    },
  ],
  ['poll', { poll: { name: 'Which?', values: ['a', 'b', 'c'], selectableCount: 0 } }, { content: { selectable: 0 } }],
])('the phone shows %s', async ([type, content, shown]) => {
  const id = idOf(await send(content as AnyMessageContent));
  expect(bubble(id)).toMatchObject({ type, file: null, mentions: [], replyTo: null, forwarded: 0, ...shown });
});

test('a view-once picture is marked, and so is what will disappear', async () => {
  const once = idOf(await send({ image: FILE, viewOnce: true, jpegThumbnail }));
  expect(bubble(once)).toMatchObject({ type: 'image', viewOnce: true, expiration: null });
  expect((await bytesAt(once))?.equals(FILE)).toBe(true);
  const fleeting = idOf(await send({ text: 'for a day' }, { ephemeralExpiration: 86_400 }));
  expect(bubble(fleeting)).toMatchObject({ expiration: 86_400, viewOnce: false });
});

test('a reply shows what it quotes, a mention its address, a forwarded message its mark', async () => {
  const asked = await send({ text: 'rice or noodles?' });
  const answer = idOf(await send({ text: `both, @${ANNA}`, mentions: [ANNA_JID] }, { quoted: asked }));
  expect(bubble(answer)).toMatchObject({
    replyTo: { messageId: idOf(asked), preview: 'rice or noodles?' },
    mentions: [ANNA_JID],
  });
  const picture = await send({ image: FILE, caption: 'rice', jpegThumbnail });
  const forwarded = idOf(await send({ forward: picture, force: true }));
  expect(bubble(forwarded)).toMatchObject({ type: 'image', forwarded: 1, text: 'rice' });
  expect((await bytesAt(forwarded))?.equals(FILE)).toBe(true);
});

test('a reaction changes the bubble that it is for, is counted as a message, and can be taken back', async () => {
  const { key } = await send({ text: 'done' });
  const reaction = idOf(await send({ react: { text: '👍', key } }));
  expect(bubble(key.id ?? '')).toMatchObject({ text: 'done', reactions: [{ from: 'gateway', emoji: '👍' }] });
  expect(received(reaction)).toMatchObject({ type: 'reaction', text: '👍', copies: 1, content: { to: key.id } });
  expect(bubble(reaction)).toBeUndefined();
  await send({ react: { text: '👍', key } }, { messageId: reaction });
  expect(received(reaction)?.copies).toBe(2);
  await send({ react: { text: '', key } });
  expect(bubble(key.id ?? '')?.reactions).toEqual([]);
});

test('an edit replaces the text or the caption, and a deleted message is not shown any more', async () => {
  const { key } = await send({ text: 'helo' });
  const edit = idOf(await send({ text: 'hello', edit: key }));
  expect(bubble(key.id ?? '')).toMatchObject({ text: 'hello', edited: true, deleted: false, copies: 1 });
  expect(received(key.id ?? '')).toMatchObject({ text: 'helo' });
  expect(received(edit)).toMatchObject({
    type: 'edit',
    copies: 1,
    content: { of: key.id, content: { body: 'hello' } },
  });

  const picture = await send({ image: FILE, caption: 'rise', jpegThumbnail });
  await send({ text: 'rice', edit: picture.key });
  expect(bubble(idOf(picture))).toMatchObject({ type: 'image', text: 'rice', edited: true });

  const deletion = idOf(await send({ delete: key }));
  expect(bubble(key.id ?? '')).toMatchObject({ deleted: true, text: 'This message was deleted' });
  expect(received(deletion)).toMatchObject({ type: 'delete', copies: 1, content: { of: key.id } });
});

test('a file that is not what its message says is broken on the phone', async () => {
  const picture = await send({ image: FILE, jpegThumbnail });
  const image = { ...picture.message?.imageMessage, fileSha256: randomBytes(32) };
  const id = idOf(await send({ forward: { ...picture, message: { imageMessage: image } }, force: true }));
  expect(await sandbox.control.file(ANNA, id)).toBeNull();
  expect(bubble(id)?.file).toEqual({ state: 'broken', problem: 'The hash of the decrypted file differs.' });
  expect(bubble(idOf(picture))?.file?.state).toBe('whole');
});

test('a kind that the sandbox does not know is shown by its name', async () => {
  const event = { event: { name: 'party', startDate: new Date(0) } } as AnyMessageContent;
  expect(bubble(idOf(await send(event)))).toMatchObject({ type: 'unknown', text: '[eventMessage]' });
});
