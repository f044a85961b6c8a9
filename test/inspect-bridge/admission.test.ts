import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type Attached, attached, receiver, socket } from './attached.ts';

const MINUTE_MS = 60_000;
const ASKS = JSON.stringify({ type: 'xstate.inspecting' });

const outcomeOf = async (to: Attached, options: Parameters<typeof socket>[1]) => (await socket(to, options)).outcome();

describe('who may watch', () => {
  test('is a client with a token, or with a ticket for one', async () => {
    const to = await attached();
    expect(await outcomeOf(to, {})).toBe(101);
    expect(await outcomeOf(to, { bearer: false, query: `?ticket=${await to.ticket()}` })).toBe(101);
  });

  test('is a key that may see all, and none that is bounded to sessions or chats', async () => {
    const to = await attached();
    const keyFor = async (bounds: object): Promise<string> => {
      const json = { name: 'viewer', scopes: ['events:read'], ...bounds };
      return String((await to.json('POST /api/keys', { json })).body['key']);
    };
    const attach = async (bounds: object): Promise<unknown> => {
      const token = await keyFor(bounds);
      const { status } = await to.json('POST /api/inspector/ticket', { token });
      return [status, await outcomeOf(to, { bearer: false, headers: { authorization: `Bearer ${token}` } })];
    };
    expect(await attach({})).toEqual([201, 101]);
    expect(await attach({ sessions: ['default'] })).toEqual([403, 403]);
    expect(await attach({ chats: ['6281000000001@s.whatsapp.net'] })).toEqual([403, 403]);
  });

  test.each([
    ['without either', {}],
    ['with a token that is none', { headers: { authorization: 'Bearer nobody' } }],
    ['with a ticket that is none', { query: '?ticket=nobody' }],
    ['with an empty ticket', { query: '?ticket=' }],
  ])('is nobody %s', async (_, options) => {
    expect(await outcomeOf(await attached(), { bearer: false, ...options })).toBe(401);
  });

  test('a ticket is good once, and for half a minute', async () => {
    const to = await attached();
    const query = `?ticket=${await to.ticket()}`;
    expect(await outcomeOf(to, { bearer: false, query })).toBe(101);
    expect(await outcomeOf(to, { bearer: false, query })).toBe(401);
    const late = `?ticket=${await to.ticket()}`;
    to.clock.advance(MINUTE_MS / 2);
    expect(await outcomeOf(to, { bearer: false, query: late })).toBe(401);
  });

  test('tickets that nobody uses do not pile up', async () => {
    const to = await attached();
    const first = await to.ticket();
    for (let n = 0; n < 1_000; n += 1) to.tickets.issue(to.token);
    expect(to.tickets.redeem(first)).toBeNull();
    expect(to.tickets.redeem(await to.ticket())).toBe(to.token);
  });

  test('no page of another origin attaches, even with a ticket', async () => {
    const to = await attached();
    const attach = async (origin: string) =>
      outcomeOf(to, { bearer: false, query: `?ticket=${await to.ticket()}`, headers: { origin } });
    expect(await attach(to.server.url)).toBe(101);
    for (const origin of ['https://stately.ai', 'http://127.0.0.1:1', 'null', 'not an origin']) {
      expect([origin, await attach(origin)]).toEqual([origin, 403]);
    }
  });

  test('is nobody who keeps a connection after being refused', async () => {
    const { server } = await attached();
    const { hostname, port } = new URL(server.url);
    const stranger = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    stranger.write('GET /inspector/ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const [answer] = await once(stranger, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 401 /);
    // It does not close its side, and the server does not wait for it.
    await server.close();
    stranger.destroy();
  });

  test('leaves when the token expires that let it in', async () => {
    const to = await attached();
    await to.json('POST /api/whatsapp/session/start');
    await to.ready();
    const viewer = await socket(to, { bearer: false, query: `?ticket=${await to.ticket()}` });
    await viewer.outcome();
    viewer.ws.send(ASKS);
    await viewer.until(() => true);
    to.clock.advance(16 * MINUTE_MS);
    expect(await viewer.closed).toBe(1006);
  });

  test('leaves within seconds when its login ends, and no ticket of that login is good any more', async () => {
    const to = await attached();
    const viewer = await socket(to);
    await viewer.outcome();
    const ticket = await to.ticket();
    expect((await to.ask('POST /api/auth/logout')).status).toBe(204);
    to.clock.advance(5_000);
    expect(await viewer.closed).toBe(1006);
    expect(await outcomeOf(to, { bearer: false, query: `?ticket=${ticket}` })).toBe(401);
  });

  test('are no more than eight', async () => {
    const to = await attached();
    const viewers = [];
    for (let n = 0; n < 8; n += 1) {
      const viewer = await socket(to);
      expect(await viewer.outcome()).toBe(101);
      viewers.push(viewer);
    }
    expect(await outcomeOf(to, {})).toBe(503);
    viewers[0]?.ws.close();
    await viewers[0]?.closed;
    // The slot is free once the server has seen the socket close, in a turn of its own.
    let last = 0;
    while (last !== 101) last = await outcomeOf(to, {});
  });
});

test('another path is no place for a socket, and a handshake that is none harms nobody', async () => {
  const to = await attached();
  const { hostname, port } = new URL(to.server.url);
  const ask = (lines: string): Promise<string> =>
    new Promise((resolve) => {
      const raw = connect(Number(port), hostname, () => raw.write(`${lines}\r\n\r\n`));
      raw.once('data', (bytes) => {
        resolve(bytes.toString().split('\r\n', 1)[0] ?? '');
        raw.destroy();
      });
    });
  const upgrade = `Host: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket`;
  expect(await ask(`GET /api/events/live HTTP/1.1\r\n${upgrade}`)).toContain('404');
  expect(await ask(`GET //[ HTTP/1.1\r\n${upgrade}`)).toContain('404');
  expect(await ask(`GET /inspector/ws HTTP/1.1\r\n${upgrade}\r\nAuthorization: Bearer ${to.token}`)).toContain('400');
  expect((await to.json('GET /api/auth/me')).status).toBe(200);
});

test('a server that stops sends its viewers away', async () => {
  const to = await attached();
  const viewer = await socket(to);
  await viewer.outcome();
  to.bridge.close();
  await to.server.close();
  expect(await viewer.closed).toBe(1006);
});

test('no more than 250 machines are on the stage: the job that was silent the longest leaves, and comes back', async () => {
  const to = await attached();
  await to.json('POST /api/whatsapp/session/start');
  const viewer = await receiver(to);
  await viewer.until(({ sessionId }) => sessionId === 'queue/default');
  const first = `job/${await to.send()}`;
  await viewer.until(({ sessionId }) => sessionId === first);
  for (let n = 0; n < 250; n += 1) await to.send({ number: `62812000${1000 + n}` });
  await viewer.until(({ type, sessionId }) => type === 'service.stop' && sessionId === first);
  expect(to.bridge.shown()).toBe(250);
  expect(viewer.heard.some(({ type, sessionId }) => type === 'service.stop' && !sessionId.startsWith('job/'))).toBe(
    false,
  );
  expect((await to.ask(`DELETE /api/whatsapp/jobs/${first.slice(4)}`)).status).toBe(204);
  await viewer.until(({ type, event }) => type === 'service.event' && event?.name === 'job.cancelled');
  const registered = viewer.heard.filter(({ type, sessionId }) => type === 'service.register' && sessionId === first);
  expect(registered.map(({ state }) => state?.value)).toEqual(['unborn', 'waiting']);
});
