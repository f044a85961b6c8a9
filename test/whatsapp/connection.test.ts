/** Links to endpoints that are not WhatsApp at all. */
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { baileysWhatsApp } from '../../src/whatsapp/baileys/baileys.ts';
import { sqliteCredentials } from '../support/credentials.ts';
import type { Close, Signal } from '../../src/whatsapp/port.ts';
import type { LinkTimes } from '../../src/whatsapp/baileys/times.ts';
import { testSeal } from '../support/seal.ts';
import { saying } from '../support/saying.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

const listening = (server: Server) =>
  new Promise<string>((resolve) => {
    const sockets: Socket[] = [];
    server.on('connection', (socket: Socket) => sockets.push(socket));
    cleanups.push(() => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => server.close(done));
    });
    server.listen(0, '127.0.0.1', () => resolve(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws/chat`));
  });

const open = (url: string, times: Partial<LinkTimes> = {}) => {
  const db = openDatabase(':memory:');
  cleanups.push(() => db.close());
  const signals: Signal[] = [];
  const closed = Promise.withResolvers<Close>();
  const whatsapp = baileysWhatsApp({
    credentials: sqliteCredentials(db, testSeal()),
    content: () => null,
    clock: systemClock,
    logger: silentLogger,
    url,
    times: { connectMs: 100, closeMs: 50, ...times },
  });
  const link = whatsapp.open('default', (signal) => {
    signals.push(signal);
    if (signal.type === 'closed') closed.resolve(signal.close);
  });
  return { link, signals, closed: closed.promise };
};

/** Accepts connections and stays silent. */
const silentServer = () => listening(createTcpServer((socket) => socket.on('error', () => {}).resume()));

/** Accepts websockets and stays silent. */
const silentWebSockets = async () => {
  const http = createHttpServer();
  const server = new WebSocketServer({ server: http });
  return { url: await listening(http), server };
};

test('a port where nobody listens is unreachable', async () => {
  const { closed, signals } = open('ws://127.0.0.1:9/ws/chat');
  expect(await closed).toMatchObject({ code: 408, cause: 'unreachable' });
  expect(signals).toHaveLength(1);
});

test.each([401, 403, 503])('HTTP %i instead of a websocket ends the link', async (status) => {
  const url = await listening(createHttpServer((_, response) => response.writeHead(status).end()));
  const { closed, signals } = open(url);
  expect(await closed).toMatchObject({ code: status === 503 ? 503 : 408, cause: 'unreachable' });
  expect(signals).toHaveLength(1);
});

test('a server that does not speak ends the link', async () => {
  const { closed } = open(await silentServer());
  expect(await closed).toMatchObject({ code: 408, cause: 'unreachable' });
});

test('a websocket that does not speak ends the link, even if it does not let itself be closed', async () => {
  const { url, server } = await silentWebSockets();
  server.on('connection', (client) => client.pause());
  const { closed } = open(url);
  expect(await closed).toMatchObject({ code: 408, cause: 'unreachable' });
});

test('a link can be closed while it comes up', async () => {
  const { link, closed, signals } = open(await silentServer(), { connectMs: 60_000 });
  link.close();
  link.close();
  expect(await closed).toMatchObject({ code: null, cause: 'asked' });
  expect(signals).toHaveLength(1);
});

test('nothing is sent, asked or pinged before the link is open', async () => {
  const { link, closed } = open(await silentServer(), { connectMs: 60_000 });
  const notReady = { failure: { code: 'client_not_ready' }, written: false };
  const message = {
    chatId: '6281200000404@s.whatsapp.net',
    messageId: '3EB0000000000000000001',
    content: saying('hi'),
  };
  await expect(link.send(message)).rejects.toMatchObject(notReady);
  await expect(link.check(message.chatId)).rejects.toMatchObject(notReady);
  await expect(link.ping()).rejects.toMatchObject(notReady);
  await expect(link.pairingCode('6281200000404')).rejects.toMatchObject({ code: 'whatsapp.not_now' });
  await expect(link.logout()).rejects.toMatchObject({ code: 'whatsapp.not_now' });
  link.close();
  await closed;
  await expect(link.send(message)).rejects.toMatchObject({ failure: { code: 'session_closed' }, written: false });
});

test('a session that is opened again has let go of its first connection', async () => {
  const { url, server } = await silentWebSockets();
  const db = openDatabase(':memory:');
  cleanups.push(() => db.close());
  const whatsapp = baileysWhatsApp({
    credentials: sqliteCredentials(db, testSeal()),
    content: () => null,
    clock: systemClock,
    logger: silentLogger,
    url,
    times: { connectMs: 60_000 },
  });
  const first = Promise.withResolvers<Close>();
  const second = Promise.withResolvers<Close>();
  const connected = new Promise((resolve) => server.once('connection', (client) => resolve(client.pause())));
  whatsapp.open('default', (signal) => signal.type === 'closed' && first.resolve(signal.close));
  await connected;
  const link = whatsapp.open('default', (signal) => signal.type === 'closed' && second.resolve(signal.close));
  expect(await first.promise).toMatchObject({ cause: 'asked' });
  link.close();
  expect(await second.promise).toMatchObject({ cause: 'asked' });
});
