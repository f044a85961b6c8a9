/** Fetching over HTTP: answers, redirects, webhooks, and far sides that misbehave. */
import { setGlobalProxyFromEnv } from 'node:http';
import { array, assert, asyncProperty, constantFrom, oneof } from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { FetchFailure } from '../../src/fetching/refusals.ts';
import { connectionsOf, failureOf, LOCAL, MEDIA, rawServer, rig, textOf, valueOf, WEBHOOK, webServer } from './rig.ts';

describe('a file is fetched', () => {
  test('whole, with its status, headers and final address', async () => {
    const port = await webServer((_, response) => response.setHeader('content-type', 'image/png').end('a picture'));
    const answer = await valueOf(rig().fetch(`http://files.example:${port}/a.png?size=2#top`, MEDIA));
    expect(answer).toMatchObject({ status: 200, finalUrl: `http://files.example:${port}/a.png?size=2` });
    expect(answer.headers['content-type']).toBe('image/png');
    expect(await textOf(answer.body)).toBe('a picture');
  });

  test('with a request that names the host, wants the bytes as they are and carries nothing else', async () => {
    const port = await webServer((request, response) => response.end(JSON.stringify(request.headers)));
    const headers = {
      Accept: 'image/*',
      Host: 'inside.example',
      'Transfer-Encoding': 'chunked',
      'Accept-Encoding': 'br',
    };
    const answer = await valueOf(rig().fetch(`http://files.example:${port}/`, { ...MEDIA, headers }));
    expect(JSON.parse(await textOf(answer.body))).toEqual({
      accept: 'image/*',
      'accept-encoding': 'identity',
      connection: 'close',
      host: `files.example:${port}`,
      'user-agent': 'Waybill',
    });
  });

  test('without undoing an encoding that was not asked for', async () => {
    const port = await webServer((_, response) => response.setHeader('content-encoding', 'gzip').end('packed'));
    const answer = await valueOf(rig().fetch(`http://${LOCAL}:${port}/`, MEDIA));
    expect(await textOf(answer.body)).toBe('packed');
  });

  test('at the second address of a name when nothing listens at the first', async () => {
    const port = await webServer((_, response) => response.end('here'));
    const fetcher = rig({ allow: '127.0.0.0/8', names: { 'files.example': [['127.0.0.9', LOCAL]] } });
    const answer = await valueOf(fetcher.fetch(`http://files.example:${port}/`, MEDIA));
    expect(await textOf(answer.body)).toBe('here');
  });

  test('past the proxy of the environment', async () => {
    let proxied = 0;
    const proxy = await webServer((_, response) => {
      proxied++;
      response.end();
    });
    const port = await webServer((_, response) => response.end('direct'));
    const address = `http://${LOCAL}:${proxy}`;
    vi.stubEnv('HTTP_PROXY', address);
    onTestFinished(() => void vi.unstubAllEnvs());
    onTestFinished(setGlobalProxyFromEnv({ http_proxy: address, https_proxy: address }));
    const answer = await valueOf(rig().fetch(`http://files.example:${port}/`, MEDIA));
    expect(await textOf(answer.body)).toBe('direct');
    expect(proxied).toBe(0);
  });
});

describe('a name is resolved once', () => {
  test('and the connection goes to that address, whatever the DNS says afterwards', async () => {
    const port = await webServer((request, response) => response.end(request.socket.localAddress));
    const fetcher = rig({ names: { 'files.example': [[LOCAL], ['169.254.169.254']] } });
    const answer = await valueOf(fetcher.fetch(`http://files.example:${port}/`, MEDIA));
    expect(await textOf(answer.body)).toBe(LOCAL);
    expect(fetcher.resolved).toEqual(['files.example']);
  });

  test('for each step: a redirect to the same name is checked again', async () => {
    const port = await webServer((_, response) => response.writeHead(302, { location: '/again' }).end());
    const fetcher = rig({ names: { 'files.example': [[LOCAL], ['169.254.169.254']] } });
    const connections = await connectionsOf(async () => {
      const result = await fetcher.fetch(`http://files.example:${port}/`, MEDIA);
      expect(result).toMatchObject({ ok: false, refusal: { code: 'address.forbidden' } });
    });
    expect(connections).toBe(1);
    expect(fetcher.resolved).toEqual(['files.example', 'files.example']);
  });

  test('a name without an address is unreachable', async () => {
    const refusal = {
      code: 'media.unreachable',
      members: { cause: 'name' },
      detail: expect.stringMatching(/^files\.example has no address/),
    };
    const fetcher = rig({ names: { 'files.example': [[]] } });
    expect(await fetcher.fetch('https://files.example/', MEDIA)).toMatchObject({ ok: false, refusal });
  });

  test('and may be checked without a call', async () => {
    const fetcher = rig({ names: { 'inside.example': [['10.0.0.1']], 'hooks.example': [['93.184.215.14']] } });
    const connections = await connectionsOf(async () => {
      expect(await fetcher.check('https://hooks.example/in')).toEqual({ ok: true, value: null });
      const refusal = {
        code: 'address.forbidden',
        detail: expect.stringContaining('put inside.example into WAYBILL_FETCH_ALLOW'),
      };
      expect(await fetcher.check('https://inside.example/in')).toMatchObject({ ok: false, refusal });
      expect(await fetcher.check('mailto:a@b.example')).toMatchObject({ refusal: { code: 'address.invalid' } });
    });
    expect(connections).toBe(0);
  });
});

/** Each path `/n` redirects to `/n-1`, and `/0` answers. */
const countdown = (): Promise<number> =>
  webServer(({ url = '' }, response) => {
    const left = Number(url.slice(1));
    if (left === 0) response.end('arrived');
    else response.writeHead(301, { location: `/${left - 1}` }).end('moved');
  });

describe('a redirect', () => {
  test('is followed three times, and no more', async () => {
    const port = await countdown();
    const answer = await valueOf(rig().fetch(`http://files.example:${port}/3`, MEDIA));
    expect(answer.finalUrl).toBe(`http://files.example:${port}/0`);
    expect(await textOf(answer.body)).toBe('arrived');
    const refusal = { code: 'media.unreachable', members: { cause: 'redirects' } };
    expect(await rig().fetch(`http://files.example:${port}/4`, MEDIA)).toMatchObject({ ok: false, refusal });
  });

  test('that leads to itself ends after four calls', async () => {
    let calls = 0;
    const port = await webServer((_, response) => {
      calls++;
      response.writeHead(307, { location: '' }).end();
    });
    expect(await rig().fetch(`http://files.example:${port}/`, MEDIA)).toMatchObject({
      refusal: { members: { cause: 'redirects' } },
    });
    expect(calls).toBe(4);
  });

  test.each([
    ['http://169.254.169.254/latest/meta-data', 'address.forbidden'],
    ['//10.0.0.1/', 'address.forbidden'],
    ['http://0x7f.2/', 'address.forbidden'],
    ['http://[::1]/', 'address.forbidden'],
    ['http://[::ffff:127.0.0.1]/', 'address.forbidden'],
    ['http://localhost/', 'address.forbidden'],
    ['http://inside.example/', 'address.forbidden'],
    ['\\\\169.254.169.254\\', 'address.forbidden'],
    ['file:///etc/passwd', 'address.invalid'],
    ['gopher://127.0.0.1:6379/_INFO', 'address.invalid'],
    ['http://me:secret@127.0.0.1/', 'address.invalid'],
    ['http://%/', 'address.invalid'],
  ])('to %s is refused before a second connection', async (location, code) => {
    const port = await webServer((_, response) => response.writeHead(302, { location }).end());
    const fetcher = rig({ names: { 'inside.example': [['10.0.0.1']] } });
    const connections = await connectionsOf(async () => {
      const result = await fetcher.fetch(`http://files.example:${port}/`, MEDIA);
      expect(result).toMatchObject({ ok: false, refusal: { code } });
      expect(JSON.stringify(result)).not.toMatch(/secret|meta-data|passwd|_INFO/);
    });
    expect(connections).toBe(1);
  });

  test('without an address goes nowhere', async () => {
    const port = await webServer((_, response) => response.writeHead(302).end());
    expect(await rig().fetch(`http://files.example:${port}/`, MEDIA)).toMatchObject({
      refusal: { members: { cause: 'redirects' } },
    });
  });

  test('carries no credentials, not even to the same host', async () => {
    const port = await webServer((request, response) => {
      if (request.url === '/') response.writeHead(303, { location: '/next', 'set-cookie': 'seen=1' }).end();
      else response.end(JSON.stringify(request.headers));
    });
    const headers = { accept: 'image/*', authorization: 'Bearer t0ken', cookie: 'a=1', 'x-api-key': 'k3y' };
    const answer = await valueOf(rig().fetch(`http://files.example:${port}/`, { ...MEDIA, headers }));
    const seen: unknown = JSON.parse(await textOf(answer.body));
    expect(seen).toEqual({
      accept: 'image/*',
      'accept-encoding': 'identity',
      connection: 'close',
      host: `files.example:${port}`,
      'user-agent': 'Waybill',
    });
  });
});

describe('an answer without success', () => {
  test.each([204, 206])('%i is a success', async (status) => {
    const port = await webServer((_, response) => response.writeHead(status).end());
    expect(await rig().fetch(`http://files.example:${port}/`, MEDIA)).toMatchObject({ ok: true, value: { status } });
  });

  test.each([304, 400, 401, 403, 404, 410, 500, 503])(
    '%i is named with its host, never with its body',
    async (status) => {
      const port = await webServer((_, response) => response.writeHead(status, 'Inside Only').end('root:x:0:0'));
      const result = await rig().fetch(`http://files.example:${port}/private/path`, MEDIA);
      expect(result).toEqual({
        ok: false,
        refusal: {
          code: 'media.unreachable',
          members: { host: 'files.example', cause: 'status', answered: status },
          detail: `files.example answered with status ${status}. Check that the address works without signing in.`,
        },
      });
    },
  );

  test('a refused answer closes its connection at once', async () => {
    const closed = Promise.withResolvers<void>();
    const port = await webServer((request, response) => {
      request.socket.once('close', () => closed.resolve());
      response.writeHead(404).write('it goes on');
    });
    await rig().fetch(`http://files.example:${port}/`, MEDIA);
    await closed.promise;
  });
});

describe('a webhook', () => {
  test('is posted with its body and its headers', async () => {
    const port = await webServer((request, response) => {
      const { 'content-length': length = '', 'webhook-id': id = '' } = request.headers;
      request.on('data', (body: Buffer) => response.end([request.method, length, id, body.toString()].join(' ')));
    });
    const terms = { ...WEBHOOK, headers: { 'webhook-id': 'evt_1' }, body: Buffer.from('{"a":1}') };
    const answer = await valueOf(rig().fetch(`http://hooks.example:${port}/in`, terms));
    expect(await textOf(answer.body)).toBe('POST 7 evt_1 {"a":1}');
  });

  test.each([302, 404, 410, 500])('gets the answer %i with its body, and follows nothing', async (status) => {
    const port = await webServer((_, response) =>
      response.writeHead(status, { location: '/next', 'retry-after': '7' }).end('why'),
    );
    const fetcher = rig();
    const answer = await valueOf(fetcher.fetch(`http://hooks.example:${port}/in`, WEBHOOK));
    expect(answer).toMatchObject({ status, headers: { 'retry-after': '7' } });
    expect(await textOf(answer.body)).toBe('why');
    expect(fetcher.resolved).toHaveLength(1);
  });

  test.each([
    ['a name with a blank', { 'x y': '1' }],
    ['a line break in a value', { 'x-a': '1\r\nhost: inside' }],
    ['no name', { '': '1' }],
  ])('is not sent with a header that has %s', async (_, headers) => {
    const connections = await connectionsOf(async () => {
      const result = await rig().fetch('http://hooks.example/', { ...WEBHOOK, headers });
      expect(result).toMatchObject({ ok: false, refusal: { code: 'request.invalid', faults: [{ path: 'headers' }] } });
    });
    expect(connections).toBe(0);
  });
});

describe('an answer that breaks the rules of HTTP', () => {
  const refusal = { code: 'media.unreachable', members: { cause: 'answer' } };

  test.each([
    ['closes without a word', ''],
    ['is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['has gigantic headers', `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`],
    ['has very many headers', `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(10_000)}\r\n`],
    ['says two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
    [
      'says a length and chunks',
      'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
    ],
    ['says a length that is no number', 'HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n'],
    ['switches protocols', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
    ['ends in its headers', 'HTTP/1.1 200 OK\r\ncontent-le'],
  ])('%s', async (_, bytes) => {
    const port = await rawServer(bytes);
    expect(await rig().fetch(`http://files.example:${port}/`, MEDIA)).toMatchObject({ ok: false, refusal });
  });

  test.each([
    ['than it said', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'],
    ['in the middle of a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nhalf'],
    ['than its last chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
    ['with a broken chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n'],
  ])('a body that ends earlier %s is not taken for a whole one', async (_, bytes) => {
    const port = await rawServer(bytes);
    const answer = await valueOf(rig().fetch(`http://files.example:${port}/`, MEDIA));
    expect(await failureOf(textOf(answer.body))).toMatchObject(refusal);
  });

  test('bytes after the length that it said are no part of the body', async () => {
    const port = await rawServer('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody and more');
    const answer = await valueOf(rig().fetch(`http://files.example:${port}/`, MEDIA));
    expect(await textOf(answer.body)).toBe('body');
  });

  test('an answer in HTTP/1.0 without a length ends with the connection', async () => {
    const port = await rawServer('HTTP/1.0 200 OK\r\ncontent-type: image/png\r\n\r\nold but whole');
    const answer = await valueOf(rig().fetch(`http://files.example:${port}/`, MEDIA));
    expect(await textOf(answer.body)).toBe('old but whole');
  });

  test('whatever the bytes are, the end is an answer or a refusal', async () => {
    let bytes = '';
    const port = await rawServer(() => bytes);
    const part = constantFrom(
      'HTTP/1.1 200 OK',
      'HTTP/1.0 302 X',
      '\r\n',
      '\r\n\r\n',
      'content-length: 3',
      'abc',
      '\0',
      ':',
    );
    const more = constantFrom(
      'location: /',
      'transfer-encoding: chunked',
      '3\r\nabc\r\n0\r\n\r\n',
      'HTTP/1.1 100 Continue',
    );
    await assert(
      asyncProperty(array(oneof(part, more), { maxLength: 8 }), async (parts) => {
        bytes = parts.join('');
        const result = await rig().fetch(`http://files.example:${port}/`, { ...MEDIA, accept: 'any' });
        if (!result.ok) expect(result.refusal.code).toMatch(/^(?:media\.unreachable|address\.invalid)$/);
        else await textOf(result.value.body).catch((thrown: unknown) => expect(thrown).toBeInstanceOf(FetchFailure));
      }),
      { numRuns: 50 },
    );
  });

  test('nobody listens', async () => {
    const refusal = { code: 'media.unreachable', members: { cause: 'connection' } };
    expect(await rig().fetch('http://files.example:1/', MEDIA)).toMatchObject({ ok: false, refusal });
  });
});
