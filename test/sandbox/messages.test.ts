import type { BinaryNode } from 'baileys';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/control.ts';
import { linkedClient, type RawClient, sandboxForTest } from '../support/raw-client.ts';

const ACCOUNT = '6281100009999';

let sandbox: Sandbox;
let client: RawClient;
beforeAll(async () => {
  sandbox = await sandboxForTest();
  client = await linkedClient(sandbox);
});
afterAll(async () => {
  client.end();
  await sandbox.close();
});

const jid = (number: string) => `${number}@s.whatsapp.net`;
const inbox = (number: string) => sandbox.control.inboxes(number)[0]?.messages ?? [];

test('a message is on the phone by the time that it is acknowledged', async () => {
  const ack = await client.send(jid('6281234567801'), 'Hello, 世界 👋', '3EB0AAAAAAAAAAAAAAAAAA');
  expect(ack).toMatchObject({ tag: 'ack', attrs: { class: 'message', from: jid('6281234567801') } });
  expect(ack.attrs['error']).toBeUndefined();
  expect(inbox('6281234567801')).toMatchObject([
    { messageId: '3EB0AAAAAAAAAAAAAAAAAA', from: ACCOUNT, text: 'Hello, 世界 👋', copies: 1, receipt: 'delivered' },
  ]);
});

test('the contact says that it has the message after the server has acknowledged it', async () => {
  const heard: string[] = [];
  const hear = ({ tag, attrs }: BinaryNode) => void (attrs['id'] === 'ORDER' && heard.push(tag));
  client.sock.ws.on('CB:ack', hear);
  client.sock.ws.on('CB:receipt', hear);
  const receipt = client.next('CB:receipt,id:ORDER');
  await client.send(jid('6281234567801'), 'one', 'ORDER');
  expect((await receipt).attrs).toMatchObject({ from: jid('6281234567801') });
  expect(heard).toEqual(['ack', 'receipt']);
});

test('a phone shows a message once, however often it is sent', async () => {
  await client.send(jid('6281234567802'), 'once', 'COPY');
  await client.send(jid('6281234567802'), 'once', 'COPY');
  await client.send(jid('6281234567802'), 'twice', 'COPY2');
  expect(inbox('+62 812-3456-7802')).toMatchObject([
    { messageId: 'COPY', text: 'once', copies: 2 },
    { messageId: 'COPY2', text: 'twice', copies: 1 },
  ]);
});

test('a LID leads to the same phone', async () => {
  await client.send(jid('6281234567803'), 'by number');
  await client.send('9006281234567803@lid', 'by LID');
  expect(inbox('6281234567803').map(({ text }) => text)).toEqual(['by number', 'by LID']);
});

test('a message to oneself is on the own phone', async () => {
  await client.send(jid(ACCOUNT), 'note to self');
  expect(inbox(ACCOUNT)).toMatchObject([{ text: 'note to self' }]);
});

test('a long message arrives whole', async () => {
  const text = 'ä'.repeat(65_536);
  await client.send(jid('6281234567804'), text);
  expect(inbox('6281234567804')[0]?.text).toBe(text);
});

test('many messages arrive in their order', async () => {
  const texts = Array.from({ length: 100 }, (_, index) => `message ${index}`);
  await Promise.all(texts.map((text) => client.send(jid('6281234567805'), text)));
  expect(inbox('6281234567805').map(({ text }) => text)).toEqual(texts);
});

test('what cannot be encrypted for anybody is acknowledged, and reaches nobody', async () => {
  const ack = await client.send(jid('6281200000404'), 'hello?');
  expect(ack.attrs['error']).toBeUndefined();
  expect(sandbox.control.inboxes('6281200000404')).toEqual([{ number: '6281200000404', messages: [] }]);
});

test('a group is not found', async () => {
  const ack = client.next('TAG:GROUP');
  await client.sock.sendNode({
    tag: 'message',
    attrs: { id: 'GROUP', to: '1203630000@g.us', type: 'text' },
    content: [],
  });
  expect((await ack).attrs['error']).toBe('404');
});

test('a contact that cannot read a message asks for it again', async () => {
  await client.send(jid('6281234567806'), 'first');
  const broken = client.next('CB:receipt,type:retry');
  const enc = { tag: 'enc', attrs: { v: '2', type: 'msg' }, content: Buffer.alloc(80, 3) };
  const to = { tag: 'to', attrs: { jid: jid('6281234567806') }, content: [enc] };
  const participants = { tag: 'participants', attrs: {}, content: [to] };
  await client.sock.sendNode({
    tag: 'message',
    attrs: { id: 'BROKEN', to: jid('6281234567806'), type: 'text' },
    content: [participants],
  });
  expect((await broken).attrs).toMatchObject({ id: 'BROKEN', from: jid('6281234567806') });
  expect(inbox('6281234567806').map(({ text }) => text)).toEqual(['first']);
});

test('what a contact could not read is read when it is sent again', async () => {
  await client.send(jid('6281234567807'), 'first');
  await client.send(jid('6281234567808'), 'to somebody else');
  const [mine, other] = ['9006281234567807_1.0', '9006281234567808_1.0'] as const;
  const session = (await client.auth.keys.get('session', [other]))[other];
  await client.auth.keys.set({ session: { [mine]: session ?? null } });
  const retry = client.next('CB:receipt,type:retry');
  const delivered = new Promise<void>((resolve) => {
    client.sock.ws.on('CB:receipt,id:AGAIN', ({ attrs }: BinaryNode) => {
      if (attrs['type'] === undefined) resolve();
    });
  });
  await client.send(jid('6281234567807'), 'in a foreign session', 'AGAIN');
  expect((await retry).attrs['id']).toBe('AGAIN');
  await delivered;
  expect(inbox('6281234567807').map(({ text }) => text)).toEqual(['first', 'in a foreign session']);
});
