/** Addresses of proxies, and connections through them: by SOCKS5 and by CONNECT, with a user and a password. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { maskProxy, readProxy, writeProxy } from '../../src/proxy/address.ts';
import { agentsThrough, type AgentTerms } from '../../src/proxy/agents.ts';
import { type MediaServer, startMediaServer, whole } from '../support/media-server.ts';
import { PROXY_KINDS, PROXY_PASSWORD, startProxy, trustProxies } from '../support/proxies.ts';

const addressOf = (written: string) => {
  const read = readProxy(written, 'proxy');
  if (!read.ok) throw new Error(read.refusal.detail);
  return read.value;
};

describe('an address', () => {
  test.each([
    ['socks5://anna:se%3Acret@proxy.example.com:1081', 'socks5://anna:***@proxy.example.com:1081'],
    ['SOCKS5H://Proxy.Example.com', 'socks5://proxy.example.com:1080'],
    ['socks5://proxy.example.com:80', 'socks5://proxy.example.com:80'],
    ['http://proxy.example.com:443/', 'http://proxy.example.com:443'],
    ['http://anna@[2001:db8::1]', 'http://anna@[2001:db8::1]:80'],
    ['https://proxy.example.com', 'https://proxy.example.com:443'],
  ])('%s is shown as %s', (written, shown) => {
    const address = addressOf(written);
    expect(maskProxy(address)).toBe(shown);
    expect(addressOf(writeProxy(address))).toEqual(address);
  });

  test.each([
    'proxy.example.com:1080',
    'ftp://hidden.example.com',
    'socks4://hidden.example.com',
    'socks5://',
    'socks5://hidden.example.com:0',
    'socks5://hidden.example.com:70000',
    'socks5://:hidden@example.com',
    'socks5://hidden%ZZ@example.com',
    `socks5://${'h'.repeat(256)}:hidden@example.com`,
    'http://hidden%3A1:secret@example.com',
    'http://hidden.example.com/path',
    'http://hidden.example.com?query',
    'http://a b@hidden.example.com',
  ])('%s is refused, and the refusal repeats nothing of it', (written) => {
    const read = readProxy(written, 'url');
    if (read.ok) throw new Error(`${written} was read`);
    const { code, detail, faults } = read.refusal;
    expect([code, faults?.[0]?.path]).toEqual(['proxy.invalid', 'url']);
    expect(detail).not.toMatch(/hidden|secret/);
  });
});

describe.each(PROXY_KINDS)('a connection through a proxy by %s', (kind) => {
  let distrust: (() => void) | null = null;
  let media: MediaServer;
  const plain = createServer((asked, answer) => void answer.end(`plain ${asked.url}`));

  beforeAll(async () => {
    if (kind === 'https') distrust = trustProxies();
    media = await startMediaServer();
    media.answers(whole(Buffer.from('secure')));
    plain.listen(0, '127.0.0.1');
    await once(plain, 'listening');
  });
  afterAll(async () => {
    distrust?.();
    plain.close();
    await media.close();
  });

  const through = async (terms: AgentTerms = {}, change: (url: string) => string = (url) => url) => {
    const proxy = await startProxy(kind, { 'only.proxy.knows': '127.0.0.1' });
    const agents = agentsThrough(addressOf(change(proxy.url)), { ca: media.agent.options.ca as string, ...terms });
    onTestFinished(async () => {
      agents.close();
      await proxy.stop();
    });
    const port = (plain.address() as AddressInfo).port;
    const get = async (host: string) => {
      const asking = request({ host, port, path: '/page', agent: agents.http }).end();
      const [answer] = (await once(asking, 'response')) as [IncomingMessage];
      return text(answer);
    };
    return { proxy, agents, port, get };
  };

  test('carries plain requests, TLS and fetch, and the proxy resolves the names', async () => {
    const { proxy, agents, port, get } = await through();
    expect(await get('only.proxy.knows')).toBe('plain /page');
    const asking = secureRequest(`https://${media.host}/file`, { agent: agents.https }).end();
    const [secure] = (await once(asking, 'response')) as [IncomingMessage];
    expect(await text(secure)).toBe('secure');
    const dispatcher = agents.dispatcher as never;
    const fetched = await fetch(`http://only.proxy.knows:${port}/fetched`, { dispatcher });
    expect(await fetched.text()).toBe('plain /fetched');
    expect(await (await fetch(`https://${media.host}/file`, { dispatcher })).text()).toBe('secure');
    expect(proxy.tunnels.map(({ host, bytes }) => [host, bytes > 0])).toEqual([
      ['only.proxy.knows', true],
      ['127.0.0.1', true],
      ['only.proxy.knows', true],
      ['127.0.0.1', true],
    ]);
  });

  test('goes to the address that was checked, and to the next one where nobody answers', async () => {
    const { proxy, get } = await through({ addresses: ['127.0.0.2', '127.0.0.1'] });
    expect(await get('changed.since')).toBe('plain /page');
    expect(proxy.tunnels.map(({ host, from }) => [host, from !== null])).toEqual([
      ['127.0.0.2', false],
      ['127.0.0.1', true],
    ]);
  });

  test.each([
    ['login', (url: string) => url.replace(encodeURIComponent(PROXY_PASSWORD), 'wrong')],
    ['login', (url: string) => url.replace(/\/\/.*@/, '//')],
  ] as const)('fails with "%s" where the password is wrong or missing', async (fault, change) => {
    const { proxy, get } = await through({}, change);
    await expect(get('only.proxy.knows')).rejects.toMatchObject({ name: 'ProxyFailure', fault });
    expect([proxy.refused(), proxy.tunnels]).toEqual([1, []]);
  });

  test('fails where the proxy is down or is none, and where it cannot reach the other side', async () => {
    const { proxy, port, get } = await through();
    await expect(get('127.0.0.2')).rejects.toMatchObject({ fault: 'target' });
    await proxy.stop();
    await expect(get('127.0.0.1')).rejects.toMatchObject({ fault: 'unreachable' });
    const odd = await through({}, (url) => url.replace(/:\d+$/, `:${port}`));
    await expect(odd.get('127.0.0.1')).rejects.toMatchObject({ name: 'ProxyFailure' });
  });
});

test('a proxy whose certificate nobody trusts gets no login, and nothing is sent around it', async () => {
  const proxy = await startProxy('https');
  onTestFinished(proxy.stop);
  const agents = agentsThrough(addressOf(proxy.url));
  onTestFinished(agents.close);
  const asking = request({ host: '127.0.0.1', port: 9, agent: agents.http });
  asking.end();
  const [thrown] = (await once(asking, 'error')) as [Error];
  expect(thrown).toMatchObject({ name: 'ProxyFailure', fault: 'unreachable' });
  expect([proxy.refused(), proxy.tunnels]).toEqual([0, []]);
});
