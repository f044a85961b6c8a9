/** Messages that linked devices do not get as usual: unreadable ones that are repeated, and those that Baileys drops. */
import { type BinaryNode, proto, type WAMessage } from 'baileys';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/control.ts';
import type { Posting, Trouble } from '../../src/sandbox/control/posting.ts';
import { linkedClient, type RawClient, sandboxForTest } from '../support/raw-client.ts';

const ANNA = '6281234567801';
const BUDI = '6281234567802';
const DAY = 86_400;
const CHANNEL = '120363000000000001@newsletter';

let sandbox: Sandbox;
let client: RawClient;
beforeAll(async () => {
  sandbox = await sandboxForTest();
  client = await linkedClient(sandbox);
});
afterEach(() => sandbox.control.clear());
afterAll(() => {
  client.end();
  return sandbox.close();
});

const text = (body: string) => ({ kind: 'text', body }) as const;
const undecryptable = (how: 'bad_mac' | 'garbled' | 'no_session', times: number | null = 1): Posting => ({
  trouble: { kind: 'undecryptable', how, times },
});
/** The state of a message, once it is one of these. */
const settled = (id: string, ...states: string[]) =>
  new Promise<string>((resolve) => {
    const look = () => {
      const state = sandbox.control.handover(id)?.state ?? '';
      if (!states.includes(state)) return;
      forget();
      resolve(state);
    };
    const forget = sandbox.control.onChange(look);
    look();
  });
const delivered = async (from: string, body: string) =>
  settled(sandbox.control.deliver(from, body).messageId, 'confirmed');
/** The next message of this text. */
const heard = (body: string) =>
  new Promise<WAMessage>((resolve) => {
    client.sock.ev.on('messages.upsert', ({ messages }) => {
      for (const each of messages) if (each.message?.conversation === body) resolve(each);
    });
  });
/** The next message stanza that a device is given, with its parts. */
const stanza = async () => structuredClone(await client.next('CB:message'));
const parts = ({ content }: BinaryNode) => (Array.isArray(content) ? content : []);

test.for(['bad_mac', 'garbled', 'no_session'] as const)(
  'a message that cannot be read, %s, is repeated in a new session when the device asks',
  async (how) => {
    await delivered(ANNA, 'before');
    const coming = heard(`repaired ${how}`);
    const { messageId } = await sandbox.control.write(ANNA, text(`repaired ${how}`), {}, undecryptable(how));
    expect((await coming).key.id).toBe(messageId);
    await settled(messageId, 'confirmed');
    expect(sandbox.control.handover(messageId)).toMatchObject({ handed: 2, repeats: 1, redelivered: 0 });
    const answers = sandbox.control.handover(messageId)?.answers.map(({ type }) => type);
    expect(answers).toEqual(expect.arrayContaining(['retry', 'inactive']));
    await delivered(ANNA, 'after');
  },
);

test('a repeat says which one it is, and starts a session', async () => {
  await delivered(BUDI, 'before');
  const stanzas: BinaryNode[] = [];
  client.sock.ws.on('CB:message', (each: BinaryNode) => void stanzas.push(structuredClone(each)));
  const { messageId } = await sandbox.control.write(BUDI, text('twice broken'), {}, undecryptable('bad_mac', 2));
  await settled(messageId, 'confirmed');
  const encs = stanzas.filter(({ attrs }) => attrs['id'] === messageId).flatMap(parts);
  expect(encs.map(({ attrs }) => attrs['count'])).toEqual([undefined, '1', '2']);
  expect(encs.slice(1).map(({ attrs }) => attrs['type'])).toEqual(['pkmsg', 'pkmsg']);
});

test.for(['lid', 'pn'] as const)('in a %s group, a repeat is for the device alone and brings the key', async (form) => {
  const { id } = sandbox.control.createGroup({ subject: 'Parcels', members: [ANNA, BUDI], addressing: form });
  for (const how of ['bad_mac', 'no_session'] as const) {
    const coming = heard(`${form} ${how}`);
    const written = await sandbox.control.writeInGroup(id, ANNA, text(`${form} ${how}`), {}, undecryptable(how));
    expect((await coming).key).toMatchObject({ remoteJid: id, id: written?.messageId });
    await settled(written?.messageId ?? '', 'confirmed');
  }
  const last = await sandbox.control.writeInGroup(id, ANNA, text('as usual'));
  await settled(last?.messageId ?? '', 'confirmed');
  expect(sandbox.control.handover(last?.messageId ?? '')).toMatchObject({ group: id, repeats: 0 });
});

test('a key that was used already is refused, and the writer gets no tick', async () => {
  await expect(
    sandbox.control.write('6281234567899', text('first'), {}, { trouble: { kind: 'used_key' } }),
  ).rejects.toMatchObject({ code: 'sandbox.no_used_key' });
  await delivered(ANNA, 'the key of this');
  const { messageId } = await sandbox.control.write(ANNA, text('again'), {}, { trouble: { kind: 'used_key' } });
  await settled(messageId, 'refused');
  expect(sandbox.control.handover(messageId)).toMatchObject({ answers: [{ type: 'error', code: 487 }] });
  expect(sandbox.control.chat(ANNA, 1).bubbles).toMatchObject([{ messageId, receipt: 'none' }]);
  await delivered(ANNA, 'and on');
});

test.for<[name: string, posting: Posting, state: string, part: object | undefined]>([
  ['for one view only', withheld('view_once'), 'confirmed', { tag: 'unavailable', attrs: { type: 'view_once' } }],
  ['kept from linked devices', withheld('view_once_unavailable_fanout'), 'acknowledged', { tag: 'unavailable' }],
  ['of a bot', withheld('bot_unavailable_fanout'), 'acknowledged', { tag: 'unavailable' }],
  ['of a hosted number', withheld('hosted_unavailable_fanout'), 'acknowledged', { tag: 'unavailable' }],
  ['without a content', { trouble: { kind: 'absent' } }, 'acknowledged', undefined],
  ['old and without a content', { trouble: { kind: 'absent' }, age: 15 * DAY }, 'acknowledged', undefined],
  ['encrypted as bots do', { trouble: { kind: 'bot' } }, 'refused', { tag: 'enc', attrs: { type: 'msmsg' } }],
])('a message %s leaves the queue', async ([, posting, state, part]) => {
  const given = stanza();
  const { messageId } = await sandbox.control.write(ANNA, text('not for you'), {}, posting);
  const { attrs, content } = await given;
  expect(attrs).toMatchObject({ id: messageId });
  if (part) expect((content as BinaryNode[])[0]).toMatchObject(part);
  else expect(content).toBeUndefined();
  if (posting.age) expect(Date.now() / 1000 - Number(attrs['t'])).toBeGreaterThan(14 * DAY);
  expect(await settled(messageId, 'confirmed', 'acknowledged', 'refused')).toBe(state);
});

function withheld(type: Extract<Trouble, { kind: 'withheld' }>['type']): Posting {
  return { trouble: { kind: 'withheld', type } };
}

test('the phone of the account gives a message that came without its content', async () => {
  const { messageId } = await sandbox.control.write(
    ANNA,
    text('from an advertisement'),
    {},
    { trouble: { kind: 'absent' } },
  );
  await settled(messageId, 'acknowledged');
  const coming = heard('from an advertisement');
  await client.sock.sendPeerDataOperationMessage({
    placeholderMessageResendRequest: [
      { messageKey: { remoteJid: `${ANNA}@s.whatsapp.net`, fromMe: false, id: messageId } },
    ],
    peerDataOperationRequestType: proto.Message.PeerDataOperationRequestType.PLACEHOLDER_MESSAGE_RESEND,
  });
  expect((await coming).key).toMatchObject({ id: messageId, remoteJid: `${ANNA}@s.whatsapp.net` });
});

test('a contact publishes a status, and one that cannot be read is not asked for again after a day', async () => {
  const coming = heard('open until nine');
  const { messageId } = await sandbox.control.writeStatus(ANNA, text('open until nine'));
  expect((await coming).key).toMatchObject({
    id: messageId,
    remoteJid: 'status@broadcast',
    participant: `${ANNA}@s.whatsapp.net`,
  });
  await settled(messageId, 'confirmed');
  const old = await sandbox.control.writeStatus(
    ANNA,
    text('closed'),
    {},
    { ...undecryptable('bad_mac', null), age: 2 * DAY },
  );
  expect(await settled(old.messageId, 'acknowledged', 'confirmed')).toBe('acknowledged');
  expect(sandbox.control.handover(old.messageId)).toMatchObject({ repeats: 0 });
});

test('a channel publishes a post, which is not encrypted', async () => {
  const given = stanza();
  const coming = heard('news');
  const { messageId } = await sandbox.control.publish(CHANNEL, text('news'));
  expect(parts(await given)).toMatchObject([{ tag: 'plaintext' }]);
  expect((await coming).key).toMatchObject({ id: messageId, remoteJid: CHANNEL });
  expect(await settled(messageId, 'acknowledged')).toBe('acknowledged');
});
