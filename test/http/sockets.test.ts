/**
 * Real sockets against the real server: slow, half-closed, ambiguous, and too many. Limits are small, so that no test
 * waits.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, type Limits } from '../../src/http/edge/limits.ts';
import { type HttpServer, serve } from '../../src/http/edge/serve.ts';
import { rounds } from '../support/rounds.ts';
import { type Api, api } from './api.ts';

/** Of 500 connections each. `npm run test:long -- properties` opens five times as many. */
const BATCHES = rounds(4);

const servers: HttpServer[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Client {
  readonly socket: Socket;
  /** Everything that arrived until the server closed the connection. */
  readonly all: Promise<string>;
  /** Resolves once this text has arrived. */
  says(pattern: RegExp): Promise<string>;
}

const serving = async (limits: Partial<Limits> = {}) => {
  const anna = await api();
  const server = await serve(anna.app, { host: '127.0.0.1', port: 0, limits: { ...DEFAULT_LIMITS, ...limits } });
  servers.push(server);
  const port = Number(new URL(server.url).port);

  const client = (bytes = ''): Client => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
    let text = '';
    let look: (() => unknown) | null = null;
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      look?.();
    });
    socket.on('end', () => socket.end());
    if (bytes !== '') socket.write(bytes);
    return {
      socket,
      all: once(socket, 'close').then(() => text),
      says: (pattern) =>
        new Promise((resolve, reject) => {
          look = () => pattern.test(text) && resolve(text);
          look();
          socket.once('close', () => reject(new Error(`It closed after: ${text}`)));
        }),
    };
  };
  return { anna, server, client };
};

const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
const post = ({ token }: Api, path: string, more: string) =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n${more}\r\n`;
const statuses = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
const alive = async ({ url }: HttpServer) => (await fetch(`${url}/healthz`)).status;

/** The head of every answer that did not come from a route, good or bad. */
const isWhole = (text: string): void => {
  expect(text).toMatch(/content-type: application\/problem\+json/i);
  expect(text).toMatch(/content-security-policy: default-src 'none'/i);
  expect(text).toMatch(/x-content-type-options: nosniff/i);
  expect(text).toMatch(/x-request-id: [\w-]+/i);
};

describe('who is slow', () => {
  test.each([
    ['says nothing', ''],
    ['begins a request line', 'GET /heal'],
    ['never ends the headers', 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: a\r\n'],
  ])('and %s is told so, and loses the connection', async (_, bytes) => {
    const { client } = await serving({ requestMs: 90 });
    const text = await client(bytes).all;
    expect(statuses(text)).toEqual([408]);
    isWhole(text);
  });

  test('with the body is told so, and nothing is queued', async () => {
    const { anna, client } = await serving({ requestMs: 300 });
    anna.facts();
    const head = 'Content-Type: application/json\r\nContent-Length: 200\r\n';
    const slow = client(`${post(anna, '/api/whatsapp/send-message', head)}{"number":`);
    const text = await slow.all;
    expect(statuses(text)).toEqual([408]);
    isWhole(text);
    expect(anna.facts()).toEqual([]);
  });

  test('to ask again loses the connection, without a word', async () => {
    const { client } = await serving({ keepAliveMs: 50 });
    const text = await client(get('/healthz')).all;
    expect(statuses(text)).toEqual([200]);
  });

  test('to read what it asked for is cut off', async () => {
    const { anna, client } = await serving({ stalledMs: 100 });
    for (let n = 0; n < 20; n += 1) await anna.send({ message: 'a'.repeat(60_000) });
    const slow = client();
    slow.socket.pause();
    const ask = get('/api/whatsapp/jobs?limit=20', `Authorization: Bearer ${anna.token}\r\n`);
    slow.socket.write(ask.repeat(20));
    // The kernel takes some megabytes for it; the rest waits in the server until it is given up.
    const gone = new Promise<void>((resolve) => {
      const probe = () => (slow.socket.destroyed ? resolve() : void slow.socket.write(' ', () => setImmediate(probe)));
      probe();
    });
    await gone;
    expect(slow.socket.destroyed).toBe(true);
  });
});

describe('who is half gone', () => {
  test('but has asked, gets the answer', async () => {
    const { client } = await serving();
    const half = client();
    half.socket.end(get('/healthz'));
    expect(statuses(await half.all)).toEqual([200]);
  });

  test('in the middle of a body changes nothing', async () => {
    const { anna, server, client } = await serving();
    anna.facts();
    const head = 'Content-Type: application/json\r\nContent-Length: 60\r\n';
    const half = client();
    half.socket.end(`${post(anna, '/api/whatsapp/send-message', head)}{"number":"6281234567890"`);
    await half.all;
    expect(anna.facts()).toEqual([]);
    expect(await alive(server)).toBe(200);
  });
});

describe('who asks ahead', () => {
  test('gets every answer, in order', async () => {
    const { client } = await serving();
    const ids = Array.from({ length: 300 }, (_, n) => `ahead-${n}`);
    const asked = ids.map((id) => get('/healthz', `X-Request-Id: ${id}\r\n`)).join('');
    const text = await client(asked + get('/healthz', 'Connection: close\r\n')).all;
    expect([...text.matchAll(/x-request-id: (ahead-\d+)/gi)].map(([, id]) => id)).toEqual(ids);
  });
});

describe('what two servers could read differently', () => {
  const PAUSE = '/api/whatsapp/queue/pause';
  test.each<[what: string, more: string]>([
    ['both lengths', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['both lengths, the other way round', 'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n'],
    ['two lengths that differ', 'Content-Length: 0\r\nContent-Length: 4\r\n\r\nabcd'],
    ['a length with a sign', 'Content-Length: +4\r\n\r\nabcd'],
    ['a length in hex', 'Content-Length: 0x4\r\n\r\nabcd'],
    ['a coding that is almost chunked', 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'],
    ['a coding beside chunked', 'Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n'],
    ['chunked before another coding', 'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n'],
    ['two codings', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n'],
    ['a space before the colon', 'Content-Length : 4\r\n\r\nabcd'],
    ['a folded header', 'X-Folded: a\r\n Content-Length: 4\r\n\r\nabcd'],
    ['a bare line feed', 'X-Bare: a\nContent-Length: 4\r\n\r\nabcd'],
    ['two hosts', 'Host: y\r\n\r\n'],
  ])('is refused, and done by nobody: %s', async (_, more) => {
    const { anna, server, client } = await serving();
    anna.facts();
    const text = await client(post(anna, PAUSE, more).slice(0, -2) + get('/healthz')).all;
    expect(statuses(text)).toEqual([400]);
    isWhole(text);
    expect(anna.facts()).toEqual([]);
    expect(await alive(server)).toBe(200);
  });

  test('no host', async () => {
    const { client } = await serving();
    const text = await client('GET /healthz HTTP/1.1\r\nX-Request-Id: order-17\r\n\r\nGET /').all;
    expect(statuses(text)[0]).toBe(400);
    expect(text).toMatch(/^x-request-id: order-17\r$/im);
  });

  test('a chunk that is none, after the command: the connection ends, and no second request is seen in it', async () => {
    const { anna, client } = await serving();
    const bytes = `${post(anna, PAUSE, 'Transfer-Encoding: chunked\r\n')}zz\r\n${post(anna, '/api/whatsapp/queue/resume', '')}`;
    const text = await client(bytes).all;
    expect(statuses(text)).not.toContain(400);
    expect(anna.facts()).not.toContain('queue.resumed');
  });

  test.each([
    ['a header of 20 kB', `X-Long: ${'a'.repeat(20_000)}\r\n`, 431],
    ['four thousand headers', 'X: y\r\n'.repeat(4_000), 431],
  ])('is not read to its end: %s', async (_, more, status) => {
    const { client } = await serving();
    const { says } = client(get('/healthz', more));
    const text = await says(/"requestId"/);
    expect(statuses(text)).toEqual([status]);
    isWhole(text);
  });

  test('a wish to be a proxy', async () => {
    const { client } = await serving();
    expect(statuses(await client('CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n').all)).toEqual([
      405,
    ]);
  });
});

describe('too many', () => {
  test('who ask nothing give way to who asks', async () => {
    const { server, client } = await serving({ connectionsMax: 10 });
    const idle = Array.from({ length: 60 }, () => client());
    await Promise.all(idle.slice(0, 50).map(({ all }) => all));
    for (let n = 0; n < 20; n += 1) expect(await alive(server)).toBe(200);
    expect(idle.filter(({ socket }) => !socket.destroyed).length).toBeLessThanOrEqual(10);
  });

  test('who all have something in hand keep their places, and the next is told to come again', async () => {
    const { anna, client } = await serving({ connectionsMax: 3 });
    const feed = get('/api/events/live', `Authorization: Bearer ${anna.token}\r\n`);
    const feeds = [client(feed), client(feed), client(feed)];
    await Promise.all(feeds.map(({ says }) => says(/retry:/)));
    const text = await client(get('/healthz')).all;
    expect(statuses(text)).toEqual([503]);
    expect(text).toMatch(/retry-after: \d+/i);
    isWhole(text);
    feeds[0]?.socket.destroy();
    const answered = async (): Promise<number> => {
      const [status = 0] = statuses(await client(get('/healthz', 'Connection: close\r\n')).all);
      return status === 503 ? answered() : status;
    };
    expect(await answered()).toBe(200);
  });

  test('thousands of connections take no more than their places, and no memory that grows with them', async () => {
    const { server, client } = await serving({ connectionsMax: 200 });
    const before = process.memoryUsage().rss;
    let ended = 0;
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const some = Array.from({ length: 500 }, (_, n) => client(n % 2 === 0 ? '' : 'GET /healthz HTTP/1.1\r\nX-Slow:'));
      // All connections but those under way were closed to make room for later ones.
      await Promise.all(some.slice(0, 250).map(({ all }) => all.then(() => (ended += 1))));
      expect(await alive(server)).toBe(200);
      for (const { socket } of some) socket.destroy();
    }
    expect(ended).toBe(250 * BATCHES);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });
});
