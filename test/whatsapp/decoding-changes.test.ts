/** Messages that change another one, are of no known kind, or tell people nothing. */
import { proto } from 'baileys';
import { describe, expect, test } from 'vitest';
import { ANNA, encoded, FILE, heard, heardBytes, MESSAGE, spoken } from '../support/decoded.ts';

const key = { remoteJid: ANNA, fromMe: true, id: MESSAGE };
const { Type } = proto.Message.ProtocolMessage;
const secret = new Uint8Array(32).fill(7);

describe('a message that changes another one', () => {
  test.each(['👍', '', '👍👎'])('the reaction %j names its message', (text) => {
    expect(heard({ reactionMessage: { key, text } })).toEqual({ type: 'reacted', messageId: MESSAGE, emoji: text });
  });

  const edited = (editedMessage: proto.IMessage) => ({
    protocolMessage: { type: Type.MESSAGE_EDIT, key, editedMessage, timestampMs: 1 },
  });

  test.each<[how: string, message: proto.IMessage]>([
    ['bare', edited({ conversation: 'Hello again' })],
    ['in its envelope', { editedMessage: { message: edited({ extendedTextMessage: { text: 'Hello again' } }) } }],
    ['of a message that disappears', { ephemeralMessage: { message: edited({ conversation: 'Hello again' }) } }],
  ])('an edit %s has the whole message as it is now', (_how, message) => {
    const now = { type: 'spoken', content: { kind: 'text', body: 'Hello again' }, raw: null };
    expect(heard(message)).toMatchObject({ type: 'edited', messageId: MESSAGE, now });
  });

  test('an edited caption comes with the file, or as words alone', () => {
    expect(heard(edited({ imageMessage: { ...FILE, caption: 'New' } }))).toMatchObject({
      now: { content: { kind: 'image', caption: 'New' }, file: { kind: 'image' } },
    });
    expect(heard(edited({ imageMessage: { caption: 'New' } }))).toMatchObject({
      now: { content: { kind: 'text', body: 'New' }, file: null, raw: null },
    });
  });

  test('an edit to a kind that is unknown keeps the whole of its encoded form', () => {
    const bytes = encoded(edited({ eventMessage: { name: 'Picnic' } }));
    expect(heardBytes(bytes)).toMatchObject({
      type: 'edited',
      now: { content: null, raw: { name: 'eventMessage', bytes } },
    });
  });

  test('a deletion names its message, also where the key names the admin who deletes it', () => {
    const byAdmin = { ...key, fromMe: false, participant: '6281234567899@s.whatsapp.net' };
    for (const named of [key, byAdmin])
      expect(heard({ protocolMessage: { type: Type.REVOKE, key: named } })).toEqual({
        type: 'deleted',
        messageId: MESSAGE,
      });
  });

  test('a vote stays encrypted until its poll is known', () => {
    const vote = { encPayload: Uint8Array.of(1, 2, 3), encIv: Uint8Array.of(4, 5, 6) };
    expect(heard({ pollUpdateMessage: { pollCreationMessageKey: key, vote } })).toEqual({
      type: 'voted',
      messageId: MESSAGE,
      vote: { payload: 'AQID', iv: 'BAUG' },
    });
  });

  test.each<[what: string, message: proto.IMessage]>([
    ['a reaction', { reactionMessage: { key: { ...key, id: 'no id' }, text: '👍' } }],
    ['a deletion', { protocolMessage: { type: Type.REVOKE } }],
    ['an edit', { protocolMessage: { type: Type.MESSAGE_EDIT, key, editedMessage: {} } }],
    ['a vote', { pollUpdateMessage: { pollCreationMessageKey: key } }],
  ])('%s that names or says nothing keeps its encoded form', (_what, message) => {
    const bytes = encoded(message);
    expect(heardBytes(bytes)).toMatchObject({ type: 'spoken', content: null, raw: { bytes } });
  });
});

describe('a message of a kind that is unknown', () => {
  test.each<[name: string, message: proto.IMessage]>([
    ['eventMessage', { eventMessage: { name: 'Picnic' } }],
    ['templateMessage', { templateMessage: { templateId: '1' } }],
    ['listMessage', { viewOnceMessage: { message: { listMessage: { title: 'Choose' } } } }],
    ['encReactionMessage', { encReactionMessage: { targetMessageKey: key } }],
    ['pinInChatMessage', { pinInChatMessage: { key, type: proto.Message.PinInChatMessage.Type.PIN_FOR_ALL } }],
    ['keepInChatMessage', { keepInChatMessage: { key } }],
    [
      'protocolMessage',
      { statusMentionMessage: { message: { protocolMessage: { type: Type.STATUS_MENTION_MESSAGE } } } },
    ],
  ])('%s keeps its name and its encoded form', (name, message) => {
    const bytes = encoded(message);
    expect(heardBytes(bytes)).toMatchObject({ type: 'spoken', content: null, file: null, raw: { name, bytes } });
  });

  test('a field that this version of the protocol does not know is named by its number', () => {
    // Field 250 with two bytes.
    const field = Uint8Array.of(0xd2, 0x0f, 2, 8, 1);
    expect(heardBytes(field)).toMatchObject({ content: null, raw: { name: 'field_250', bytes: field } });
    const beside = Uint8Array.from([...encoded({ messageContextInfo: { messageSecret: secret } }), ...field]);
    expect(heardBytes(beside)).toMatchObject({ raw: { name: 'field_250', bytes: beside } });
  });

  test('an envelope with something unknown in it gives its own name', () => {
    expect(spoken({ botTaskMessage: { message: {} } }).raw?.name).toBe('botTaskMessage');
  });
});

test.each([
  [86_400, { type: Type.EPHEMERAL_SETTING, ephemeralExpiration: 86_400 }],
  [0, { type: Type.EPHEMERAL_SETTING }],
])('a timer of %d seconds changes the chat', (seconds, protocolMessage) => {
  expect(heard({ ephemeralMessage: { message: { protocolMessage } } })).toEqual({ type: 'timer', seconds });
  expect(heard({ protocolMessage })).toEqual({ type: 'timer', seconds });
});

describe('a message that tells people nothing', () => {
  const distribution = { senderKeyDistributionMessage: { groupId: '120363041234567890@g.us' } };

  test.each<[what: string, message: proto.IMessage]>([
    ['an empty one', {}],
    ['a key for a group', distribution],
    ['a key for a group, beside the data of the message', { ...distribution, messageContextInfo: {} }],
    ['a part of the history', { protocolMessage: { type: Type.HISTORY_SYNC_NOTIFICATION } }],
    ['keys of the account', { protocolMessage: { type: Type.APP_STATE_SYNC_KEY_SHARE } }],
    ['a request of another device', { protocolMessage: { type: Type.PEER_DATA_OPERATION_REQUEST_MESSAGE } }],
    ['the frame of an album', { albumMessage: { expectedImageCount: 3 } }],
  ])('%s is passed over', (_what, message) => {
    expect(heard(message)).toEqual({ type: 'nothing' });
  });

  test('a key for a group does not hide the text beside it', () => {
    expect(spoken({ ...distribution, conversation: 'Hello' }).content).toEqual({ kind: 'text', body: 'Hello' });
  });

  test('a setting of a later version is kept until it is known', () => {
    expect(spoken({ protocolMessage: { type: 99 as never } }).raw?.name).toBe('protocolMessage');
  });
});
