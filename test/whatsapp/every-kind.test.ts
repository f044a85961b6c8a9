/** Every kind of message, from the route to the phone: real client, real wire, real files. */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Received } from '../../src/sandbox/control.ts';
import { apiOver } from '../support/api-over.ts';
import { type RunningWithSandbox, runningWithSandbox } from '../support/running-with-sandbox.ts';

const NUMBER = '6281234567801';
const OTHER = '6281234567802';

let run: RunningWithSandbox;
let api: Awaited<ReturnType<typeof apiOver>>;
beforeAll(async () => {
  run = await runningWithSandbox({ media: true, allow: '127.0.0.1' });
  await run.ready();
  api = await apiOver(run);
});
afterAll(() => run.close());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Sends a message and waits for its end; what the phone then shows under its id. */
const send = async (type: string, member: unknown, more: object = {}) => {
  const { status, body } = await api('POST /api/whatsapp/messages', { to: NUMBER, type, [type]: member, ...more });
  expect(body).toMatchObject({ type: expect.any(String) });
  expect(status).toBe(202);
  const facts = await run.ended(body.jobId);
  expect(facts.at(-1)).toMatchObject({ type: 'job.completed' });
  const to = typeof (more as { to?: string }).to === 'string' ? (more as { to: string }).to : NUMBER;
  const shown = run.control.inboxes(to)[0]?.messages.find(({ messageId }) => messageId === body.messageId);
  expect(shown).toMatchObject({ copies: 1 });
  return { ...body, shown: shown as Received };
};

const upload = async (bytes: Uint8Array, mimetype: string, fileName: string): Promise<string> => {
  const { status, body } = await api(`POST /api/whatsapp/media?fileName=${fileName}`, bytes, mimetype);
  expect(body).toMatchObject({ size: bytes.length, sha256: sha256(bytes), fileName });
  expect(status).toBe(201);
  return body.id;
};

/** The bytes of a message at the phone, decrypted and checked by the phone. */
const bytesAt = async (messageId: string, number = NUMBER): Promise<Buffer> => {
  const file = await run.control.file(number, messageId);
  if (!file) throw new Error('The phone has no whole file');
  return buffer(file.open());
};

/** Where WhatsApp's media host keeps the file of a message. */
const pathOf = ({ shown }: { shown: Received }): string =>
  (shown.content as unknown as { media: { sealed: { directPath: string } } }).media.sealed.directPath;

const picture = (): Promise<Buffer> =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: { r: 12, g: 120, b: 90 } } })
    .jpeg()
    .toBuffer();

/** The address of a web server on this machine. */
const serve = async (answer: (path: string, response: ServerResponse) => unknown): Promise<string> => {
  const server = createServer(({ url = '/' }, response) => void answer(url, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

describe('a message that is no file', () => {
  test.each<[type: string, member: unknown, content: object]>([
    ['text', { body: 'Hello' }, { kind: 'text', body: 'Hello' }],
    [
      'location',
      { latitude: -6.2, longitude: 106.8, name: 'Our shop' },
      { kind: 'location', latitude: -6.2, longitude: 106.8, name: 'Our shop' },
    ],
    [
      'poll',
      { question: 'When?', options: ['Today', 'Tomorrow'], selectable: 1 },
      { kind: 'poll', question: 'When?', options: ['Today', 'Tomorrow'] },
    ],
  ])('%s arrives as it was sent', async (type, member, content) => {
    expect((await send(type, member)).shown.content).toMatchObject(content);
  });

  test('text arrives with the preview that its page gives it', async () => {
    const bytes = await picture();
    const url = await serve((path, answer) => {
      const html = '<head><title>Your parcel</title><meta property="og:image" content="parcel.jpg"></head>';
      if (path === '/page') answer.setHeader('content-type', 'text/html').end(html);
      else answer.end(bytes);
    });
    const { shown } = await send('text', { body: `See ${url}/page`, preview: 'auto' });
    const { preview } = shown.content as unknown as { preview: { thumbnail: string } };
    expect(preview).toMatchObject({ url: `${url}/page`, title: 'Your parcel', description: null });
    expect(await sharp(Buffer.from(preview.thumbnail, 'base64')).metadata()).toMatchObject({ format: 'jpeg' });
  });

  test('business cards arrive, one alone and several', async () => {
    const ayu = { name: 'Ayu', phones: [{ number: '+62 811 1111' }] };
    const one = await send('contacts', [ayu]);
    expect(one.shown.text).toContain('Ayu');
    const two = await send('contacts', [ayu, { name: 'Budi', phones: [{ number: '+62 811 2222' }] }]);
    expect(two.shown.type).toBe('contacts');
  });
});

describe('a file', () => {
  test('that was uploaded arrives as a picture, byte for byte', async () => {
    const bytes = await picture();
    const id = await upload(bytes, 'image/jpeg', 'parcel.jpg');
    const { shown, messageId } = await send('image', { media: { id }, caption: 'Your parcel' });
    expect(shown).toMatchObject({ type: 'image', text: 'Your parcel', content: { media: { mimetype: 'image/jpeg' } } });
    expect(sha256(await bytesAt(messageId))).toBe(sha256(bytes));
  });

  test('of any type arrives as a document with its name', async () => {
    const bytes = randomBytes(70_000);
    const { messageId, shown } = await send('document', {
      media: { data: bytes.toString('base64'), fileName: 'report.bin' },
    });
    expect(shown.content).toMatchObject({ kind: 'document', fileName: 'report.bin' });
    expect(sha256(await bytesAt(messageId))).toBe(sha256(bytes));
  });

  test('that is a picture becomes a sticker of 512 by 512', async () => {
    const { messageId, shown } = await send('sticker', { media: { data: (await picture()).toString('base64') } });
    expect(shown.type).toBe('sticker');
    expect(await sharp(await bytesAt(messageId)).metadata()).toMatchObject({ format: 'webp', width: 512, height: 512 });
  });

  test('that the first attempt fetches is converted then, and its job says where it is', async () => {
    const bytes = await picture();
    const url = `${await serve((_, answer) => answer.end(bytes))}/parcel`;
    const { messageId, jobId } = await send('sticker', { media: { url, fetch: 'later' } });
    expect(await sharp(await bytesAt(messageId)).metadata()).toMatchObject({ format: 'webp', width: 512, height: 512 });
    expect((await api(`GET /api/whatsapp/jobs/${jobId}`)).body).toMatchObject({
      sticker: { media: { state: 'stored' } },
    });
  });

  test('is uploaded to WhatsApp once for all its recipients', async () => {
    const id = await upload(await picture(), 'image/jpeg', 'again.jpg');
    const first = await send('image', { media: { id } });
    const second = await send('image', { media: { id } }, { to: OTHER });
    expect(pathOf(second)).toBe(pathOf(first));
    expect(sha256(await bytesAt(second.messageId, OTHER))).toBe(sha256(await bytesAt(first.messageId)));
  });
});

describe('a message about another one', () => {
  test('quotes it, reacts to it, edits it, takes it back and passes it on', async () => {
    const first = await send('text', { body: 'Is this it?' });
    const reply = await send('text', { body: 'Yes' }, { replyTo: first.messageId });
    expect(reply.shown.replyTo).toMatchObject({ messageId: first.messageId });
    await send('reaction', { messageId: first.messageId, emoji: '👍' });
    await send('edit', { messageId: first.messageId, text: 'Is it this one?' });
    const passedOn = await send('forward', { messageId: first.messageId }, { to: OTHER });
    expect(passedOn.shown).toMatchObject({ type: 'text', text: 'Is this it?', forwarded: 1 });
    const bubble = () => run.control.chat(NUMBER, 100).bubbles.find(({ messageId }) => messageId === first.messageId);
    expect(bubble()).toMatchObject({
      text: 'Is it this one?',
      edited: true,
      reactions: [{ from: 'gateway', emoji: '👍' }],
    });
    await send('delete', { messageId: first.messageId });
    expect(bubble()).toMatchObject({ deleted: true });
  });
});
