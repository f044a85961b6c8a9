/** Uploads beyond their bytes: the list of them, links to them, their figures, and what can be sent. */
import { inspect } from 'node:util';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openLocalTicket } from '../../src/access/local-ticket.ts';
import { mediaLinks } from '../../src/access/media-links.ts';
import { edgeOf } from '../../src/http/edge/edge.ts';
import { publicAddress } from '../../src/http/edge/public-address.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { type Logger, silentLogger } from '../../src/kernel/logger.ts';
import { messageKinds } from '../../src/messages/content.ts';
import { type Api, api } from './api.ts';

let anna: Api;
beforeEach(async () => {
  anna = await api();
});

const upload = async (bytes: string, type = 'image/png'): Promise<string> => {
  const headers = { 'content-type': type };
  const { body } = await anna.json('POST /api/whatsapp/media', { body: new TextEncoder().encode(bytes), headers });
  return String(body['id']);
};

const ids = async (query = ''): Promise<unknown[]> =>
  (await anna.json(`GET /api/whatsapp/media${query}`)).body.items.map(({ id }) => id);

const sendTo = (to: string, media: string) =>
  anna.json('POST /api/whatsapp/messages', { json: { to, type: 'image', image: { media: { id: media } } } });

describe('the list of uploads', () => {
  test('is newest first, in pages, without those that were removed', async () => {
    const [first, second, third] = [await upload('one'), await upload('two'), await upload('three')];
    expect(await ids()).toEqual([third, second, first]);
    const page = await anna.json('GET /api/whatsapp/media?limit=2');
    expect(page.body.items).toEqual([
      (await anna.json(`GET /api/whatsapp/media/${third}`)).body,
      (await anna.json(`GET /api/whatsapp/media/${second}`)).body,
    ]);
    expect(await ids(`?limit=2&cursor=${page.body.nextCursor}`)).toEqual([first]);
    await anna.json(`DELETE /api/whatsapp/media/${second}`);
    expect(await ids()).toEqual([third, first]);
  });

  test('is narrowed by kind, and by the chat whose messages use them, also when they have ended', async () => {
    await anna.ready();
    const [picture, film, both] = [await upload('one'), await upload('two', 'video/mp4'), await upload('three')];
    expect(await ids('?kind=video')).toEqual([film]);
    await sendTo('6281234567890', picture);
    await sendTo('6281234567890', picture);
    await sendTo('6281234567890', both);
    await sendTo('6281999999999', both);
    expect(await ids('?chatId=6281234567890@s.whatsapp.net')).toEqual([both, picture]);
    expect(await ids('?chatId=6281234567890@s.whatsapp.net&kind=image&limit=1')).toEqual([both]);
    expect(await ids('?chatId=6281999999999@s.whatsapp.net')).toEqual([both]);
    expect(await ids('?chatId=6281999999999@s.whatsapp.net&kind=video')).toEqual([]);
    expect(await ids('?chatId=628111@s.whatsapp.net')).toEqual([]);
  });

  test('of a person has what was sent to each of their addresses, whichever is named', async () => {
    await anna.ready();
    const [picture, both, other] = [await upload('one'), await upload('two'), await upload('three')];
    await sendTo('551112345678', picture);
    await sendTo('551112345678', both);
    await sendTo('5511912345678', both);
    await sendTo('5511912345678', other);
    const addresses = ['551112345678@s.whatsapp.net', '5511912345678@s.whatsapp.net', '90001@lid'];
    await anna.system.contacts.learn('default', { addresses })?.written;
    for (const address of addresses) expect(await ids(`?chatId=${address}`)).toEqual([other, both, picture]);
    expect(await ids('?chatId=90001@lid&limit=2')).toEqual([other, both]);
  });

  test.each(['nonsense', Buffer.from('["media","x"]').toString('base64url')])(
    'refuses the cursor %s',
    async (cursor) => {
      const { status, body } = await anna.json(`GET /api/whatsapp/media?cursor=${cursor}`);
      expect([status, body.code]).toEqual([422, 'request.invalid']);
    },
  );
});

const linkTo = async (id: string, json?: object) => {
  const { status, body } = await anna.json(`POST /api/whatsapp/media/${id}/link`, json && { json });
  return { status, url: new URL(String(body['url'])), expiresAt: body['expiresAt'] };
};
const follow = ({ pathname, search }: URL, headers: Record<string, string> = {}, method = 'GET') =>
  anna.ask(`${method} ${pathname}${search}`, { token: null, headers });

describe('a link to a file', () => {
  test('gives the bytes without a token, whole, in part, and not again', async () => {
    const id = await upload('a picture');
    const { status, url } = await linkTo(id);
    expect(status).toBe(200);
    const whole = await follow(url);
    expect([whole.status, whole.headers.get('content-type'), await whole.text()]).toEqual([
      200,
      'image/png',
      'a picture',
    ]);
    expect(whole.headers.get('cache-control')).toBe('private, max-age=900, immutable');
    const part = await follow(url, { range: 'bytes=2-4' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/9', 'pic']);
    const etag = String(whole.headers.get('etag'));
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*'])
      expect((await follow(url, { 'if-none-match': known })).status).toBe(304);
    expect((await follow(url, { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await follow(url, { range: 'bytes=2-4', 'if-range': '"other"' })).status).toBe(200);
    const head = await follow(url, {}, 'HEAD');
    const cut = await follow(url, { range: 'bytes=2-4' }, 'HEAD');
    expect(cut.headers.get('content-length')).toBe(head.headers.get('content-length'));
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '9', '']);
  });

  test('answers a range outside the bytes with a problem that says how many there are', async () => {
    const { url } = await linkTo(await upload('a picture'));
    for (const range of ['bytes=9-', 'bytes=400-500', 'bytes=-0']) {
      const answer = await follow(url, { range });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([416, 'application/problem+json']);
      expect(answer.headers.get('content-range')).toBe('bytes */9');
      expect(await answer.json()).toMatchObject({
        status: 416,
        code: 'request.range_not_satisfiable',
        detail: expect.stringContaining('9 bytes'),
        size: 9,
      });
    }
  });

  test('is good for 15 minutes, or for as long as was asked', async () => {
    const id = await upload('a picture');
    const [usual, long] = [await linkTo(id), await linkTo(id, { seconds: 86_400 })];
    expect(usual.expiresAt).toBe(new Date(anna.clock.now() + 900_000).toISOString());
    anna.clock.advance(899_000);
    expect((await follow(usual.url)).status).toBe(200);
    anna.clock.advance(1_000);
    const late = await follow(usual.url);
    expect(await late.json()).toMatchObject({ status: 410, code: 'media.link_expired' });
    expect((await follow(long.url)).status).toBe(200);
  });

  test.each([0, 86_401, 1.5, '60'])('cannot be had for %s seconds', async (seconds) => {
    const asked = await anna.json(`POST /api/whatsapp/media/${await upload('x')}/link`, { json: { seconds } });
    expect([asked.status, asked.body.code]).toEqual([422, 'request.invalid']);
  });

  test.each<[what: string, change: (url: URL, other: string) => void]>([
    ['for longer', (url) => url.searchParams.set('expires', '9999999999')],
    ['for another file', (url, other) => (url.pathname = `/media/${other}`)],
    ['with another signature', (url) => url.searchParams.set('signature', 'A'.repeat(43))],
    ['with a short signature', (url) => url.searchParams.set('signature', 'AAAA')],
  ])('cannot be changed %s', async (_, change) => {
    const other = await upload('another');
    const { url } = await linkTo(await upload('a picture'));
    change(url, other);
    const answer = await follow(url);
    expect(await answer.json()).toMatchObject({ status: 403, code: 'media.link_invalid' });
  });

  test('ends with its file', async () => {
    const id = await upload('a picture');
    const { url } = await linkTo(id);
    await anna.json(`DELETE /api/whatsapp/media/${id}`);
    expect(await (await follow(url)).json()).toMatchObject({ status: 404, code: 'media.not_found' });
    expect((await anna.json(`POST /api/whatsapp/media/${id}/link`)).status).toBe(404);
  });

  test('is in no fact, and in no line of the log', async () => {
    const lines: string[] = [];
    const write = (fields: object, text: string) => void lines.push(JSON.stringify([fields, text]));
    anna = await api({ logger: { ...silentLogger, debug: write, info: write, warn: write, error: write } });
    const { url } = await linkTo(await upload('a picture'));
    await follow(url);
    const facts = JSON.stringify(anna.log.page({ after: 0, limit: 1_000 }));
    expect(lines.join()).toContain('/media/:id');
    expect(lines.join() + facts).not.toContain(url.searchParams.get('signature'));
  });

  test('is signed under a key of its own', () => {
    const [secret, terms] = [new Uint8Array(32).fill(1), { id: 'med_0', expires: 1 }];
    const signature = mediaLinks(secret).sign(terms);
    expect(mediaLinks(secret).isGenuine(terms, signature)).toBe(true);
    expect(mediaLinks(new Uint8Array(32).fill(2)).isGenuine(terms, signature)).toBe(false);
  });
});

test('the audit says who removed a file, and not which one expired', async () => {
  const [first, second] = [await upload('one'), await upload('two')];
  await anna.json(`DELETE /api/whatsapp/media/${first}`);
  await anna.log.append({
    stream: `media/default/${second.slice('med_'.length)}`,
    expected: 1,
    entries: [{ fact: { type: 'media.expired', reason: 'retention' }, from: null, to: null }],
    at: anna.clock.now(),
    by: 'system',
    correlation: null,
    causation: null,
  });
  const { items } = (await anna.json('GET /api/audit/actions?area=media')).body;
  expect(items).toMatchObject([{ type: 'media.expired', by: anna.userId, data: { reason: 'deleted' } }]);
});

test('neither the signature of a link nor the ticket of an upload is said in a log line, a fact or an error', async () => {
  const said: string[] = [];
  const say = (...words: unknown[]) => void said.push(inspect(words, { depth: 10, maxStringLength: null }));
  const logger: Logger = { debug: say, info: say, warn: say, error: say, child: () => logger };
  const consoles = (['debug', 'info', 'log', 'warn', 'error'] as const).map((method) =>
    vi.spyOn(console, method).mockImplementation(say),
  );
  const localTicket = openLocalTicket(systemEntropy);
  anna = await api({ logger, localTicket });
  const asked = async (line: string, ask: Parameters<Api['ask']>[1]): Promise<number> => {
    const answer = await anna.ask(line, ask);
    if (answer.status >= 400) say(await answer.text(), [...answer.headers]);
    else await answer.arrayBuffer();
    return answer.status;
  };

  const byTicket = { token: localTicket.text, headers: { 'content-type': 'image/png' } };
  // The ticket is for the command line of this machine alone, and this request comes from nowhere.
  expect(await asked('POST /api/whatsapp/media', { ...byTicket, body: 'bytes' })).toBe(401);
  expect(await asked(`GET /api/whatsapp/media?cursor=${localTicket.text}`, {})).toBe(422);
  const id = await upload('a picture');
  const { url } = await linkTo(id, { seconds: 60 });
  const [path, signature] = [`${url.pathname}${url.search}`, url.searchParams.get('signature') ?? ''];
  expect(signature).toHaveLength(43);
  const statusOf = (line: string, headers = {}) => asked(line, { token: null, headers });
  expect(await statusOf(`GET ${path}`)).toBe(200);
  expect(await statusOf(`GET ${path}`, { range: 'bytes=900-' })).toBe(416);
  expect(await statusOf(`GET ${path.replace(id, 'med_000000000000000000')}`)).toBe(403);
  expect(await statusOf(`GET ${path}&more=1`)).toBe(422);
  expect(await statusOf(`POST ${path}`)).toBe(405);
  anna.clock.advance(61_000);
  expect(await statusOf(`GET ${path}`)).toBe(410);
  await anna.json(`DELETE /api/whatsapp/media/${id}`);
  expect(await statusOf(`GET ${path}`)).toBe(410);
  say(anna.log.page({ after: 0, limit: 10_000 }), anna.gateway.health.trouble());
  for (const spy of consoles) spy.mockRestore();

  const all = said.join('\n');
  expect(all).toContain('media.stored');
  expect(all).toContain('media.link_expired');
  expect(all).toContain("route: '/media/:id'");
  expect(all).not.toContain(signature);
  // The page of a list says what was wrong with its cursor without repeating it.
  expect(all).not.toContain(localTicket.text);
});

describe('the address of a link', () => {
  const edge = edgeOf({ limits: {}, trustedProxies: [], corsOrigins: [] });
  const asked = 'http://10.0.0.5:3000/api/whatsapp/media';
  test.each([
    [
      'the public one',
      { ...edge, publicUrl: 'https://example.com/waybill', basePath: '/waybill' },
      'https://example.com/waybill',
    ],
    ['the one that it listens on', { ...edge, listensAt: 'http://127.0.0.1:3000' }, 'http://127.0.0.1:3000'],
    ['with the base path', { ...edge, listensAt: 'http://127.0.0.1:3000', basePath: '/w' }, 'http://127.0.0.1:3000/w'],
    ['of the request, when it listens on all', { ...edge, listensAt: 'http://0.0.0.0:3000' }, 'http://10.0.0.5:3000'],
    [
      'of the request, when it listens on all of IPv6',
      { ...edge, listensAt: 'http://[::]:3000' },
      'http://10.0.0.5:3000',
    ],
  ])('is %s', (_, given, address) => {
    expect(publicAddress(given, asked)).toBe(address);
  });
});

test('the figures count uploads and their bytes, by session', async () => {
  await upload('one');
  const two = await upload('two!');
  await upload('three');
  await anna.json(`DELETE /api/whatsapp/media/${two}`);
  expect((await anna.json('GET /api/whatsapp/status')).body['media']).toEqual({ uploads: 2, bytes: 8 });
  const lines = await (await anna.ask('GET /metrics')).text();
  expect(lines).toContain('waybill_media_uploads{session="default"} 2');
  expect(lines).toContain('waybill_media_bytes{session="default"} 8');
  expect(lines).toContain('waybill_media_removed_files_total 0');
});

describe('the capabilities', () => {
  test('name each kind with the limits that it is held to', async () => {
    const { status, body } = await anna.json('GET /api/whatsapp/capabilities');
    expect(status).toBe(200);
    const kinds = body['kinds'] as { type: string; limits: object; files: Record<string, object> }[];
    expect(kinds.map(({ type }) => type)).toEqual(Object.keys(messageKinds));
    const of = (type: string) => kinds.find((kind) => kind.type === type);
    expect(of('text')?.limits).toEqual({ bodyCharactersMax: 65_536 });
    expect(of('poll')?.limits).toMatchObject({ optionsMin: 2, optionsMax: 12 });
    expect(of('image')?.files['image']).toEqual({
      bytesMax: 16_777_216,
      takes: ['image', 'sticker'],
      asIs: ['image/jpeg', 'image/png'],
      converts: true,
    });
    expect(Object.keys(of('video')?.files ?? {})).toEqual(['video', 'gif', 'round']);
    expect(of('document')?.files['document']).toMatchObject({ bytesMax: 104_857_600, takes: null });
  });

  test('say which tools are there, and whether the session can send', async () => {
    const before = (await anna.json('GET /api/whatsapp/capabilities')).body;
    expect(before).toMatchObject({
      tools: { ffmpeg: null, sharp: 'none' },
      session: { linked: false, connected: false },
      limits: { waitSecondsMax: 60, linkSecondsMax: 86_400, bodyBytesMax: 1_048_576, keptDays: 30 },
    });
    await anna.ready();
    const after = (await anna.json('GET /api/whatsapp/capabilities')).body;
    expect(after['session']).toMatchObject({ id: 'default', linked: true, connected: true });
  });
});
