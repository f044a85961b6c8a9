import { randomBytes } from 'node:crypto';
import type { AnyMessageContent, BinaryNode, WAMessage } from 'baileys';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/control.ts';
import type { RoomBubble } from '../../src/sandbox/control/groups.ts';
import { TEST_GROUP_ID } from '../../src/sandbox/groups/test-group.ts';
import { linkedClient, type RawClient, sandboxForTest, trustMedia } from '../support/raw-client.ts';

const ACCOUNT = '6281100009999';
const ANNA = '6281234567801';
const BUDI = '6281234567802';
const READER = '6281200000007';
const OFF = '6281200000005';
const lid = (number: string) => `900${number}@lid`;
const jid = (number: string) => `${number}@s.whatsapp.net`;

let sandbox: Sandbox;
let client: RawClient;
beforeAll(async () => {
  sandbox = await sandboxForTest();
  trustMedia(sandbox);
  client = await linkedClient(sandbox);
});
afterEach(() => sandbox.control.clear());
afterAll(async () => {
  client.end();
  await sandbox.close();
});

const group = (plan: Partial<Parameters<Sandbox['control']['createGroup']>[0]> = {}): string =>
  sandbox.control.createGroup({ subject: 'Parcels', creator: ANNA, members: [BUDI], ...plan }).id;

/** Resolves with the acknowledgement. */
const send = async (
  to: string,
  content: AnyMessageContent = { text: 'hello all' },
  messageId = `3EB0${randomBytes(9).toString('hex').toUpperCase()}`,
): Promise<{ ack: BinaryNode; sent: WAMessage; id: string }> => {
  const acknowledged = client.next(`TAG:${messageId}`);
  const sent = await client.sock.sendMessage(to, content, { messageId });
  if (!sent) throw new Error('nothing was sent');
  return { ack: await acknowledged, sent, id: messageId };
};
const on = (number: string, id: string): readonly RoomBubble[] => sandbox.control.room(id, number, 100).bubbles;
const until = (holds: () => boolean) =>
  new Promise<void>((resolve) => {
    if (holds()) return resolve();
    const forget = sandbox.control.onChange(() => {
      if (!holds()) return;
      forget();
      resolve();
    });
  });
/** The receipts of the next message, until there are so many. */
const receipts = (id: string, count: number) =>
  new Promise<Record<string, string | undefined>[]>((resolve) => {
    const seen: Record<string, string | undefined>[] = [];
    client.sock.ws.on(`CB:receipt,id:${id}`, ({ attrs: { from, participant, type } }: BinaryNode) => {
      seen.push({ from, participant, type });
      if (seen.length === count) resolve(seen);
    });
  });

test.for(['lid', 'pn'] as const)('a group of the %s form is told with its members and settings', async (addressing) => {
  const id = group({
    addressing,
    admins: [BUDI],
    announceOnly: true,
    disappearingSeconds: 86_400,
    description: 'ours',
  });
  const metadata = await client.sock.groupMetadata(id);
  const [mine, other] = addressing === 'lid' ? [lid, jid] : [jid, lid];
  expect(metadata).toMatchObject({
    id,
    subject: 'Parcels',
    desc: 'ours',
    addressingMode: addressing,
    owner: mine(ANNA),
    announce: true,
    restrict: false,
    ephemeralDuration: 86_400,
    size: 3,
  });
  expect(metadata.participants.map(({ id, lid, phoneNumber, admin }) => [id, lid ?? phoneNumber, admin])).toEqual([
    [mine(ANNA), other(ANNA), 'superadmin'],
    [mine(BUDI), other(BUDI), 'admin'],
    [mine(ACCOUNT), other(ACCOUNT), null],
  ]);
});

test('an unknown group is not found, one of others is forbidden, and only own ones are listed', async () => {
  const others = group({ withAccount: false });
  const own = group();
  await expect(client.sock.groupMetadata('1203630000@g.us')).rejects.toMatchObject({ data: 404 });
  await expect(client.sock.groupMetadata(others)).rejects.toMatchObject({ data: 403 });
  const all = await client.sock.groupFetchAllParticipating();
  expect(Object.keys(all)).toEqual(expect.arrayContaining([own, TEST_GROUP_ID]));
  expect(Object.keys(all)).not.toContain(others);
});

test.for(['lid', 'pn'] as const)(
  'a message reaches all members of a %s group, and each reports it',
  async (addressing) => {
    const id = group({ addressing, members: [READER] });
    const reported = receipts('GROUP' + addressing, 3);
    const { ack } = await send(id, { text: 'hello all' }, 'GROUP' + addressing);
    expect(ack.attrs).toMatchObject({ class: 'message', from: id });
    expect(ack.attrs['error']).toBeUndefined();
    for (const number of [ANNA, READER]) {
      expect(on(number, id)).toMatchObject([{ text: 'hello all', author: ACCOUNT, from: 'gateway', copies: 1 }]);
    }
    const address = addressing === 'lid' ? lid : jid;
    expect(await reported).toEqual([
      { from: id, participant: address(ANNA), type: undefined },
      { from: id, participant: address(READER), type: undefined },
      { from: id, participant: address(READER), type: 'read' },
    ]);
    expect(on(ANNA, id)).toMatchObject([{ receipt: 'delivered', receipts: { readers: 2, delivered: 2, read: 1 } }]);
  },
);

test('many messages go on under one key, also to a member who came later', async () => {
  const id = group();
  const texts = Array.from({ length: 10 }, (_, index) => `message ${index}`);
  await Promise.all(texts.slice(0, 5).map((text) => send(id, { text })));
  sandbox.control.changeMembers(id, 'add', [READER]);
  await Promise.all(texts.slice(5).map((text) => send(id, { text })));
  expect(on(ANNA, id).map(({ text }) => text)).toEqual(texts);
  expect(on(READER, id).map(({ text }) => text)).toEqual(texts.slice(5));
});

test('a picture is whole on the phones of members, and what changes a message changes it there', async () => {
  const bytes = randomBytes(20_000);
  const id = group();
  const picture = await send(id, { image: bytes, caption: 'look', jpegThumbnail: 'AAAA' });
  const file = await sandbox.control.file(BUDI, picture.id);
  expect(Buffer.concat((await file?.open().toArray()) ?? []).equals(bytes)).toBe(true);
  await send(id, { react: { text: '👍', key: picture.sent.key } });
  await send(id, { text: 'see', edit: picture.sent.key });
  expect(on(BUDI, id)).toMatchObject([
    {
      type: 'image',
      text: 'see',
      edited: true,
      reactions: [{ author: ACCOUNT, emoji: '👍' }],
      file: { state: 'whole' },
    },
  ]);
  await send(id, { delete: picture.sent.key });
  expect(on(ANNA, id)).toMatchObject([{ deleted: true }]);
});

test('a message is shown once, however often it is sent', async () => {
  const id = group();
  await send(id, { text: 'once' }, 'TWICE');
  await send(id, { text: 'once' }, 'TWICE');
  expect(on(ANNA, id)).toMatchObject([{ text: 'once', copies: 2 }]);
});

test('a member that has lost the key asks for the message again, and reads it then', async () => {
  const id = group();
  await send(id, { text: 'first' });
  sandbox.control.loseKey(1, BUDI);
  const retry = client.next('CB:receipt,type:retry');
  await send(id, { text: 'second' }, 'AGAIN');
  expect((await retry).attrs).toMatchObject({ id: 'AGAIN', from: id, participant: lid(BUDI) });
  await until(() => on(BUDI, id).length === 2);
  expect(on(BUDI, id)).toMatchObject([{ text: 'first' }, { text: 'second' }]);
  expect(on(ANNA, id)).toMatchObject([{ copies: 1 }, { copies: 2 }]);
});

test('a phone that is off gets the messages of a group when it is back', async () => {
  const id = group({ members: [OFF] });
  await send(id, { text: 'sleeping?' }, 'HELD');
  expect(on(OFF, id)).toEqual([]);
  const reported = receipts('HELD', 1);
  sandbox.control.online(OFF);
  expect(await reported).toMatchObject([{ participant: lid(OFF) }]);
  expect(on(OFF, id)).toMatchObject([{ text: 'sleeping?' }]);
});

test('a message is refused in a group of others, and where only admins write', async () => {
  const left = group();
  await send(left, { text: 'while in' });
  sandbox.control.changeMembers(left, 'remove', [ACCOUNT]);
  // The client's own copy of the members is what lets it try.
  const { ack } = await sendAs(left);
  expect(ack.attrs['error']).toBe('403');
  const quiet = group({ announceOnly: true });
  expect((await send(quiet)).ack.attrs['error']).toBe('405');
  sandbox.control.changeMembers(quiet, 'promote', [ACCOUNT]);
  expect((await send(quiet)).ack.attrs['error']).toBeUndefined();
});

/** Sends what the client would send if it did not know that it was removed. */
const sendAs = async (to: string): Promise<{ ack: BinaryNode }> => {
  const ack = client.next('TAG:REMOVED');
  const enc = { tag: 'enc', attrs: { v: '2', type: 'skmsg' }, content: randomBytes(120) };
  await client.sock.sendNode({ tag: 'message', attrs: { id: 'REMOVED', to, type: 'text' }, content: [enc] });
  return { ack: await ack };
};

test('the faults of messages strike groups too, all of them or the one that is named', async () => {
  const { control } = sandbox;
  const id = group();
  const digits = id.split('@', 1)[0];
  // With it the members get the key, which they would ask for otherwise.
  await send(id, { text: 'first' });
  control.ackError(500, 1, digits);
  control.loseAck(1, digits);
  expect((await send(group())).ack.attrs['error']).toBeUndefined();
  expect((await send(id, { text: 'refused' }, 'REFUSED')).ack.attrs['error']).toBe('500');
  const acknowledged = client.next('CB:ack,class:message');
  const reported = receipts('LOST', 2);
  await client.sock.sendMessage(id, { text: 'on the phones all the same' }, { messageId: 'LOST' });
  await until(() => on(ANNA, id).length === 2);
  await send(id, { text: 'next' }, 'NEXT');
  expect((await acknowledged).attrs['id']).toBe('NEXT');
  // A message whose acknowledgement was lost is reported when its copy is taken.
  await send(id, { text: 'on the phones all the same' }, 'LOST');
  expect(await reported).toMatchObject([{ from: id }, { from: id }]);
  expect(on(ANNA, id)).toMatchObject([{ text: 'first' }, { copies: 2 }, { text: 'next' }]);
  control.ackError(403, 1);
  expect((await send(id)).ack.attrs['error']).toBe('403');
  expect(control.state().armed).toEqual([]);
});

test('a group of a thousand is told in one answer, and so are the devices and keys of its members', async () => {
  const id = group({ size: 1_000, receipts: false });
  const { participants } = await client.sock.groupMetadata(id);
  expect(participants).toHaveLength(1_003);
  const devices = await client.sock.getUSyncDevices(
    participants.map((each) => each.id),
    true,
    false,
  );
  // The client addresses its own device too in a group of LIDs.
  expect(devices).toHaveLength(1_004);
  const bundles = await client.sock.query({
    tag: 'iq',
    attrs: { xmlns: 'encrypt', type: 'get', to: '@s.whatsapp.net' },
    content: [
      { tag: 'key', attrs: {}, content: participants.map((each) => ({ tag: 'user', attrs: { jid: each.id } })) },
    ],
  });
  const [list] = bundles.content as BinaryNode[];
  expect(list?.content).toHaveLength(1_003);
});

test('further members read what the named ones read, and give no receipts where that is turned off', async () => {
  const id = group({ size: 40, receipts: false });
  let heard = 0;
  client.sock.ws.on('CB:receipt', ({ attrs }: BinaryNode) => void (attrs['from'] === id && (heard += 1)));
  await send(id, { text: 'to all' });
  await send(id, { text: 'again' });
  const [further = ''] =
    sandbox.control
      .group(id)
      ?.members.slice(-1)
      .map(({ number }) => number) ?? [];
  expect(on(further, id).map(({ text }) => text)).toEqual(['to all', 'again']);
  expect(on(ANNA, id)).toMatchObject([{ receipts: { readers: 42, delivered: 0 } }, {}]);
  expect(heard).toBe(0);
});
