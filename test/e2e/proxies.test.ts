/**
 * Two sessions behind proxies, one by SOCKS5 and one by CONNECT, with the whole gateway and the real client in its threads.
 *
 * The sandbox's server, its media host and a web page are in this process, which hears of each connection that any of them
 * takes. The proxies say from which ports they connect. So a connection that went around a proxy would be seen.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, isIP, type Socket } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { followFacts } from '../support/client.ts';
import { folder, openGateway } from '../support/process.ts';
import { PROXY_PASSWORD, startProxy, type TestProxy } from '../support/proxies.ts';

const NUMBER = '6281234567801';
const SESSIONS = ['socks', 'http'] as const;

/** Every connection that a server of this process takes: to which port, and from which one. */
const watchConnections = () => {
  const taken: { to: number; from: number }[] = [];
  const hear = (message: unknown): void => {
    const { localPort = 0, remotePort = 0 } = (message as { socket: Socket }).socket;
    taken.push({ to: localPort, from: remotePort });
  };
  subscribe('net.server.socket', hear);
  onTestFinished(() => void unsubscribe('net.server.socket', hear));
  return taken;
};

const servePage = async (): Promise<number> => {
  const page = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'text/html');
    answer.end('<title>Parcels</title>');
  });
  await new Promise<void>((resolve) => void page.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void page.close());
  return (page.address() as AddressInfo).port;
};

const filesBelow = (path: string): string[] =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesBelow(join(path, name))) : [path];

const blamed = ({ cause }: Record<string, unknown>) => cause === 'proxy';

test('all that a session sends and fetches goes through its proxy, or nowhere', async () => {
  const data = join(folder(), 'data');
  const proxies: Record<(typeof SESSIONS)[number], TestProxy> = {
    socks: await startProxy('socks5'),
    http: await startProxy('http'),
  };
  onTestFinished(async () => void (await Promise.all(SESSIONS.map((name) => proxies[name].stop()))));
  const page = await servePage();
  const { client, stop } = await openGateway(data, {
    WAYBILL_WHATSAPP: 'sandbox',
    WAYBILL_FETCH_ALLOW: '127.0.0.1',
  });
  const ask = async (line: string, body?: unknown) => {
    const [method = '', path = ''] = line.split(' ');
    const headers = { authorization: `Bearer ${client.token}`, 'content-type': 'application/json' };
    const answer = await fetch(client.url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    return { status: answer.status, body: (await answer.json()) as Record<string, never> & { code?: string } };
  };
  const feed = await followFacts(client);
  onTestFinished(feed.end);
  const told = (session: string, type: string, which: (data: Record<string, unknown>) => boolean = () => true) =>
    feed.until((facts) =>
      facts.some((fact) => fact.type === type && fact.stream.endsWith(`/${session}`) && which(fact.data)),
    );
  const done = (type: string, count: number) =>
    feed.until((facts) => facts.filter((fact) => fact.type === type).length >= count);

  // The default session has no proxy, and connects by itself.
  await told('default', 'session.opened');
  await ask('POST /api/whatsapp/session/stop');
  const taken = watchConnections();

  for (const name of SESSIONS) {
    const made = await ask('POST /api/whatsapp/sessions', { id: name, label: `By ${name}`, proxy: proxies[name].url });
    expect(made).toMatchObject({ status: 201, body: { id: name, label: `By ${name}`, proxied: true } });
    // The phone scans by itself.
    await told(name, 'session.opened');
  }

  const jpeg = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#0c785a' } })
    .jpeg()
    .toBuffer();
  const text = { body: `See http://127.0.0.1:${page}/`, preview: 'auto' };
  for (const name of SESSIONS) {
    const route = `POST /api/whatsapp/messages?session=${name}`;
    const image = { media: { data: jpeg.toString('base64') }, caption: name };
    expect((await ask(route, { to: NUMBER, type: 'image', image })).status).toBe(202);
    expect(
      (await ask(route, { to: NUMBER, type: 'text', text: { ...text, body: `${text.body}${name}` } })).status,
    ).toBe(202);
  }
  await done('job.completed', 2 * SESSIONS.length);
  const file = { data: jpeg.toString('base64'), mimetype: 'image/jpeg' };
  expect((await ask('POST /api/sandbox/write', { from: NUMBER, content: { type: 'image', file } })).status).toBe(200);
  await feed.until(
    (facts) =>
      facts.filter(({ type, data: { origin } }) => type === 'media.stored' && origin === 'received').length === 2,
  );

  for (const name of SESSIONS) {
    const ports = new Set(proxies[name].tunnels.map(({ port }) => port));
    // The WebSocket, the media host and the page.
    expect([name, ports.size, ports.has(page)]).toEqual([name, 3, true]);
    for (const { host, bytes } of proxies[name].tunnels) expect([isIP(host), bytes > 0]).toEqual([4, true]);
  }

  // A wrong password, and a proxy that is down: nothing connects, and the session says why.
  const wrong = proxies.http.url.replace(encodeURIComponent(PROXY_PASSWORD), 'wrong');
  expect(await ask('PUT /api/whatsapp/session/proxy?session=http', { url: wrong })).toMatchObject({
    status: 200,
    body: { url: expect.stringMatching(/^http:\/\/anna%40shop:\*{3}@127\.0\.0\.1:\d+$/) },
  });
  await told('http', 'session.closed', (fact) => blamed(fact) && String(fact['reason']).includes('password'));
  await proxies.socks.stop();
  await told(
    'socks',
    'session.closed',
    (fact) => blamed(fact) && String(fact['reason']).includes('could not be reached'),
  );
  expect((await ask('GET /api/whatsapp/sessions/socks')).body).toMatchObject({
    connected: false,
    lastDisconnect: { code: null, cause: 'proxy', reason: 'the proxy could not be reached' },
  });
  const image = { media: { url: `http://127.0.0.1:${page}/parcel.jpg` } };
  expect(await ask('POST /api/whatsapp/messages?session=socks', { to: NUMBER, type: 'image', image })).toMatchObject({
    status: 422,
    body: { code: 'media.unreachable', cause: 'proxy' },
  });

  const through = new Set(SESSIONS.flatMap((name) => proxies[name].tunnels.map(({ from }) => from)));
  const watched = new Set(SESSIONS.flatMap((name) => proxies[name].tunnels.map(({ port }) => port)));
  const arrived = taken.filter(({ to }) => watched.has(to));
  expect(arrived.length).toBeGreaterThanOrEqual(2 * 3);
  expect(arrived.filter(({ from }) => !through.has(from))).toEqual([]);

  feed.end();
  await stop();
  const secrets = [PROXY_PASSWORD, encodeURIComponent(PROXY_PASSWORD), String(proxies.socks.port), 'anna%40shop'];
  const kept = filesBelow(data).map((path) => readFileSync(path).toString('latin1'));
  for (const secret of secrets.filter((each) => each.length > 5))
    expect(kept.some((bytes) => bytes.includes(secret))).toBe(false);
});
