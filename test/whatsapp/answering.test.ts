/** Answers to messages of others, reactions upon them, and their deletion by an admin: from the record to the phone. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { streamOf } from '../../src/kernel/ids.ts';
import type { KnownGroup } from '../../src/whatsapp/group-info.ts';
import type { SaidMessage } from '../../src/whatsapp/port.ts';
import { compose } from '../../src/whatsapp/baileys/composing.ts';
import { ACCOUNT, AYU, BUDI, type RoomRig, roomRig, text } from '../support/room-rig.ts';

const CHAT = `${AYU}@s.whatsapp.net`;

let rig: RoomRig;
beforeAll(async () => {
  rig = await roomRig();
});
afterAll(() => rig.run.close());

/** Waits until a message is on record. */
const onRecord = ({ messageId }: { messageId: string }) =>
  rig.run.fact('message.received', ({ data }) => data.messageId === messageId).then(() => messageId);
const writes = async (content: Parameters<RoomRig['run']['control']['write']>[1]): Promise<string> =>
  onRecord(await rig.run.control.write(AYU, content));
const inGroup = async (id: string, from: string, body: string): Promise<string> => {
  const written = await rig.run.control.writeInGroup(id, from, { kind: 'text', body });
  return onRecord(written ?? { messageId: '' });
};
const onPhone = (messageId: string) =>
  rig.run.control.chat(AYU, 100).bubbles.find((bubble) => bubble.messageId === messageId);

describe('in a chat of two', () => {
  test('a message of the contact is quoted in the answer, and gets an emoji and loses it again', async () => {
    const theirs = await writes({ kind: 'text', body: 'Is it here?' });
    const { messageId } = await rig.sent(AYU, 'text', text('Yes'), { replyTo: theirs });
    expect(onPhone(messageId)?.replyTo).toEqual({ messageId: theirs, preview: 'Is it here?' });
    await rig.sent(AYU, 'reaction', { messageId: theirs, emoji: '👍' });
    expect(onPhone(theirs)?.reactions).toEqual([{ from: 'gateway', emoji: '👍' }]);
    const { body } = await rig.api(`GET /api/whatsapp/messages/${theirs}`);
    expect(body).toMatchObject({ reactions: [{ emoji: '👍' }] });
    await rig.sent(AYU, 'reaction', { messageId: theirs, emoji: '' });
    expect(onPhone(theirs)?.reactions).toEqual([]);
  });

  test('a picture is quoted with its caption, and what was written on the phone can be edited and taken back', async () => {
    const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#0a0' } })
      .jpeg()
      .toBuffer();
    const file = { bytes: picture, mimetype: 'image/jpeg' };
    const theirs = await writes({ kind: 'image', file, caption: 'My parcel' });
    const { messageId } = await rig.sent(AYU, 'text', text('It is yours'), { replyTo: theirs });
    expect(onPhone(messageId)?.replyTo).toEqual({ messageId: theirs, preview: 'My parcel' });
    const own = await onRecord(await rig.run.control.writeFromPhone(AYU, { kind: 'text', body: 'Tommorow' }));
    await rig.sent(AYU, 'edit', { messageId: own, text: 'Tomorrow' });
    await rig.sent(AYU, 'delete', { messageId: own });
    const { body } = await rig.api(`GET /api/whatsapp/messages/${own}`);
    expect(body).toMatchObject({ text: { body: 'Tomorrow' }, deletedAt: expect.any(String) });
  });

  test('a message of the contact can be neither edited nor deleted, and one of another chat not even named', async () => {
    const theirs = await writes({ kind: 'text', body: 'Mine' });
    const refused = async (to: string, type: string, member: object) => {
      const { status, body } = await rig.post(to, type, member);
      return [status, body['code']];
    };
    expect(await refused(AYU, 'edit', { messageId: theirs, text: 'Yours' })).toEqual([422, 'message.not_own']);
    expect(await refused(AYU, 'delete', { messageId: theirs })).toEqual([422, 'message.not_own']);
    expect(await refused(BUDI, 'reaction', { messageId: theirs, emoji: '👍' })).toEqual([422, 'message.not_found']);
    await rig.run.control.write(AYU, { kind: 'delete', of: theirs });
    await rig.run.fact('message.deleted', ({ data }) => data.messageId === theirs);
    expect(await refused(AYU, 'reaction', { messageId: theirs, emoji: '👍' })).toEqual([422, 'message.deleted']);
  });
});

describe.each(['lid', 'pn'] as const)('in a group of the %s form', (addressing) => {
  test('a message of a member is quoted, gets an emoji, and is deleted by an admin alone', async () => {
    const id = rig.group({ addressing });
    const theirs = await inGroup(id, BUDI, 'Who has the key?');
    const { messageId } = await rig.sent(id, 'text', text('I have'), { replyTo: theirs });
    expect(rig.bubble(AYU, id, messageId)?.replyTo).toEqual({ messageId: theirs, preview: 'Who has the key?' });
    await rig.sent(id, 'reaction', { messageId: theirs, emoji: '🔑' });
    expect(rig.bubble(AYU, id, theirs)?.reactions).toMatchObject([{ author: ACCOUNT, emoji: '🔑' }]);

    const refused = await rig.post(id, 'delete', { messageId: theirs });
    expect([refused.status, refused.body['code']]).toEqual([403, 'group.not_admin']);
    const { length } = rig.run.log.read(streamOf.group('default', id));
    rig.run.control.changeMembers(id, 'promote', [ACCOUNT]);
    await rig.run.told(streamOf.group('default', id), 1, length);
    await rig.sent(id, 'delete', { messageId: theirs });
    expect(rig.bubble(AYU, id, theirs)?.deleted).toBe(true);
  });
});

describe('on the wire', () => {
  const GROUP = '120363041234567890@g.us';
  const self = `900${ACCOUNT}@lid`;
  const group: KnownGroup = {
    version: 1,
    addressing: 'lid',
    self,
    members: [
      { id: `900${BUDI}@lid`, number: `${BUDI}@s.whatsapp.net`, role: 'member' },
      { id: self, number: `${ACCOUNT}@s.whatsapp.net`, role: 'admin' },
    ],
    announceOnly: false,
    locked: false,
    disappearingSeconds: 0,
  };
  const ports = {
    clock: { now: () => 1_700_000_000_000, after: () => () => {} },
    secretOf: () => new Uint8Array(32),
    account: () => `${ACCOUNT}:3@s.whatsapp.net`,
    group: (chat: string) => (chat === GROUP ? group : null),
  };
  const composed = (chat: string, said: SaidMessage) =>
    compose({ ...said, chatId: chat, messageId: 'M2' }, ports, () => Promise.reject(new Error('no file')));
  const hello = { kind: 'text', body: 'Hello' } as const;

  test.each<[what: string, chat: string, by: string[] | undefined, participant: string]>([
    ['the contact, by the address of the chat', CHAT, [`900${AYU}@lid`], CHAT],
    ['the account itself', CHAT, undefined, `${ACCOUNT}@s.whatsapp.net`],
    ['a member, as the group names it', GROUP, [`${BUDI}@s.whatsapp.net`], `900${BUDI}@lid`],
    ['somebody who has left, as the message named it', GROUP, ['900111@lid'], '900111@lid'],
    ['the account, as the group names it', GROUP, undefined, self],
  ])('a quote names %s', async (_, chat, by, participant) => {
    const quoted = { messageId: 'M1', content: hello, ...(by ? { by } : {}) };
    const { message } = await composed(chat, { content: { ...hello, body: 'Hi' }, quoted });
    expect(message.extendedTextMessage?.contextInfo).toMatchObject({ stanzaId: 'M1', participant });
  });

  test('an emoji and a deletion name the author in a group, and a deletion says that an admin does it', async () => {
    const refersTo = { messageId: 'M1', by: [`900${BUDI}@lid`] };
    const key = { remoteJid: GROUP, fromMe: false, id: 'M1', participant: `900${BUDI}@lid` };
    const reaction = await composed(GROUP, { content: { kind: 'reaction', messageId: 'M1', emoji: '👍' }, refersTo });
    expect(reaction.message.reactionMessage?.key).toEqual(key);
    const deletion = await composed(GROUP, { content: { kind: 'delete', messageId: 'M1' }, refersTo });
    expect(deletion.message.protocolMessage?.key).toEqual(key);
    expect(deletion.attributes).toEqual({ edit: '8' });
    const alone = await composed(CHAT, { content: { kind: 'reaction', messageId: 'M1', emoji: '👍' }, refersTo });
    expect(alone.message.reactionMessage?.key).toEqual({ remoteJid: CHAT, fromMe: false, id: 'M1' });
  });
});
