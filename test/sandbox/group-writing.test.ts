import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BinaryNode, downloadMediaMessage, type WAMessage } from 'baileys';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Sandbox, Written, WrittenContext } from '../../src/sandbox/control.ts';
import { linkedClient, type RawClient, rawClient, sandboxForTest, trustMedia } from '../support/raw-client.ts';

const ANNA = '6281234567801';
const BUDI = '6281234567802';
const ECHO = '6281200000006';
const STATUS = 'status@broadcast';
const lid = (number: string) => `900${number}@lid`;
const jid = (number: string) => `${number}@s.whatsapp.net`;

let folder: string;
let sandbox: Sandbox;
let client: RawClient;
let retries: number;
const watch = () => {
  client.sock.ws.on('CB:receipt,type:retry', () => void (retries += 1));
};
const open = async () => {
  sandbox = await sandboxForTest({ file: join(folder, 'sandbox.jsonl') });
  trustMedia(sandbox);
};
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waybill-groups-'));
  await open();
  client = await linkedClient(sandbox);
  retries = 0;
  watch();
});
afterEach(() => sandbox.control.clear());
afterAll(async () => {
  client.end();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const group = (plan: Partial<Parameters<Sandbox['control']['createGroup']>[0]> = {}): string =>
  sandbox.control.createGroup({ subject: 'Parcels', members: [ANNA, BUDI], ...plan }).id;
/** The next messages that phones wrote, live or not. */
const heard = (count: number, of: RawClient = client) =>
  new Promise<WAMessage[]>((resolve) => {
    const seen: WAMessage[] = [];
    of.sock.ev.on('messages.upsert', ({ messages }) => {
      for (const message of messages) {
        if (!message.key.fromMe && (message.messageStubType ?? null) === null) seen.push(message);
      }
      if (seen.length >= count) resolve(seen);
    });
  });
const writes = async (id: string, from: string, content: Written, context?: WrittenContext): Promise<WAMessage> => {
  const coming = heard(1);
  const told = await sandbox.control.writeInGroup(id, from, content, context);
  const [message] = await coming;
  if (!message) throw new Error('nothing was heard');
  expect(message.key.id).toBe(told?.messageId);
  return message;
};
const text = (body: string): Written => ({ kind: 'text', body });
const textOf = ({ message }: WAMessage) => message?.conversation ?? message?.extendedTextMessage?.text;
const acknowledged = async (to: string, content: { text: string }, statusJidList?: string[]): Promise<string> => {
  const messageId = `3EB0${randomBytes(9).toString('hex').toUpperCase()}`;
  const ack = client.next(`TAG:${messageId}`);
  await client.sock.sendMessage(to, content, { messageId, ...(statusJidList && { statusJidList }) });
  expect((await ack).attrs['error']).toBeUndefined();
  return messageId;
};

test.for(['lid', 'pn'] as const)(
  'members write in a %s group, and the client reads them without asking',
  async (form) => {
    const id = group({ addressing: form });
    const [mine, other] = form === 'lid' ? [lid, jid] : [jid, lid];
    const message = await writes(id, ANNA, text('good morning'));
    expect(textOf(message)).toBe('good morning');
    expect(message.key).toMatchObject({ remoteJid: id, participant: mine(ANNA), participantAlt: other(ANNA) });
    expect(textOf(await writes(id, ANNA, text('still me')))).toBe('still me');
    expect(textOf(await writes(id, BUDI, text('and me')))).toBe('and me');
    expect(retries).toBe(0);
    expect(sandbox.control.room(id, BUDI, 10).bubbles).toMatchObject([
      { author: ANNA, text: 'good morning' },
      { author: ANNA, text: 'still me' },
      { author: BUDI, text: 'and me' },
    ]);
  },
);

test('a file that a member sends is downloaded whole, and a reaction names the author that it is for', async () => {
  const id = group({ disappearingSeconds: 86_400 });
  const bytes = randomBytes(9_000);
  const picture = await writes(id, ANNA, { kind: 'image', caption: null, file: { bytes, mimetype: 'image/jpeg' } });
  expect((await downloadMediaMessage(picture, 'buffer', {})).equals(bytes)).toBe(true);
  expect(picture.message?.imageMessage?.contextInfo?.expiration).toBe(86_400);
  const reaction = await writes(id, BUDI, { kind: 'reaction', to: picture.key.id ?? '', emoji: '👍' });
  expect(reaction.message?.reactionMessage?.key).toMatchObject({ id: picture.key.id, participant: lid(ANNA) });
  const answer = await writes(id, BUDI, text('nice'), { replyTo: picture.key.id ?? '' });
  expect(answer.message?.extendedTextMessage?.contextInfo).toMatchObject({
    stanzaId: picture.key.id,
    participant: lid(ANNA),
  });
  expect(retries).toBe(0);
});

test('those who stay write with new keys after somebody has left', async () => {
  const id = group();
  await writes(id, ANNA, text('before'));
  sandbox.control.changeMembers(id, 'remove', [BUDI]);
  const stanza = client.next('CB:message');
  expect(textOf(await writes(id, ANNA, text('after')))).toBe('after');
  const encs = ((await stanza).content as BinaryNode[]).map(({ attrs }) => attrs['type']);
  expect(encs).toEqual([expect.stringMatching(/msg$/), 'skmsg']);
  expect(await sandbox.control.writeInGroup(id, BUDI, text('still here?'))).toBeNull();
  expect(sandbox.control.room(id, BUDI, 10).bubbles.map(({ text }) => text)).toEqual(['before']);
  expect(retries).toBe(0);
});

test('what a client cannot read is written to it again, alone', async () => {
  const id = group();
  await writes(id, ANNA, text('first'));
  const keys = { [`${id}::900${ANNA}_1::0`]: null };
  await client.auth.keys.set({ 'sender-key': keys });
  expect(textOf(await writes(id, ANNA, text('second')))).toBe('second');
});

test('a member that answers everything answers in the group', async () => {
  const id = group({ members: [ECHO] });
  const coming = heard(1);
  await acknowledged(id, { text: 'anybody?' });
  const [echo] = await coming;
  expect(echo?.key).toMatchObject({ remoteJid: id, participant: lid(ECHO) });
  expect(echo && textOf(echo)).toBe('anybody?');
});

test('a group, its keys and what waits in it outlive a restart', async () => {
  const id = group();
  await acknowledged(id, { text: 'one' });
  await writes(id, ANNA, text('two'));
  client.end();
  await client.closed();
  await sandbox.control.writeInGroup(id, ANNA, text('three'));
  const before = sandbox.control.room(id, BUDI, 10);
  const shown = sandbox.control.group(id);
  await sandbox.close();
  await open();
  expect(sandbox.control.group(id)).toEqual(shown);
  expect(sandbox.control.room(id, BUDI, 10)).toEqual(before);
  client = rawClient(sandbox.url, client.auth);
  watch();
  const [three] = await heard(1);
  expect(three && textOf(three)).toBe('three');
  // The client sends its key no second time.
  await acknowledged(id, { text: 'four' });
  expect(sandbox.control.room(id, BUDI, 10).bubbles.map(({ text }) => text)).toEqual(['one', 'two', 'three', 'four']);
  expect(retries).toBe(0);
});

test('a status is on the phones that it is for, and on no other', async () => {
  const receipt = client.next('CB:receipt');
  const id = await acknowledged(STATUS, { text: 'open until nine' }, [jid(ANNA)]);
  expect((await receipt).attrs).toMatchObject({ id, from: STATUS, participant: jid(ANNA) });
  expect(sandbox.control.room(STATUS, ANNA, 10).bubbles).toMatchObject([{ messageId: id, text: 'open until nine' }]);
  expect(sandbox.control.roomsOf(ANNA).at(-1)).toMatchObject({ id: STATUS, kind: 'status', subject: null });
  expect(sandbox.control.room(STATUS, BUDI, 10).bubbles).toEqual([]);
  await acknowledged(STATUS, { text: 'closed today' }, [jid(BUDI), jid(ANNA)]);
  expect(sandbox.control.room(STATUS, BUDI, 10).bubbles.map(({ text }) => text)).toEqual(['closed today']);
  const read = client.next('CB:receipt,type:read');
  expect(sandbox.control.roomReceipt(STATUS, ANNA, id, 'read')).toBe(true);
  expect(sandbox.control.roomReceipt(STATUS, BUDI, id, 'read')).toBe(false);
  expect((await read).attrs).toMatchObject({ id, from: STATUS, participant: jid(ANNA) });
});
