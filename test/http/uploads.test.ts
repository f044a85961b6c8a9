/** Uploads over real sockets: bytes and forms, whole, wrong, too large, stalled and cut. */
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, type Limits } from '../../src/http/edge/limits.ts';
import { type HttpServer, serve } from '../../src/http/edge/serve.ts';
import { api } from './api.ts';

const servers: HttpServer[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const UPLOAD_MAX = 104_857_600;
const FORM = 'multipart/form-data; boundary=cut';
const HELLO = 'Content-Disposition: form-data; name="file"; filename="hello.pdf"\r\nContent-Type: application/pdf';

/** A form of parts: the headers and the bytes of each. */
const form = (...parts: [headers: string, bytes: string][]): string =>
  `${parts.map(([headers, bytes]) => `--cut\r\n${headers}\r\n\r\n${bytes}\r\n`).join('')}--cut--\r\n`;

const serving = async (limits: Partial<Limits> = {}) => {
  const anna = await api();
  const server = await serve(anna.app, { host: '127.0.0.1', port: 0, limits: { ...DEFAULT_LIMITS, ...limits } });
  servers.push(server);
  anna.facts();
  const { media } = anna.gateway;
  const { store } = media;
  /** Resolves once an upload is being stored. */
  const begun = new Promise<void>((resolve) => {
    Object.assign(media, {
      store: (...asked: Parameters<typeof store>) => {
        resolve();
        return store(...asked);
      },
    });
  });

  return {
    anna,
    begun,
    async post(body: string | FormData, type: string, query = '') {
      const headers = { authorization: `Bearer ${anna.token}`, ...(type === '' ? {} : { 'content-type': type }) };
      const answer = await fetch(`${server.url}/api/whatsapp/media${query}`, { method: 'POST', headers, body });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    /** Begins an upload and leaves the rest to the test. */
    begin(headers: string, bytes: string, path = '/api/whatsapp/media') {
      const socket = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1', allowHalfOpen: true });
      sockets.push(socket);
      let text = '';
      const answered = new Promise<string>((resolve) => {
        socket.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          if (/"requestId"|"createdAt"/.test(text)) resolve(text);
        });
      });
      socket.on('error', () => socket.destroy());
      const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${anna.token}\r\n${headers}\r\n`;
      socket.write(`${head}${bytes}`);
      return { socket, answered };
    },
    /** The stored files and the facts about them. */
    async left() {
      const files: string[] = [];
      for await (const { name } of anna.mediaRoom.files.list()) files.push(name);
      return { files, facts: anna.facts() };
    },
  };
};

const NOTHING = { files: [], facts: [] };

describe('a form with one file', () => {
  test('is stored under its name, as the bytes alone would be', async () => {
    const { post, left } = await serving();
    const sent = new FormData();
    sent.append('file', new Blob(['a parcel '.repeat(50_000)], { type: 'application/pdf' }), 'Täg 1.pdf');
    const inForm = await post(sent, '');
    expect(inForm).toMatchObject({
      status: 201,
      body: { size: 450_000, fileName: 'Täg 1.pdf', mimetype: 'application/pdf' },
    });
    const alone = await post('a parcel '.repeat(50_000), 'application/pdf');
    expect(alone.body).toMatchObject({ sha256: inForm.body['sha256'], fileName: null });
    expect(await left()).toMatchObject({ files: [inForm.body['sha256']], facts: ['media.stored', 'media.stored'] });
  });

  test('takes the name of the address before its own, and leaves out folders', async () => {
    const { post } = await serving();
    expect((await post(form([HELLO, 'x']), FORM, '?fileName=other.pdf')).body['fileName']).toBe('other.pdf');
    const climbing = HELLO.replace('hello.pdf', '../../etc/passwd');
    expect((await post(form([climbing, 'x']), FORM)).body['fileName']).toBe('passwd');
  });

  test('may have no name, no type and something around it', async () => {
    const { post } = await serving();
    const plain = `Hello\r\n${form(['Content-Disposition: form-data; name="file"', 'x'])}bye`;
    expect(await post(plain, FORM)).toMatchObject({ status: 201, body: { size: 1, fileName: null } });
  });
});

test('the memory of an upload is freed while it comes', async () => {
  const { anna, post } = await serving();
  const { store } = anna.gateway.media;
  const chunks: Uint8Array[] = [];
  async function* watched(bytes: AsyncIterable<Uint8Array>) {
    for await (const chunk of bytes) {
      chunks.push(chunk);
      yield chunk;
    }
  }
  Object.assign(anna.gateway.media, {
    store: (...[bytes, ...rest]: Parameters<typeof store>) => store(watched(bytes), ...rest),
  });
  expect(await post('a parcel '.repeat(50_000), 'application/pdf')).toMatchObject({
    status: 201,
    body: { size: 450_000 },
  });
  expect(chunks.length).toBeGreaterThan(1);
  expect(chunks.filter(({ length }) => length > 0)).toEqual([]);
});

describe('a form that is wrong is refused, and nothing is left', () => {
  test.each<[what: string, body: string, type: string, message: RegExp]>([
    ['without a file', '--cut--\r\n', FORM, /no file/],
    ['without a boundary', form([HELLO, 'x']), 'multipart/form-data', /boundary/],
    ['with another boundary', form([HELLO, 'x']), 'multipart/form-data; boundary=other', /cannot be read|no file/],
    ['that is cut', form([HELLO, 'x']).slice(0, -8), FORM, /cannot be read/],
    ['with a part of another name', form([HELLO.replace('"file"', '"picture"'), 'x']), FORM, /named "picture"/],
    ['with two files', form([HELLO, 'x'], [HELLO, 'y']), FORM, /one part/],
    ['with a field', form([HELLO, 'x'], ['Content-Disposition: form-data; name="to"', '1']), FORM, /"to"/],
    ['that begins with endless talk', `${'talk '.repeat(60_000)}\r\n${form([HELLO, 'x'])}`, FORM, /around its file/],
    ['that ends with endless talk', form([HELLO, 'x']) + 'talk '.repeat(60_000), FORM, /around its file/],
  ])('%s', async (_, body, type, message) => {
    const { post, left } = await serving();
    const answer = await post(body, type);
    expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    expect(answer.body['detail']).toMatch(message);
    expect(await left()).toEqual(NOTHING);
  });
});

describe('an upload over the limit is refused at once', () => {
  test.each([
    ['bytes', 'Content-Type: application/pdf'],
    ['a form', `Content-Type: ${FORM}`],
  ])('%s by their length, before they come', async (_, type) => {
    const { begin, left } = await serving();
    const { answered } = begin(`${type}\r\nContent-Length: ${UPLOAD_MAX + 70_000}\r\n`, '');
    expect(await answered).toMatch(/^HTTP\/1.1 413 [^]*"code":"media.too_large"/);
    expect(await left()).toEqual(NOTHING);
  });
});

describe('an upload that does not end', () => {
  test.each([
    ['bytes', 'Content-Type: application/pdf\r\nContent-Length: 100\r\n', 'half a file'],
    ['a form', `Content-Type: ${FORM}\r\nContent-Length: 1000\r\n`, form([HELLO, 'half a file']).slice(0, 120)],
    ['a form without a part', `Content-Type: ${FORM}\r\nContent-Length: 1000\r\n`, '--cut\r\n'],
  ])('%s: stalled for 30 seconds, it is answered and nothing is left', async (_, headers, bytes) => {
    const { anna, begun, begin, left } = await serving();
    const { answered } = begin(headers, bytes);
    await begun;
    let isAnswered = false;
    void answered.then(() => (isAnswered = true));
    const wait = () => {
      anna.clock.advance(30_000);
      if (!isAnswered) setImmediate(wait);
    };
    wait();
    expect(await answered).toMatch(/^HTTP\/1.1 408 [^]*"code":"media.incomplete"/);
    expect(await left()).toEqual(NOTHING);
  });

  test.each([
    ['bytes', 'Content-Type: application/pdf\r\nContent-Length: 100\r\n', 'half a file'],
    ['a form', `Content-Type: ${FORM}\r\nContent-Length: 1000\r\n`, form([HELLO, 'half a file']).slice(0, 120)],
  ])('%s: cut off, nothing is left', async (_, headers, bytes) => {
    const { anna, begin, left } = await serving();
    const refused = new Promise<unknown>((resolve) => {
      const { store } = anna.gateway.media;
      Object.assign(anna.gateway.media, {
        store: async (...asked: Parameters<typeof store>) => {
          socket.destroy();
          const told = await store(...asked);
          resolve(told);
          return told;
        },
      });
    });
    const { socket } = begin(headers, bytes);
    expect(await refused).toMatchObject({ ok: false, refusal: { code: 'media.incomplete' } });
    expect(await left()).toEqual(NOTHING);
  });

  test('may take longer than other requests, while bytes come', async () => {
    const { begun, begin } = await serving({ requestMs: 300 });
    const { socket, answered } = begin('Content-Type: application/pdf\r\nContent-Length: 40\r\n', 'slow');
    await begun;
    const json = 'Content-Type: application/json\r\nContent-Length: 200\r\n';
    expect(await begin(json, '{"number":', '/api/whatsapp/send-message').answered).toMatch(/^HTTP\/1.1 408 /);
    socket.write('.'.repeat(36));
    expect(await answered).toMatch(/^HTTP\/1.1 201 /);
  });
});

test('a form may be larger than other bodies', async () => {
  const { post } = await serving({ bodyBytesMax: 1_024 });
  expect((await post(form([HELLO, 'x'.repeat(3_000_000)]), FORM)).body['size']).toBe(3_000_000);
});
