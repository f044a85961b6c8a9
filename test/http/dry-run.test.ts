/** Dry runs: what would become of a message, and that nothing is left of it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createFetcher } from '../../src/fetching/fetcher.ts';
import { parseAllow } from '../../src/fetching/allow.ts';
import { ANNA } from '../support/inside.ts';
import { webServer } from '../fetching/rig.ts';
import { type Answer, type Api, api } from './api.ts';

const NUMBER = '6281234567890';
const TEXT = { type: 'text', text: { body: 'Hello' } };
const picture = { data: Buffer.from('a picture').toString('base64'), mimetype: 'image/png', fileName: 'parcel.png' };

let anna: Api;
beforeEach(async () => {
  anna = await api();
  await anna.ready();
  anna.facts();
});

const dry = (message: object, headers: Record<string, string> = {}): Promise<Answer> =>
  anna.json('POST /api/whatsapp/messages?dryRun=true', { json: { to: NUMBER, ...message }, headers });

const later = (url: string): Promise<Answer> => dry({ type: 'image', image: { media: { url, fetch: 'later' } } });

const sent = async (message: object): Promise<Answer> =>
  anna.json('POST /api/whatsapp/messages', { json: { to: NUMBER, ...message } });

/** Facts and files since the last look. */
const left = async () => {
  const files: string[] = [];
  for await (const { name } of anna.mediaRoom.files.list()) files.push(name);
  return { files, facts: anna.facts() };
};
const NOTHING = { files: [], facts: [] };

describe('a dry run', () => {
  test('says to whom a message would go, and queues nothing', async () => {
    const { status, body } = await dry(TEXT);
    expect(status).toBe(200);
    expect(body).toEqual({
      to: { chatId: `${NUMBER}@s.whatsapp.net`, number: `+${NUMBER}`, country: { code: 'ID', name: 'Indonesia' } },
      type: 'text',
      media: null,
      hold: null,
      warnings: [],
    });
    expect(await left()).toEqual(NOTHING);
    expect((await anna.json('GET /api/whatsapp/jobs')).body.items).toEqual([]);
  });

  test('of send-message names the recipient as that route does', async () => {
    const path = 'POST /api/whatsapp/send-message?dryRun=true';
    const fine = await anna.json(path, { json: { number: NUMBER, message: 'Hello' } });
    expect(fine).toMatchObject({ status: 200, body: { type: 'text', hold: null } });
    const wrong = await anna.json(path, { json: { number: 'nobody', message: 'Hello' } });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'number.invalid', errors: [{ path: 'number' }] } });
    expect(await left()).toEqual(NOTHING);
  });

  test.each(['messages', 'send-message'])(
    'of POST /%s that says neither true nor false sends nothing',
    async (route) => {
      const message = route === 'messages' ? { to: NUMBER, ...TEXT } : { number: NUMBER, message: 'Hello' };
      for (const query of ['dryRun', 'dryRun=', 'dryRun=1']) {
        const { status, body } = await anna.json(`POST /api/whatsapp/${route}?${query}`, { json: message });
        expect([status, body['errors']]).toEqual([422, [{ path: 'dryRun', message: 'Expected true or false' }]]);
      }
      expect(await left()).toEqual(NOTHING);
    },
  );

  test('takes a file along and leaves none', async () => {
    const { body } = await dry({ type: 'image', image: { media: { ...picture, mimetype: 'image/png' } } });
    expect(body['media']).toMatchObject({
      id: null,
      fileName: 'parcel.png',
      mimetype: 'image/png',
      convertedFrom: null,
    });
    expect(await left()).toEqual(NOTHING);
  });

  test('of an uploaded file leaves that file, and of the same bytes as well', async () => {
    const upload = await anna.json('POST /api/whatsapp/media', {
      body: new TextEncoder().encode('a picture'),
      headers: { 'content-type': 'image/png' },
    });
    const id = upload.body['id'];
    const byId = await dry({ type: 'image', image: { media: { id } } });
    expect(byId.body['media']).toMatchObject({ id });
    expect((await dry({ type: 'image', image: { media: picture } })).status).toBe(200);
    expect(await left()).toMatchObject({ files: [upload.body['sha256']], facts: ['media.stored'] });
    const content = await anna.ask(`GET /api/whatsapp/media/${String(id)}/content`);
    expect(await content.text()).toBe('a picture');
  });

  test('fetches an address', async () => {
    const allow = parseAllow('127.0.0.1');
    if (!allow.ok) throw new Error(allow.refusal.detail);
    const port = await webServer((_, response) =>
      response.writeHead(200, { 'content-type': 'image/png' }).end('bytes'),
    );
    Object.assign(anna.mediaRoom.fetcher, createFetcher({ allow: allow.value, clock: anna.clock }));
    const image = { media: { url: `http://127.0.0.1:${port}/a%20b.png` } };
    expect((await dry({ type: 'image', image })).body['media']).toMatchObject({ id: null, fileName: 'a b.png' });
    expect(await left()).toEqual(NOTHING);
  });

  test('reads an address that is fetched later, and calls nobody', async () => {
    expect(await later('https://files.example/a.png')).toMatchObject({ status: 200, body: { media: null } });
    expect(await later('http://127.0.0.1/a.png')).toMatchObject({ status: 422, body: { code: 'address.forbidden' } });
    expect(await left()).toEqual(NOTHING);
  });

  test('neither uses nor spends an idempotency key', async () => {
    const key = { 'idempotency-key': 'order-1042' };
    await dry(TEXT, key);
    const real = await anna.json('POST /api/whatsapp/messages', {
      json: { to: NUMBER, type: 'text', text: { body: 'Other' } },
      headers: key,
    });
    expect(real.status).toBe(202);
    expect((await dry(TEXT, key)).status).toBe(200);
  });
});

describe('the hold of a dry run is the one that the job would have', () => {
  test('a later time', async () => {
    const sendAt = new Date(anna.clock.now() + 60_000).toISOString();
    expect((await dry({ ...TEXT, sendAt })).body['hold']).toEqual({ reason: 'scheduled', until: sendAt });
  });

  test('an earlier message to the chat, of the same priority alone', async () => {
    await anna.gateway.queues.pause('default', ANNA);
    expect((await dry(TEXT)).body).toMatchObject({
      hold: { reason: 'paused', until: null },
      warnings: [expect.stringMatching(/^The queue is paused/)],
    });
    await sent(TEXT);
    expect((await dry(TEXT)).body['hold']).toEqual({ reason: 'chat_order', until: null });
    expect((await dry({ ...TEXT, priority: 'HIGH' })).body['hold']).toEqual({ reason: 'paused', until: null });
    const { body } = await sent(TEXT);
    const job = await anna.json(`GET /api/whatsapp/jobs/${body.jobId}`);
    expect(job.body['hold']).toEqual({ reason: 'chat_order', until: null });
  });

  test('a message that it refers to', async () => {
    await anna.gateway.queues.pause('default', ANNA);
    const { body } = await sent(TEXT);
    const reaction = { type: 'reaction', reaction: { messageId: body['messageId'], emoji: '👍' } };
    expect((await dry(reaction)).body['hold']).toEqual({ reason: 'refers_to', until: null });
  });

  test('a session that is not linked', async () => {
    const other = await api();
    const { body } = await other.json('POST /api/whatsapp/messages?dryRun=true', { json: { to: NUMBER, ...TEXT } });
    expect(body).toMatchObject({
      hold: { reason: 'not_linked' },
      warnings: [expect.stringMatching(/^No phone is linked/)],
    });
  });

  test('of an edit is the hold of the waiting message, which stays as it was', async () => {
    await anna.gateway.queues.pause('default', ANNA);
    const { body: first } = await sent(TEXT);
    const { body } = await dry({ type: 'edit', edit: { messageId: first['messageId'], text: 'Hi' } });
    expect(body['hold']).toEqual({ reason: 'paused', until: null });
    expect(body['warnings']).toContainEqual(expect.stringMatching(/^No attempt to send the named message/));
    expect((await anna.json(`GET /api/whatsapp/jobs/${first.jobId}`)).body['message']).toBe('Hello');
  });
});

describe('a dry run refuses what a real send refuses', () => {
  test.each<[what: string, message: object]>([
    ['a recipient that is none', { ...TEXT, to: 'nobody' }],
    ['a time that has passed', { ...TEXT, sendAt: '2020-01-01T00:00:00Z' }],
    ['an end that has passed', { ...TEXT, expiresAt: '2020-01-01T00:00:00Z' }],
    ['a mention of nobody', { ...TEXT, mentions: ['nobody'] }],
    ['an answer to nothing', { ...TEXT, replyTo: '3EB0000000000000000001' }],
    ['a forward of nothing', { type: 'forward', forward: { messageId: '3EB0000000000000000001' } }],
    ['an edit of nothing', { type: 'edit', edit: { messageId: '3EB0000000000000000001', text: 'Hi' } }],
    ['a file of another type', { type: 'image', image: { media: { ...picture, mimetype: 'application/pdf' } } }],
    ['a file that nobody knows', { type: 'image', image: { media: { id: 'med_000000000000000000' } } }],
    ['an address that is not public', { type: 'image', image: { media: { url: 'http://127.0.0.1/x.png' } } }],
  ])('%s', async (_, message) => {
    const tried = await dry(message);
    expect(await left()).toEqual(NOTHING);
    const real = await sent(message);
    const { requestId: _one, ...dryBody } = tried.body;
    const { requestId: _other, ...realBody } = real.body;
    expect([tried.status, dryBody]).toEqual([real.status, realBody]);
    expect(tried.status).toBeGreaterThanOrEqual(400);
  });

  test('a full queue', async () => {
    await anna.json('POST /api/whatsapp/queue/config', { json: { waitingMax: 1 } });
    await anna.gateway.queues.pause('default', ANNA);
    await sent(TEXT);
    expect(await dry({ ...TEXT, to: '6281999999999' })).toMatchObject({ status: 503, body: { code: 'queue.full' } });
  });
});
