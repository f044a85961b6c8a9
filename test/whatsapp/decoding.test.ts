/** Messages as phones write them, in Waybill's own words. */
import { proto } from 'baileys';
import { describe, expect, test } from 'vitest';
import { heardIn } from '../../src/whatsapp/baileys/decoding.ts';
import { ITS_FILE } from '../../src/whatsapp/heard.ts';

const CHAT = '6281234567890@s.whatsapp.net';
const ID = '3EB0C767D82B60E5A9F2';
const key = { remoteJid: CHAT, fromMe: true, id: ID };
const { Type } = proto.Message.ProtocolMessage;

/** What Waybill hears of a message after its way through WhatsApp. */
const heard = (message: proto.IMessage, chat = CHAT) => {
  const bytes = proto.Message.encode(message).finish();
  return heardIn(proto.Message.decode(bytes), bytes, { chat });
};

const FILE = {
  url: 'https://mmg.whatsapp.net/v/t62.7118-24/1',
  directPath: '/v/t62.7118-24/1',
  mediaKey: new Uint8Array(32).fill(1),
  fileSha256: new Uint8Array(32).fill(2),
  fileEncSha256: new Uint8Array(32).fill(3),
  fileLength: 48_120,
  mimetype: 'image/jpeg',
};

describe('a message that stands alone', () => {
  test('a text is heard, short or long', () => {
    expect(heard({ conversation: 'Hello' })).toMatchObject({
      type: 'spoken',
      content: { kind: 'text', body: 'Hello' },
    });
    expect(heard({ extendedTextMessage: { text: 'Hello' } })).toMatchObject({
      content: { kind: 'text', body: 'Hello' },
    });
  });

  test('a picture is heard with its caption and the place of its file', () => {
    expect(heard({ imageMessage: { ...FILE, caption: 'Is this it?', width: 800, height: 600 } })).toMatchObject({
      content: { kind: 'image', media: ITS_FILE, caption: 'Is this it?' },
      file: { kind: 'image', mimetype: 'image/jpeg', size: 48_120, width: 800, height: 600, seconds: null },
    });
  });

  test('a kind that is unknown keeps its name and its bytes', () => {
    const bytes = proto.Message.encode({ eventMessage: { name: 'Picnic' } }).finish();
    expect(heard({ eventMessage: { name: 'Picnic' } })).toMatchObject({
      content: null,
      raw: { name: 'eventMessage', bytes },
    });
  });
});

describe('a message that changes another one', () => {
  test('a reaction names its message, and an empty one takes it back', () => {
    expect(heard({ reactionMessage: { key, text: '👍' } })).toEqual({ type: 'reacted', messageId: ID, emoji: '👍' });
    expect(heard({ reactionMessage: { key, text: '' } })).toEqual({ type: 'reacted', messageId: ID, emoji: '' });
  });

  test('an edit has the whole message as it is now', () => {
    const edited = {
      protocolMessage: { type: Type.MESSAGE_EDIT, key, editedMessage: { conversation: 'Hello again' } },
    };
    for (const message of [edited, { editedMessage: { message: edited } }])
      expect(heard(message)).toMatchObject({
        type: 'edited',
        messageId: ID,
        now: { content: { body: 'Hello again' } },
      });
  });

  test('a deletion names its message', () => {
    expect(heard({ protocolMessage: { type: Type.REVOKE, key } })).toEqual({ type: 'deleted', messageId: ID });
  });
});
