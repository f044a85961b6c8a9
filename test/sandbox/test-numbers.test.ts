import type { BinaryNode } from 'baileys';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/control.ts';
import { behaviourOf, TEST_NUMBERS } from '../../src/sandbox/test-numbers.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { linkedClient, logIn, type RawClient, sandboxForTest } from '../support/raw-client.ts';

let clock: ManualClock;
let sandbox: Sandbox;
let client: RawClient;
beforeAll(async () => {
  clock = manualClock();
  sandbox = await sandboxForTest({}, clock);
  client = await linkedClient(sandbox);
});
afterEach(() => sandbox.control.clear({ inboxes: true }));
afterAll(() => {
  client.end();
  return sandbox.close();
});

const numberOf = (digits: string) => `62812345${digits}`;
const jid = (number: string) => `${number}@s.whatsapp.net`;
const inbox = (digits: string) => sandbox.control.inboxes(numberOf(digits))[0]?.messages ?? [];
const send = (digits: string, text: string, id?: string) => client.send(jid(numberOf(digits)), text, id);
const write = (digits: string, id: string) =>
  client.sock.sendMessage(jid(numberOf(digits)), { text: id }, { messageId: id });

test('each number is named once, with a sentence', () => {
  expect(new Set(TEST_NUMBERS.map(({ digits }) => digits)).size).toBe(TEST_NUMBERS.length);
  for (const { digits, sentence } of TEST_NUMBERS) {
    expect(digits).toMatch(/^\d{4}$/);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
  }
  expect(behaviourOf('6281234567890')).toBeNull();
});

test('0001 loses the first acknowledgement, and shows the message once', async () => {
  const receipt = client.next('CB:receipt,id:ONCE');
  await write('0001', 'ONCE');
  await send('0001', 'ONCE', 'ONCE');
  await receipt;
  expect(inbox('0001')).toMatchObject([{ messageId: 'ONCE', copies: 2, receipt: 'delivered' }]);
  expect((await send('0001', 'another')).attrs['error']).toBeUndefined();
});

test('0002 never acknowledges', async () => {
  const acks: string[] = [];
  client.sock.ws.on('CB:ack,class:message', ({ attrs }: { attrs: { id: string } }) => acks.push(attrs.id));
  await write('0002', 'NEVER');
  await write('0002', 'NEVER');
  await send('1234', 'done', 'DONE');
  expect(acks).toEqual(['DONE']);
  expect(inbox('0002')).toMatchObject([{ messageId: 'NEVER', copies: 2, receipt: 'none' }]);
});

test('0003 closes the connection once', async () => {
  await write('0003', 'CUT');
  expect(await client.closed()).toBe(428);
  client = await logIn(sandbox, client.auth);
  await send('0003', 'CUT', 'CUT');
  expect(inbox('0003')).toMatchObject([{ messageId: 'CUT', copies: 2 }]);
});

test('0004 acknowledges after a second and a half', async () => {
  const acknowledged = client.next('TAG:SLOW');
  await write('0004', 'SLOW');
  await send('1234', 'meanwhile');
  clock.advance(1499);
  expect(inbox('0004')).toMatchObject([{ receipt: 'none' }]);
  clock.advance(1);
  await acknowledged;
  expect(inbox('0004')).toMatchObject([{ receipt: 'delivered' }]);
});

test('0005 is off until it is asked to come online', async () => {
  await send('0005', 'sleeping?', 'ASLEEP');
  expect(inbox('0005')).toEqual([]);
  expect(sandbox.control.receipt(numberOf('0005'), 'ASLEEP', 'read')).toBe(false);
  const receipt = client.next('CB:receipt,id:ASLEEP');
  sandbox.control.online(numberOf('0005'));
  await receipt;
  expect(inbox('0005')).toMatchObject([{ text: 'sleeping?', receipt: 'delivered' }]);
  await send('0005', 'awake?');
  expect(inbox('0005')).toHaveLength(2);
  sandbox.control.clear({ inboxes: true });
  await send('0005', 'asleep again');
  expect(inbox('0005')).toEqual([]);
});

test('0006 answers with the same text', async () => {
  const answer = client.incoming();
  await send('0006', 'echo!');
  expect((await answer).message.message?.conversation).toBe('echo!');
});

test('0007 reads', async () => {
  const read = client.next('CB:receipt,type:read');
  await send('0007', 'read me', 'READ');
  expect((await read).attrs['id']).toBe('READ');
  expect(inbox('0007')).toMatchObject([{ receipt: 'read' }]);
});

test('0008 cannot be encrypted for', async () => {
  expect(await client.sock.onWhatsApp(numberOf('0008'))).toHaveLength(1);
  await client.sock.sendMessage(jid(numberOf('0008')), { text: 'x' }).catch(() => {});
  await send('1234', 'afterwards');
  expect(inbox('0008')).toEqual([]);
});

test('0009 does not say at first which devices it has', async () => {
  const answered: string[] = [];
  client.sock.ws.on('CB:iq,type:result', ({ attrs }: { attrs: { id: string } }) => answered.push(attrs.id));
  const ask = async (id: string, node: BinaryNode) =>
    client.sock.sendNode({ ...node, attrs: { ...node.attrs, id, to: '@s.whatsapp.net', type: 'get' } });
  const user = { tag: 'user', attrs: { jid: jid(numberOf('0009')) } };
  const query = { tag: 'query', attrs: {}, content: [{ tag: 'devices', attrs: { version: '2' } }] };
  const usync = { tag: 'usync', attrs: {}, content: [query, { tag: 'list', attrs: {}, content: [user] }] };
  const question = { tag: 'iq', attrs: { xmlns: 'usync' }, content: [usync] };
  const answer = client.next('TAG:SECOND');
  await ask('FIRST', question);
  await ask('SECOND', question);
  expect(JSON.stringify(await answer)).toContain('device-list');
  expect(answered).not.toContain('FIRST');
});

test('0010 is known under another address', async () => {
  const [found] = (await client.sock.onWhatsApp(numberOf('0010'))) ?? [];
  expect(found).toEqual({ jid: jid(numberOf('0019')), exists: true });
  await client.send(found?.jid ?? '', 'hello');
  expect(inbox('0019')).toMatchObject([{ text: 'hello' }]);
});

test('0404 is not on WhatsApp', async () => {
  const found = await client.sock.onWhatsApp(numberOf('0404'), numberOf('1234'));
  expect(found?.filter(({ exists }) => exists)).toEqual([{ jid: jid(numberOf('1234')), exists: true }]);
});

test('0429 answers the question for it with a rate limit', async () => {
  await expect(client.sock.onWhatsApp(numberOf('0429'))).rejects.toMatchObject({ data: 429 });
});

test.for(['0400', '0403', '0420', '0421', '0463', '0475'])('%s is refused every time', async (digits) => {
  expect((await send(digits, 'x')).attrs['error']).toBe(String(Number(digits)));
  expect((await send(digits, 'x')).attrs['error']).toBe(String(Number(digits)));
  expect(inbox(digits)).toEqual([]);
});

test('0500 is refused once', async () => {
  expect((await send('0500', 'x')).attrs['error']).toBe('500');
  expect((await send('0500', 'x')).attrs['error']).toBeUndefined();
  expect(inbox('0500')).toHaveLength(1);
});

test('0479 is refused until its devices are looked up again', async () => {
  expect((await send('0479', 'x')).attrs['error']).toBe('479');
  expect((await send('0479', 'x')).attrs['error']).toBe('479');
  await client.sock.getUSyncDevices([jid(numberOf('0479'))], false, false);
  expect((await send('0479', 'x')).attrs['error']).toBeUndefined();
  expect(inbox('0479')).toHaveLength(1);
});
