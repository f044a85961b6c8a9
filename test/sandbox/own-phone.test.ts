/** The account's own phone writes and reads, contacts vote, and people are named by number or by LID. */
import { decryptPollVote, type proto, type WAMessage } from 'baileys';
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Sandbox, Written } from '../../src/sandbox/control.ts';
import { ADDRESSES } from '../../src/sandbox/control/posting.ts';
import { linkedClient, type RawClient, sandboxForTest } from '../support/raw-client.ts';

const ANNA = '6281234567801';
const BUDI = '6281234567802';
const OWN = '6281100009999';
const jid = (number: string) => `${number}@s.whatsapp.net`;
const lid = (number: string) => `900${number}@lid`;

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

const text = (body: string): Written => ({ kind: 'text', body });
/** The message that a phone writes, as the client tells of it. */
const heard = async (writing: Promise<{ messageId: string } | null>): Promise<WAMessage> => {
  const seen = new Map<unknown, WAMessage>();
  const coming = Promise.withResolvers<WAMessage>();
  let wanted: string | undefined;
  const listen = ({ messages }: { messages: WAMessage[] }) => {
    for (const message of messages) seen.set(message.key.id, message);
    const found = wanted === undefined ? undefined : seen.get(wanted);
    if (found) coming.resolve(found);
  };
  client.sock.ev.on('messages.upsert', listen);
  wanted = (await writing)?.messageId;
  listen({ messages: [] });
  const message = await coming.promise;
  client.sock.ev.off('messages.upsert', listen);
  return message;
};
const bubble = (id: string) => sandbox.control.chat(ANNA, 100).bubbles.find(({ messageId }) => messageId === id);
const confirmed = (id: string) =>
  new Promise<void>((resolve) => {
    const look = () => sandbox.control.handover(id)?.state === 'confirmed' && (forget(), resolve());
    const forget = sandbox.control.onChange(look);
    look();
  });

test('what the own phone writes is in the chat with the contact, on all devices', async () => {
  const message = await heard(sandbox.control.writeFromPhone(ANNA, text('from my pocket')));
  const id = message.key.id ?? '';
  expect(message.key).toMatchObject({ remoteJid: jid(ANNA), fromMe: true });
  expect(message.message?.conversation).toBe('from my pocket');
  expect(bubble(id)).toMatchObject({ from: 'gateway', text: 'from my pocket', receipt: 'delivered' });
  await confirmed(id);
  expect(sandbox.control.handover(id)).toMatchObject({ from: OWN, answers: [{ type: 'sender' }] });
});

test('the own phone edits, deletes and reacts', async () => {
  const { messageId: mine } = await sandbox.control.writeFromPhone(ANNA, text('frist'));
  const { messageId: theirs } = sandbox.control.deliver(ANNA, 'hello');
  const edit = await heard(
    sandbox.control.writeFromPhone(ANNA, { kind: 'edit', of: mine, content: { kind: 'text', body: 'first' } }),
  );
  expect(edit.message?.editedMessage?.message?.protocolMessage?.key).toMatchObject({ fromMe: true, id: mine });
  const reaction = await heard(sandbox.control.writeFromPhone(ANNA, { kind: 'reaction', to: theirs, emoji: '👍' }));
  expect(reaction.message?.reactionMessage?.key).toMatchObject({ id: theirs });
  expect(bubble(mine)).toMatchObject({ text: 'first', edited: true });
  await heard(sandbox.control.writeFromPhone(ANNA, { kind: 'delete', of: mine }));
  expect(bubble(mine)).toMatchObject({ deleted: true });
  expect(bubble(theirs)).toMatchObject({ reactions: [{ from: 'gateway', emoji: '👍' }] });
});

test('the own phone writes in a group', async () => {
  const { id } = sandbox.control.createGroup({ subject: 'Parcels', members: [ANNA, BUDI] });
  const message = await heard(sandbox.control.writeInGroup(id, OWN, text('from my pocket')));
  expect(message.key).toMatchObject({ remoteJid: id, fromMe: true, participant: lid(OWN) });
  expect(sandbox.control.room(id, ANNA, 10).bubbles).toMatchObject([{ author: OWN, from: 'gateway' }]);
});

test('what the own phone reads is read on all devices', async () => {
  const { messageId } = sandbox.control.deliver(ANNA, 'read me');
  const receipt = client.next('CB:receipt,type:read');
  expect(sandbox.control.readOnPhone(ANNA, messageId)).toBe(true);
  expect(sandbox.control.readOnPhone(ANNA, 'OTHER')).toBe(false);
  expect((await receipt).attrs).toMatchObject({ id: messageId, from: jid(OWN), recipient: jid(ANNA) });
  const { id } = sandbox.control.createGroup({ subject: 'Parcels', members: [ANNA, BUDI] });
  const written = await sandbox.control.writeInGroup(id, ANNA, text('and me'));
  const inGroup = client.next('CB:receipt,type:read');
  expect(sandbox.control.readOnPhone(id, written?.messageId ?? '')).toBe(true);
  expect((await inGroup).attrs).toMatchObject({ recipient: id, participant: lid(ANNA) });
});

const chosen = (
  vote: WAMessage,
  poll: { id: string; secret: Uint8Array; author: string },
  voterJid: string,
): string[] => {
  const { encPayload, encIv } = vote.message?.pollUpdateMessage?.vote ?? {};
  const { selectedOptions } = decryptPollVote(
    { encPayload: encPayload ?? null, encIv: encIv ?? null },
    { pollCreatorJid: poll.author, pollMsgId: poll.id, pollEncKey: poll.secret, voterJid },
  );
  return (selectedOptions ?? []).map((hash) => Buffer.from(hash).toString('hex'));
};
const hashOf = (option: string): string => createHash('sha256').update(option).digest('hex');
const secretOf = (message: proto.IMessage | null | undefined) =>
  message?.messageContextInfo?.messageSecret ?? new Uint8Array();

test('a contact votes in a poll of the account, and takes its vote back', async () => {
  const options = { name: 'when?', values: ['today', 'tomorrow'], selectableCount: 1 };
  const acknowledged = client.next('CB:ack,class:message');
  const sent = await client.sock.sendMessage(jid(ANNA), { poll: options });
  await acknowledged;
  const poll = { id: sent?.key.id ?? '', secret: secretOf(sent?.message), author: jid(OWN) };
  const vote = await heard(sandbox.control.write(ANNA, { kind: 'vote', poll: poll.id, options: ['tomorrow'] }));
  expect(vote.message?.pollUpdateMessage?.pollCreationMessageKey).toMatchObject({ id: poll.id });
  expect(chosen(vote, poll, jid(ANNA))).toEqual([hashOf('tomorrow')]);
  const back = await heard(sandbox.control.write(ANNA, { kind: 'vote', poll: poll.id, options: [] }));
  expect(chosen(back, poll, jid(ANNA))).toEqual([]);
  await expect(sandbox.control.write(BUDI, { kind: 'vote', poll: poll.id, options: ['today'] })).rejects.toMatchObject({
    code: 'sandbox.no_poll',
  });
});

test('members of a group vote under the addresses of the group', async () => {
  const { id } = sandbox.control.createGroup({ subject: 'Parcels', members: [ANNA, BUDI], addressing: 'lid' });
  const asked: Written = { kind: 'poll', question: 'who?', options: ['me', 'you'], selectable: 0, secret: null };
  const message = await heard(sandbox.control.writeInGroup(id, ANNA, asked));
  const poll = { id: message.key.id ?? '', secret: secretOf(message.message), author: lid(ANNA) };
  const vote: Written = { kind: 'vote', poll: poll.id, options: ['me', 'you'] };
  const cast = await heard(sandbox.control.writeInGroup(id, BUDI, vote));
  expect(chosen(cast, poll, lid(BUDI))).toEqual([hashOf('me'), hashOf('you')]);
  const mine = await heard(sandbox.control.writeInGroup(id, OWN, vote));
  expect(mine.key.fromMe).toBe(true);
  expect(chosen(mine, poll, lid(OWN))).toHaveLength(2);
});

test.for(ADDRESSES)('a person is named by %s', async (address) => {
  const message = await heard(sandbox.control.write(BUDI, text('it is me'), {}, { address }));
  const [mine, other] = address.startsWith('lid') ? [lid, jid] : [jid, lid];
  expect(message.key.remoteJid).toBe(mine(BUDI));
  expect(message.key.remoteJidAlt).toBe(address.endsWith('alone') ? undefined : other(BUDI));
  const own = await heard(sandbox.control.writeFromPhone(BUDI, text('it is you'), {}, { address }));
  expect(own.key).toMatchObject({ remoteJid: mine(BUDI), fromMe: true });
});
