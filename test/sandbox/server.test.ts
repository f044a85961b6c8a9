import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Sandbox } from '../../src/sandbox/control.ts';
import { frameOf, HEADER } from '../../src/sandbox/frames.ts';
import { linkedClient, type RawClient, rawClient, memoryAuth, sandboxForTest } from '../support/raw-client.ts';

let sandbox: Sandbox;
let client: RawClient;
beforeAll(async () => {
  sandbox = await sandboxForTest();
  client = await linkedClient(sandbox);
});
afterAll(() => {
  client.end();
  return sandbox.close();
});

const garbage: readonly (readonly [string, Buffer | string])[] = [
  ['another protocol', Buffer.from('GET / HTTP/1.1\r\n')],
  ['text', 'hello'],
  ['a hello that is no protobuf', Buffer.concat([HEADER, frameOf(Buffer.alloc(50, 255))])],
  ['a hello without a key', Buffer.concat([HEADER, frameOf(Buffer.from([0x12, 0x00]))])],
  ['an empty frame', Buffer.concat([HEADER, frameOf(Buffer.alloc(0))])],
  ['a key of the wrong length', Buffer.concat([HEADER, frameOf(Buffer.from([0x12, 0x03, 0x0a, 0x01, 0x07]))])],
];

test.for(garbage)('%s closes its own connection only', async ([, bytes]) => {
  const socket = new WebSocket(sandbox.url);
  await once(socket, 'open');
  socket.send(bytes);
  await once(socket, 'close');
  await client.send('6281234567801@s.whatsapp.net', 'still there');
});

const stanzas = [
  { tag: 'message', attrs: {} },
  { tag: 'message', attrs: { id: 'X', to: 'nonsense' } },
  { tag: 'message', attrs: { id: 'X', to: '6281234567801@s.whatsapp.net' }, content: Buffer.alloc(3) },
  { tag: 'iq', attrs: {} },
  { tag: 'iq', attrs: { id: 'X', xmlns: 'usync', type: 'get' } },
  { tag: 'iq', attrs: { id: 'X', xmlns: 'encrypt', type: 'set' }, content: 'text' },
  { tag: 'iq', attrs: { id: 'X', xmlns: 'unheard-of', type: 'set' } },
  { tag: 'receipt', attrs: {} },
  { tag: 'ack', attrs: {} },
  { tag: 'unheard-of', attrs: { id: 'X' } },
];

test('stanzas that make no sense are survived', async () => {
  for (const stanza of stanzas) await client.sock.sendNode(stanza);
  await client.send('6281234567801@s.whatsapp.net', 'still there');
});

test('a frame that does not authenticate closes the connection', async () => {
  const intruder = rawClient(sandbox.url, memoryAuth());
  await intruder.update(({ qr }) => qr !== undefined);
  await intruder.sock.sendRawMessage(Buffer.from('not sealed, but that is done by the client'));
  expect(await intruder.closed()).toBe(428);
});

test('a plain request, and another path, are turned away', async () => {
  const http = sandbox.url.replace('ws:', 'http:');
  expect((await fetch(http)).status).toBe(426);
  const elsewhere = new WebSocket(sandbox.url.replace('/ws/chat', '/elsewhere'));
  const [error] = await once(elsewhere, 'error').catch((error: unknown) => [error]);
  expect(String(error)).toContain('404');
});

test('a port that is taken is a fault that says so', async () => {
  const port = Number(new URL(sandbox.url).port);
  await expect(sandboxForTest({ port })).rejects.toMatchObject({ code: 'sandbox.cannot_listen' });
});
