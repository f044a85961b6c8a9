/** The operator's settings for callers: which proxies are trusted, which pages may call, how much a caller may send. */
import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { addressBehind, isNetwork } from '../../src/http/edge/address.ts';
import { isOrigin } from '../../src/http/edge/cors.ts';
import { type EdgeSettings, edgeOf } from '../../src/http/edge/edge.ts';
import type { SandboxControl } from '../../src/sandbox/control.ts';
import { type Api, api } from './api.ts';

const edge = (settings: Partial<EdgeSettings>) =>
  edgeOf({ limits: {}, trustedProxies: [], corsOrigins: [], ...settings });

const incoming = (remoteAddress: string | undefined, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

describe('the address of a request', () => {
  test.each<
    [what: string, proxies: string[], peer: string | undefined, forwarded: string | undefined, from: string | null]
  >([
    ['is the peer’s, when no proxy is trusted', [], '203.0.113.9', '10.0.0.1', '203.0.113.9'],
    ['is the peer’s, when it is not the trusted proxy', ['10.0.0.5'], '203.0.113.9', '10.0.0.1', '203.0.113.9'],
    ['is what the trusted proxy wrote', ['10.0.0.5'], '10.0.0.5', '203.0.113.9', '203.0.113.9'],
    ['is not what the client wrote before it', ['10.0.0.5'], '10.0.0.5', '1.1.1.1, 203.0.113.9', '203.0.113.9'],
    ['is found behind several proxies', ['10.0.0.0/8'], '10.0.0.5', '1.1.1.1,203.0.113.9,10.9.9.9', '203.0.113.9'],
    ['is the proxy’s, when it wrote none', ['10.0.0.5'], '10.0.0.5', undefined, '10.0.0.5'],
    ['is the proxy’s, when it wrote nonsense', ['10.0.0.5'], '10.0.0.5', 'unknown', '10.0.0.5'],
    ['is the first of them, when all are trusted', ['10.0.0.0/8'], '10.0.0.5', '10.0.0.7', '10.0.0.7'],
    ['is written without its IPv6 dress', ['10.0.0.5'], '::ffff:10.0.0.5', '::ffff:203.0.113.9', '203.0.113.9'],
    ['may be IPv6 behind IPv6', ['fd00::/8'], 'fd00::1', '2001:db8::7', '2001:db8::7'],
    ['comes with a port', ['10.0.0.5'], '10.0.0.5', '203.0.113.8:5123', '203.0.113.8'],
    ['comes in brackets', ['10.0.0.5'], '10.0.0.5', '[2001:db8::8]', '2001:db8::8'],
    ['comes in brackets, with a port', ['10.0.0.5'], '10.0.0.5', '1.1.1.1, [2001:db8::8]:443', '2001:db8::8'],
    ['comes in quotes', ['10.0.0.5'], '10.0.0.5', '"[2001:db8::8]:443"', '2001:db8::8'],
    ['comes with an interface of the proxy', ['fe80::1'], 'fe80::1%eth0', 'fe80::2%eth1', 'fe80::2'],
    ['comes with blanks', ['10.0.0.5'], '10.0.0.5', '  203.0.113.8:5123  ', '203.0.113.8'],
    ['is found behind proxies with ports', ['10.0.0.0/8'], '10.0.0.5', '203.0.113.9:1,10.9.9.9:2', '203.0.113.9'],
    ['is IPv4 in brackets', ['10.0.0.5'], '10.0.0.5', '[::ffff:203.0.113.8]:5123', '203.0.113.8'],
    ['is IPv4 in hexadecimal', ['10.0.0.5'], '10.0.0.5', '::ffff:cb00:7108', '203.0.113.8'],
    ['is the proxy’s, when the port is none', ['10.0.0.5'], '10.0.0.5', '203.0.113.8:http', '10.0.0.5'],
    ['cannot be told of a socket that is gone', [], undefined, undefined, null],
  ])('%s', (_, proxies, peer, forwarded, from) => {
    expect(addressBehind(proxies)(incoming(peer, forwarded))).toBe(from);
  });

  test('is on record with every decision', async () => {
    const anna = await api({ edge: edge({ trustedProxies: ['10.0.0.5'] }) });
    const job = await anna.send();
    const ask = (line: string, json?: unknown) => {
      const [method = '', path = ''] = line.split(' ');
      return anna.app.request(
        path,
        {
          method,
          headers: {
            authorization: `Bearer ${anna.token}`,
            'x-forwarded-for': '203.0.113.9',
            ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        },
        { incoming: incoming('10.0.0.5', '203.0.113.9') },
      );
    };
    anna.facts();
    const before = anna.log.head().position;
    await ask('POST /api/whatsapp/queue/pause');
    await ask('POST /api/whatsapp/queue/resume');
    await ask('POST /api/whatsapp/queue/config', { concurrency: 7 });
    await ask(`DELETE /api/whatsapp/jobs/${job}`);
    await ask('POST /api/whatsapp/queue/clear', { status: 'all' });
    await ask('POST /api/whatsapp/session/start?session=sales');
    await ask('POST /api/whatsapp/session/restart?session=sales');
    await ask('POST /api/whatsapp/session/stop?session=sales');
    await ask('POST /api/whatsapp/session/logout?session=sales');
    await ask('POST /api/auth/login', { email: 'anna@example.com', password: 'wrong horse' });
    await ask('POST /api/auth/logout');
    const told = anna.log
      .page({ after: before, limit: 100 })
      .filter(({ correlation }) => correlation !== null)
      .map(({ type, data }) => [type, 'from' in data ? data.from : null]);
    expect(told).toEqual(
      [
        'queue.paused',
        'queue.resumed',
        'queue.configured',
        'job.cancelled',
        'queue.clearing_started',
        'queue.cleared',
        'session.started',
        'session.closed',
        'session.started',
        'session.stopped',
        'session.logged_out',
        'user.login_refused',
        'user.logged_out',
      ].map((type) => [type, '203.0.113.9']),
    );
  });

  test.each([
    ['10.0.0.5', true],
    ['10.0.0.0/8', true],
    ['::1', true],
    ['fd00::/8', true],
    ['10.0.0.0/33', false],
    ['10.0.0.0/8/8', false],
    ['10.0.0.0/', false],
    ['proxy', false],
    ['', false],
  ])('%j is the network of a proxy: %s', (text, is) => {
    expect(isNetwork(text)).toBe(is);
  });
});

const preflight = ({ app }: Api, origin: string) =>
  app.request('/api/whatsapp/send-message', {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
  });

describe('a page from elsewhere', () => {
  const SHOP = 'https://shop.example.com';
  const open = () => api({ edge: edge({ corsOrigins: [SHOP] }) });

  test('that is known may ask, and is told what it may send', async () => {
    const answer = await preflight(await open(), SHOP);
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(answer.headers.get('access-control-allow-headers')).toContain('Authorization');
    expect(answer.headers.get('access-control-allow-methods')).toContain('DELETE');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each([
    ['GET /api/auth/me', 200],
    ['GET /api/nothing', 404],
    ['GET /api/whatsapp/jobs/17', 404],
    ['GET /healthz', 200],
  ])('that is known may read the answer to %s', async (line, status) => {
    const { ask } = await open();
    const answer = await ask(line, { headers: { origin: SHOP } });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(answer.headers.get('access-control-expose-headers')).toContain('X-Request-Id');
    expect(answer.headers.get('vary')).toContain('Origin');
  });

  test('that nobody knows gets nothing of it, and no cache mixes the two up', async () => {
    const anna = await open();
    const refused = await preflight(anna, 'https://evil.example.com');
    const read = await anna.ask('GET /api/auth/me', { headers: { origin: 'https://evil.example.com' } });
    const plain = await anna.ask('GET /api/auth/me');
    expect(refused.status).toBe(405);
    for (const { headers } of [refused, read, plain]) {
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('vary')).toBe('Origin');
    }
  });

  test('gets nothing at all unless the operator named one', async () => {
    const anna = await api();
    const { status, headers } = await preflight(anna, SHOP);
    expect([status, headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([405, null, null]);
  });

  test.each([
    ['https://shop.example.com', true],
    ['http://localhost:5173', true],
    ['*', false],
    ['null', false],
    ['https://shop.example.com/', false],
    ['https://*.example.com', false],
    ['https://SHOP.example.com', false],
    ['https://user@shop.example.com', false],
    ['ftp://shop.example.com', false],
    ['shop.example.com', false],
  ])('%j is an origin: %s', (text, is) => {
    expect(isOrigin(text)).toBe(is);
  });
});

describe('a body', () => {
  test('is as long as the operator lets it be', async () => {
    const { json } = await api({ edge: edge({ limits: { bodyBytesMax: 2_000 } }) });
    const send = (message: string) =>
      json('POST /api/whatsapp/send-message', { json: { number: '6281234567890', message } });
    expect((await send('a'.repeat(1_900))).status).toBe(202);
    expect((await send('a'.repeat(2_000))).status).toBe(413);
  });

  test('of a stranger is short, and still holds the longest password', async () => {
    const { json } = await api();
    const login = (password: string, padding = '') =>
      json('POST /api/auth/login', {
        token: null,
        headers: { 'content-type': 'application/json' },
        body: `${padding}{"email":"${'a'.repeat(250)}@x.y","password":"${password}"}`,
      });
    expect((await login('\\u00e4'.repeat(1_024))).status).toBe(401);
    expect((await login('a', ' '.repeat(20_000))).status).toBe(413);
  });
});

test('a full queue says when to come again, and records nothing', async () => {
  const anna = await api();
  await anna.json('POST /api/whatsapp/queue/config', { json: { waitingMax: 1 } });
  await anna.send();
  anna.facts();
  const refused = await anna.json('POST /api/whatsapp/send-message', {
    json: { number: '6281234567890', message: 'one too many' },
  });
  expect(refused).toMatchObject({ status: 503, body: { code: 'queue.full' } });
  expect(refused.headers.get('retry-after')).toBe('30');
  expect(anna.facts()).toEqual([]);
});

test('who uses a control of the sandbox is on record, with what and from where', async () => {
  const profile = { name: null, about: null, pictureUrl: null };
  const account = { available: false, typing: [], watches: [], profile };
  const control = { drop: () => {}, state: () => ({ connections: [], paired: [], faults: [], armed: [], account }) };
  const anna = await api({
    sandbox: { ...control, qrWaiting: false } as unknown as SandboxControl,
    edge: edge({}),
  });
  anna.facts();
  const ask = (body: string) =>
    anna.app.request(
      '/api/sandbox/drop',
      {
        method: 'POST',
        headers: { authorization: `Bearer ${anna.token}`, 'content-type': 'application/json' },
        body,
      },
      { incoming: incoming('203.0.113.9') },
    );
  expect((await ask('{"mode":"sideways"}')).status).toBe(422);
  expect(anna.facts()).toEqual([]);
  expect((await ask('{"mode":"close"}')).status).toBe(200);
  const [steered] = anna.log.page({ after: 0, limit: 10, type: 'process.sandbox_steered' });
  expect(steered).toMatchObject({ by: anna.userId, data: { control: 'drop', from: '203.0.113.9' } });
});
