import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Sandbox } from '../../src/sandbox/control.ts';
import { linkedClient, logIn, pairByQr, type RawClient, rawClient, sandboxForTest } from '../support/raw-client.ts';

const ANNA = '6281234567801';
const BUDI = '6281234567802';

let sandbox: Sandbox;
let client: RawClient;
beforeAll(async () => {
  sandbox = await sandboxForTest();
  client = await linkedClient(sandbox);
});
afterEach(() => sandbox.control.clear({ inboxes: true }));
afterAll(() => {
  client.end();
  return sandbox.close();
});

const jid = (number: string) => `${number}@s.whatsapp.net`;
const inbox = (number: string) => sandbox.control.inboxes(number)[0]?.messages ?? [];
const reconnect = async () => {
  client = await logIn(sandbox, client.auth);
};
/** Sends without waiting for the acknowledgement. */
const write = (number: string, id: string) => client.sock.sendMessage(jid(number), { text: id }, { messageId: id });
/** The ids of all acknowledgements up to the one for this message. */
const acksUntil = (id: string) =>
  new Promise<string[]>((resolve) => {
    const ids: string[] = [];
    client.sock.ws.on('CB:ack,class:message', ({ attrs }: { attrs: { id: string } }) => {
      ids.push(attrs.id);
      if (attrs.id === id) resolve(ids);
    });
  });

test('a connection that is dropped is gone on both sides', async () => {
  sandbox.control.drop('close');
  expect(sandbox.control.state().connections).toEqual([]);
  expect(await client.closed()).toBe(428);
  await reconnect();
});

test('a drop after the message: it is taken, and only its delivery is told on the next connection', async () => {
  sandbox.control.drop('after_write');
  expect(sandbox.control.state().faults).toEqual(['close after taking the message, once']);
  await write(ANNA, 'TAKEN');
  expect(await client.closed()).toBe(428);
  expect(inbox(ANNA)).toMatchObject([{ messageId: 'TAKEN', copies: 1 }]);
  client = rawClient(sandbox.url, client.auth);
  expect((await client.next('CB:receipt')).attrs).toMatchObject({ id: 'TAKEN', from: jid(ANNA) });
  await client.open();
  await client.send(jid(ANNA), 'TAKEN', 'TAKEN');
  expect(inbox(ANNA)).toMatchObject([{ messageId: 'TAKEN', copies: 2 }]);
});

test('a drop before the message: it is not taken', async () => {
  sandbox.control.drop('before_write');
  await write(ANNA, 'LOST').catch(() => {});
  expect(await client.closed()).toBe(428);
  expect(inbox(ANNA)).toEqual([]);
  await reconnect();
});

test.for([
  [503, 503],
  [515, 515],
  [440, 440],
  [411, 411],
  [428, 428],
])('a stream error %d closes with %d, and the device stays linked', async ([code = 0, status]) => {
  sandbox.control.streamError(code);
  expect(await client.closed()).toBe(status);
  await reconnect();
});

test('a device that is removed is linked no longer', async () => {
  const other = await logIn(sandbox, await pairByQr(sandbox));
  client.end();
  await client.closed();
  sandbox.control.streamError(401);
  expect(await other.closed()).toBe(401);
  expect(await rawClient(sandbox.url, other.auth).closed()).toBe(401);
  await reconnect();
});

test('a login is refused as often as asked', async () => {
  client.end();
  sandbox.control.refuse(403, 1, 'failure');
  sandbox.control.refuse(402, 1, 'failure');
  expect(sandbox.control.state().faults).toHaveLength(2);
  expect(await rawClient(sandbox.url, client.auth).closed()).toBe(403);
  expect(await rawClient(sandbox.url, client.auth).closed()).toBe(402);
  await reconnect();
});

test('a connection is refused with an HTTP status', async () => {
  const connect = () =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(sandbox.url);
      socket.on('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode));
      socket.on('open', () => {
        socket.close();
        resolve(101);
      });
    });
  sandbox.control.refuse(503, 2, 'http');
  expect([await connect(), await connect(), await connect()]).toEqual([503, 503, 101]);
});

test('in silence nothing is answered, and what came meanwhile is handled when it ends', async () => {
  await client.send(jid(ANNA), 'before');
  sandbox.control.silence(true);
  const acknowledged = client.next('TAG:QUIET');
  await write(ANNA, 'QUIET');
  const late = rawClient(sandbox.url, client.auth);
  expect(sandbox.control.state().faults).toEqual(['silent']);
  expect(inbox(ANNA)).toMatchObject([{ text: 'before' }]);
  sandbox.control.silence(false);
  await acknowledged;
  expect(inbox(ANNA)).toMatchObject([{ text: 'before' }, { messageId: 'QUIET' }]);
  await late.open();
  client = late;
});

test('an acknowledgement is lost as often as asked, though the message is there', async () => {
  sandbox.control.loseAck(2);
  const acks = acksUntil('C');
  await write(ANNA, 'A');
  await write(BUDI, 'B');
  await write(ANNA, 'C');
  expect(await acks).toEqual(['C']);
  expect(inbox(ANNA)).toMatchObject([{ messageId: 'A', receipt: 'none' }, { messageId: 'C' }]);
  expect(inbox(BUDI)).toMatchObject([{ messageId: 'B' }]);
});

test('the acknowledgements of one number are lost', async () => {
  sandbox.control.loseAck(1, `+${BUDI}`);
  const acks = acksUntil('F');
  await write(ANNA, 'D');
  await write(BUDI, 'E');
  await write(BUDI, 'F');
  expect(await acks).toEqual(['D', 'F']);
});

test('a message is refused as often as asked, and not delivered', async () => {
  sandbox.control.ackError(479, 1, ANNA);
  sandbox.control.ackError(500, 1);
  expect((await client.send(jid(ANNA), 'x')).attrs['error']).toBe('479');
  expect((await client.send(jid(BUDI), 'x')).attrs['error']).toBe('500');
  expect(inbox(ANNA)).toEqual([]);
  expect((await client.send(jid(ANNA), 'x')).attrs['error']).toBeUndefined();
});

test('a query is answered with a rate limit, but a ping is not', async () => {
  sandbox.control.rateOverlimit(1);
  const ping = { tag: 'iq', attrs: { to: '@s.whatsapp.net', type: 'get', xmlns: 'w:p' } };
  expect((await client.sock.query(ping)).attrs['type']).toBe('result');
  await expect(client.sock.onWhatsApp(ANNA)).rejects.toMatchObject({ message: 'rate-overlimit', data: 429 });
  expect(await client.sock.onWhatsApp(ANNA)).toEqual([{ jid: jid(ANNA), exists: true }]);
});

test('all faults end when they are cleared, and the device stays linked', async () => {
  sandbox.control.refuse(403, 5, 'failure');
  sandbox.control.loseAck(5, ANNA);
  sandbox.control.silence(true);
  expect(sandbox.control.state().faults).toEqual([
    'silent',
    'refuse the login with 403, 5 times',
    'lose the acknowledgement of the message to …7801, 5 times',
  ]);
  sandbox.control.clear();
  expect(sandbox.control.state().faults).toEqual([]);
  await client.send(jid(ANNA), 'hello');
  expect(inbox(ANNA)).toHaveLength(1);
  sandbox.control.clear({ inboxes: true });
  expect(sandbox.control.inboxes()).toEqual([]);
});
