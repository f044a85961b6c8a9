/** Certificates are checked, whatever the environment says. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { CERTIFICATE, EXPIRED_CERTIFICATE } from './certificates.ts';
import { LOCAL, MEDIA, rawServer, rig, textOf, tlsServer, valueOf, webServer } from './rig.ts';

const untrusted = { ok: false, refusal: { code: 'media.unreachable', members: { cause: 'certificate' } } };

test('a trusted server is told the name, for its certificate and its host', async () => {
  const port = await tlsServer((request, response) => {
    const { servername } = request.socket as unknown as { servername: string };
    response.end(`${servername} ${request.headers.host}`);
  });
  const fetcher = rig({ ca: [CERTIFICATE] });
  const answer = await valueOf(fetcher.fetch(`https://files.example:${port}/`, MEDIA));
  expect(await textOf(answer.body)).toBe(`files.example files.example:${port}`);
  expect(fetcher.resolved).toEqual(['files.example']);
});

test('a bare address is checked against the addresses in the certificate', async () => {
  const port = await tlsServer((request, response) => response.end(request.headers.host));
  const answer = await valueOf(rig({ ca: [CERTIFICATE] }).fetch(`https://${LOCAL}:${port}/`, MEDIA));
  expect(await textOf(answer.body)).toBe(`${LOCAL}:${port}`);
});

test('a certificate that nobody vouches for is refused, and the environment cannot change that', async () => {
  const port = await tlsServer((_, response) => response.end('secret'));
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  const warning = vi.spyOn(process, 'emitWarning').mockReturnValue();
  onTestFinished(() => {
    vi.unstubAllEnvs();
    warning.mockRestore();
  });
  expect(await rig().fetch(`https://files.example:${port}/`, MEDIA)).toMatchObject(untrusted);
});

test('a certificate for another name is refused, and not described', async () => {
  const port = await tlsServer((_, response) => response.end('secret'));
  const result = await rig({ ca: [CERTIFICATE] }).fetch(`https://other.example:${port}/`, MEDIA);
  expect(result).toMatchObject(untrusted);
  expect(JSON.stringify(result)).not.toContain('files.example');
});

test('a certificate that has expired is refused', async () => {
  const port = await tlsServer((_, response) => response.end('secret'), EXPIRED_CERTIFICATE);
  const fetcher = rig({ ca: [EXPIRED_CERTIFICATE] });
  expect(await fetcher.fetch(`https://files.example:${port}/`, MEDIA)).toMatchObject(untrusted);
});

test('a server that speaks no TLS cannot be reached', async () => {
  const port = await rawServer('HTTP/1.1 200 OK\r\n\r\nplain');
  const refusal = { code: 'media.unreachable', members: { cause: 'connection' } };
  expect(await rig().fetch(`https://files.example:${port}/`, MEDIA)).toMatchObject({ ok: false, refusal });
});

test('a redirect may lead from http to https, but not back', async () => {
  const plain = await webServer(({ url }, response) => {
    if (url === '/secret') response.end('in the clear');
    else response.writeHead(302, { location: `https://files.example:${secure}/` }).end();
  });
  const secure: number = await tlsServer(({ url }, response) => {
    if (url === '/') response.end('arrived');
    else response.writeHead(302, { location: `http://files.example:${plain}/secret` }).end();
  });
  const fetcher = rig({ ca: [CERTIFICATE] });
  const answer = await valueOf(fetcher.fetch(`http://files.example:${plain}/`, MEDIA));
  expect(await textOf(answer.body)).toBe('arrived');
  const refusal = { code: 'address.forbidden', detail: expect.stringContaining('from https to http') };
  expect(await fetcher.fetch(`https://files.example:${secure}/back`, MEDIA)).toMatchObject({ ok: false, refusal });
});
