import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AnyMessageContent,
  type BaileysEventMap,
  downloadMediaMessage,
  type proto,
  type WAMessage,
} from 'baileys';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Sandbox, Written, WrittenContext } from '../../src/sandbox/control.ts';
import { linkedClient, logIn, type RawClient, sandboxForTest, trustMedia } from '../support/raw-client.ts';

const ANNA = '6281234567801';
const ANNA_JID = `${ANNA}@s.whatsapp.net`;
const FILE = randomBytes(50_000);

let folder: string;
let sandbox: Sandbox;
let client: RawClient;
const open = async () => {
  sandbox = await sandboxForTest({ file: join(folder, 'sandbox.jsonl') });
  trustMedia(sandbox);
};
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-writing-'));
  await open();
  client = await linkedClient(sandbox);
});
afterEach(() => sandbox.control.clear());
afterAll(async () => {
  client.end();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

/** What the client tells of next, from somebody else if it is a message. */
const told = <E extends keyof BaileysEventMap>(event: E, fits: (news: BaileysEventMap[E]) => boolean = () => true) =>
  new Promise<BaileysEventMap[E]>((resolve) => {
    const listen = (news: BaileysEventMap[E]) => {
      if (!fits(news)) return;
      client.sock.ev.off(event, listen);
      resolve(news);
    };
    client.sock.ev.on(event, listen);
  });
const heard = async (): Promise<WAMessage> => {
  const { messages } = await told('messages.upsert', ({ messages }) => messages[0]?.key.fromMe === false);
  const [message] = messages;
  if (!message) throw new Error('nothing was heard');
  return message;
};
const writes = async (content: Written, context?: WrittenContext): Promise<WAMessage> => {
  const message = heard();
  const { messageId } = await sandbox.control.write(ANNA, content, context);
  expect((await message).key.id).toBe(messageId);
  return message;
};
/** Resolves once the message is acknowledged, thus on the phone. */
const send = async (content: AnyMessageContent): Promise<WAMessage> => {
  const messageId = `3EB0${randomBytes(9).toString('hex').toUpperCase()}`;
  const acknowledged = client.next(`TAG:${messageId}`);
  const sent = await client.sock.sendMessage(ANNA_JID, content, { messageId });
  await acknowledged;
  if (!sent) throw new Error('nothing was sent');
  return sent;
};
const sendPicture = () => send({ image: FILE, jpegThumbnail: 'AAAA' });
const bubble = (id: unknown) => sandbox.control.chat(ANNA, 100).bubbles.find(({ messageId }) => messageId === id);
const download = (message: WAMessage) => downloadMediaMessage(message, 'buffer', {});

const file = { bytes: FILE, mimetype: 'image/jpeg' };
const thumbnail = Buffer.alloc(40, 1).toString('base64');
const waveform = Buffer.alloc(64, 9).toString('base64');

test.for<[name: string, written: Written, message: object]>([
  [
    'a picture',
    { kind: 'image', caption: 'look', file: { ...file, width: 4, height: 3, thumbnail } },
    {
      imageMessage: { caption: 'look', mimetype: 'image/jpeg', width: 4, height: 3, jpegThumbnail: expect.anything() },
    },
  ],
  [
    'a GIF',
    { kind: 'video', caption: null, gif: true, note: false, file: { ...file, seconds: 2 } },
    { videoMessage: { gifPlayback: true, seconds: 2 } },
  ],
  ['a video note', { kind: 'video', caption: null, gif: false, note: true, file }, { ptvMessage: expect.anything() }],
  ['a song', { kind: 'audio', file }, { audioMessage: { mimetype: 'image/jpeg' } }],
  [
    'a voice message',
    { kind: 'voice', file: { ...file, waveform, seconds: 1 } },
    { audioMessage: { ptt: true, seconds: 1, waveform: expect.anything() } },
  ],
  [
    'a document with a caption, in its envelope',
    { kind: 'document', fileName: 'a.pdf', caption: 'this', file },
    { documentWithCaptionMessage: { message: { documentMessage: { fileName: 'a.pdf', caption: 'this' } } } },
  ],
  ['a sticker', { kind: 'sticker', animated: true, file }, { stickerMessage: { isAnimated: true } }],
])('a contact sends %s, and the client downloads it whole', async ([, written, message]) => {
  const came = await writes(written);
  expect(JSON.parse(JSON.stringify(came.message))).toMatchObject(message);
  expect((await download(came)).equals(FILE)).toBe(true);
  expect(bubble(came.key.id)).toMatchObject({ from: 'contact', type: written.kind, file: { state: 'whole' } });
  const kept = await sandbox.control.file(ANNA, came.key.id ?? '');
  expect(Buffer.concat((await kept?.open().toArray()) ?? []).equals(FILE)).toBe(true);
});

test.for<[name: string, written: Written, message: proto.IMessage]>([
  ['a text', { kind: 'text', body: 'hi' }, { conversation: 'hi' }],
  [
    'a location',
    { kind: 'location', latitude: 1.5, longitude: 2.5, name: 'there', address: null },
    { locationMessage: { degreesLatitude: 1.5, degreesLongitude: 2.5, name: 'there' } },
  ],
  [
    'a contact',
    { kind: 'contacts', contacts: [{ name: 'Budi', vcard: 'BEGIN:VCARD' }] },
    { contactMessage: { displayName: 'Budi', vcard: 'BEGIN:VCARD' } },
  ],
  [
    'a poll with one choice',
    { kind: 'poll', question: 'Lunch?', options: ['a', 'b'], selectable: 1, secret: null },
    { pollCreationMessageV3: { name: 'Lunch?', options: [{ optionName: 'a' }, { optionName: 'b' }] } },
  ],
])('a contact sends %s', async ([, written, message]) => {
  expect((await writes(written)).message).toMatchObject(message);
});

test('a contact quotes, mentions and forwards', async () => {
  const { key } = await send({ text: 'rice or noodles?' });
  const { message } = await writes(
    { kind: 'text', body: 'both' },
    { replyTo: key.id ?? '', mentions: [ANNA_JID, 'all'], forwarded: 2, expiration: 86_400 },
  );
  expect(message?.extendedTextMessage).toMatchObject({
    text: 'both',
    contextInfo: {
      stanzaId: key.id,
      participant: '6281100009999@s.whatsapp.net',
      quotedMessage: { conversation: 'rice or noodles?' },
      mentionedJid: [ANNA_JID],
      nonJidMentions: 1,
      isForwarded: true,
      forwardingScore: 2,
      expiration: 86_400,
    },
  });
  expect(sandbox.control.chat(ANNA, 1).last).toMatchObject({
    replyTo: { messageId: key.id, preview: 'rice or noodles?' },
    forwarded: 2,
  });
});

test('a contact reacts, and the client knows to which message of its own', async () => {
  const { key } = await send({ text: 'done' });
  const reacted = told('messages.reaction');
  await writes({ kind: 'reaction', to: key.id ?? '', emoji: '❤️' });
  expect(await reacted).toMatchObject([{ key: { id: key.id, fromMe: true }, reaction: { text: '❤️' } }]);
  expect(bubble(key.id)?.reactions).toEqual([{ from: 'contact', emoji: '❤️' }]);
});

test('a contact edits and deletes its own message, and nobody else’s', async () => {
  const { key } = await writes({ kind: 'text', body: 'helo' });
  const edited = told('messages.update');
  await writes({ kind: 'edit', of: key.id ?? '', content: { kind: 'text', body: 'hello' } });
  expect(await edited).toMatchObject([
    { key: { id: key.id }, update: { message: { editedMessage: { message: { conversation: 'hello' } } } } },
  ]);
  expect(bubble(key.id)).toMatchObject({ text: 'hello', edited: true });
  const deleted = told('messages.update');
  await writes({ kind: 'delete', of: key.id ?? '' });
  expect(await deleted).toMatchObject([{ key: { id: key.id }, update: { message: null } }]);
  expect(bubble(key.id)).toMatchObject({ deleted: true });

  const { key: other } = await send({ text: 'mine' });
  await writes({ kind: 'delete', of: other.id ?? '' });
  expect(bubble(other.id)).toMatchObject({ deleted: false, text: 'mine' });
});

test('of a picture to be viewed once the client hears, but does not get it', async () => {
  const message = await writes({ kind: 'image', caption: null, file }, { viewOnce: true });
  expect(message.message ?? null).toBeNull();
  expect(message.key).toMatchObject({ isViewOnce: true });
});

test('a file that is gone is refused to the client with the status that was armed', async () => {
  const message = await writes({ kind: 'image', caption: null, file });
  sandbox.control.mediaFault({ how: 'refused', code: 410, transfer: 'download' }, 1);
  await expect(download(message)).rejects.toMatchObject({ output: { statusCode: 410 } });
  expect((await download(message)).equals(FILE)).toBe(true);
});

/** An upload tries each of the hosts that the sandbox names. */
const HOSTS = 2;

test('an upload fails at a host that is full, cut, down or silent, and the next one succeeds', async () => {
  for (const fault of [{ how: 'full' }, { how: 'cut' }, { how: 'down' }] as const) {
    sandbox.control.mediaFault({ ...fault }, HOSTS);
    await expect(sendPicture()).rejects.toMatchObject({ message: 'Media upload failed on all hosts' });
    expect(sandbox.control.state().armed).toEqual([]);
  }
  sandbox.control.mediaFault({ how: 'slow', transfer: 'upload' }, HOSTS);
  const picture = { image: FILE, jpegThumbnail: 'AAAA' };
  await expect(client.sock.sendMessage(ANNA_JID, picture, { mediaUploadTimeoutMs: 50 })).rejects.toThrow();
  await sendPicture();
});

test('a file is kept over a restart; when its folder is lost, there is none to look at', async () => {
  const sent = await sendPicture();
  const id = sent.key.id ?? '';
  expect(await sandbox.control.file(ANNA, id)).toMatchObject({ size: FILE.length });
  const before = bubble(id);
  client.end();
  await sandbox.close();
  await open();
  expect(bubble(id)).toEqual(before);
  const kept = await sandbox.control.file(ANNA, id);
  expect(Buffer.concat((await kept?.open().toArray()) ?? []).equals(FILE)).toBe(true);

  await sandbox.close();
  rmSync(join(folder, 'sandbox-media'), { recursive: true });
  await open();
  expect(await sandbox.control.file(ANNA, id)).toBeNull();
  client = await logIn(sandbox, client.auth);
});

test('a refused query for media hosts refuses the upload', async () => {
  sandbox.control.mediaConnError(429, 1);
  await expect(sendPicture()).rejects.toMatchObject({ data: 429 });
  expect(sandbox.control.state().armed).toEqual([]);
});
