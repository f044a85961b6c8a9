/** What surrounds a message that came in: its envelopes, what it answers, whom it mentions, where it comes from. */
import type { proto } from 'baileys';
import { describe, expect, test } from 'vitest';
import { ANNA, FILE, heard, MESSAGE, spoken } from '../support/decoded.ts';

const GROUP = '120363041234567890@g.us';
const BUDI = '6281234567802@s.whatsapp.net';
const image = { imageMessage: FILE };

const around = (contextInfo: proto.IContextInfo, chat = ANNA) =>
  spoken({ extendedTextMessage: { text: 'Hello', contextInfo } }, chat);

describe('envelopes', () => {
  test.each<[envelope: keyof proto.IMessage]>([
    ['ephemeralMessage'],
    ['documentWithCaptionMessage'],
    ['associatedChildMessage'],
    ['groupMentionedMessage'],
    ['groupStatusMessage'],
    ['groupStatusMessageV2'],
    ['botInvokeMessage'],
    ['editedMessage'],
    ['deviceSentMessage'],
  ])('a message is taken out of %s', (envelope) => {
    const said = spoken({ [envelope]: { message: { conversation: 'Hello' } } });
    expect(said).toMatchObject({ content: { kind: 'text', body: 'Hello' }, viewOnce: false });
  });

  test('envelopes stand in each other', () => {
    const message = {
      deviceSentMessage: { message: { ephemeralMessage: { message: { viewOnceMessageV2: { message: image } } } } },
    };
    expect(spoken(message)).toMatchObject({ content: { kind: 'image', viewOnce: true }, viewOnce: true });
  });

  test('deeper than any client nests them, a message stays in its envelope', () => {
    let message: proto.IMessage = { conversation: 'Hello' };
    for (let depth = 0; depth < 40; depth += 1) message = { ephemeralMessage: { message } };
    expect(spoken(message)).toMatchObject({ content: null, raw: { name: 'ephemeralMessage' } });
  });

  test.each<[what: string, message: proto.IMessage]>([
    ['a picture', { viewOnceMessage: { message: image } }],
    ['a picture in the newer envelope', { viewOnceMessageV2: { message: image } }],
    ['a voice note', { viewOnceMessageV2Extension: { message: { audioMessage: { ...FILE, ptt: true } } } }],
    ['a picture that says so itself', { imageMessage: { ...FILE, viewOnce: true } }],
  ])('%s can be opened once', (_what, message) => {
    expect(spoken(message).viewOnce).toBe(true);
  });

  test('what opens once comes to linked devices without the key to its file, and is withheld', () => {
    expect(heard({ viewOnceMessageV2: { message: { imageMessage: { mimetype: 'image/jpeg' } } } })).toEqual({
      type: 'unread',
      kind: 'withheld',
      reason: 'view_once',
    });
    expect(heard({ placeholderMessage: {} })).toEqual({
      type: 'unread',
      kind: 'withheld',
      reason: 'placeholder',
    });
  });

  test('the secret of a poll from the own phone stands outside its envelope', () => {
    const messageContextInfo = { messageSecret: new Uint8Array(32).fill(7) };
    const poll = { pollCreationMessageV3: { name: 'When?', options: [{ optionName: 'Today' }] } };
    const secret = Buffer.alloc(32, 7).toString('base64');
    for (const message of [
      { deviceSentMessage: { message: poll }, messageContextInfo },
      { deviceSentMessage: { message: { ...poll, messageContextInfo } } },
    ])
      expect(spoken(message).content).toMatchObject({ kind: 'poll', secret });
  });
});

describe('an answer', () => {
  const quotedMessage = { conversation: 'Your parcel\nis here' };
  const stanzaId = MESSAGE;

  test('it names the message, and has one line of it', () => {
    expect(around({ stanzaId, participant: '6281234567802:12@s.whatsapp.net', quotedMessage })).toMatchObject({
      replyTo: MESSAGE,
      quoted: { by: BUDI, kind: 'text', preview: 'Your parcel' },
    });
  });

  test('a text without a quote answers nothing', () => {
    expect(spoken({ conversation: 'Hello' })).toMatchObject({ replyTo: null, quoted: null });
  });

  test.each<[what: string, quotedMessage: proto.IMessage, quoted: object]>([
    ['a picture without its file', { imageMessage: { caption: 'Look' } }, { kind: 'image', preview: 'Look' }],
    ['what opens once', { viewOnceMessage: { message: image } }, { kind: 'image', preview: 'Picture' }],
    ['a kind that is unknown', { eventMessage: { name: 'Picnic' } }, { kind: 'unsupported', preview: '' }],
  ])('it can quote %s', (_what, quotedMessage, quoted) => {
    expect(around({ stanzaId, quotedMessage }).quoted).toEqual({ by: null, ...quoted });
  });

  test('nothing but the line is kept of what is quoted', () => {
    const secret = new Uint8Array(32).fill(7);
    const quotedMessage = {
      pollCreationMessage: { name: 'When?', options: [{ optionName: 'Today' }] },
      messageContextInfo: { messageSecret: secret },
    };
    const { quoted } = around({ stanzaId, quotedMessage });
    expect(quoted).toEqual({ by: null, kind: 'poll', preview: 'When?' });
  });

  test('a private answer to a message of a group does not name a message of this chat', () => {
    expect(around({ stanzaId, remoteJid: GROUP, quotedMessage })).toMatchObject({
      replyTo: null,
      quoted: { preview: 'Your parcel' },
    });
    expect(around({ stanzaId, remoteJid: 'status@broadcast', quotedMessage }).replyTo).toBeNull();
    expect(around({ stanzaId, remoteJid: GROUP, quotedMessage }, GROUP).replyTo).toBe(MESSAGE);
  });

  test('number and hidden id of one person are no other chat', () => {
    expect(around({ stanzaId, remoteJid: '90012345@lid', quotedMessage }).replyTo).toBe(MESSAGE);
  });
});

describe('mentions', () => {
  test('people are named once each, without their devices', () => {
    const mentionedJid = ['6281234567802:3@s.whatsapp.net', BUDI, '90012345@lid', 'nobody', ''];
    expect(around({ mentionedJid })).toMatchObject({ mentions: [BUDI, '90012345@lid'], mentionsAll: false });
  });

  test('all of a group can be mentioned, by a count or by the address of the group', () => {
    expect(around({ nonJidMentions: 1 }, GROUP).mentionsAll).toBe(true);
    expect(around({ groupMentions: [{ groupJid: GROUP }] }, GROUP).mentionsAll).toBe(true);
    expect(around({ groupMentions: [{ groupJid: '120363049999999999@g.us' }] }, GROUP).mentionsAll).toBe(false);
  });
});

test.each<[context: proto.IContextInfo, forwarded: number | null]>([
  [{}, null],
  [{ isForwarded: true }, 1],
  [{ isForwarded: true, forwardingScore: 127 }, 127],
  [{ forwardingScore: 2 }, 2],
])('a message with the context %j was passed on so often: %j', (context, forwarded) => {
  expect(around(context).forwarded).toBe(forwarded);
});

test('a message says after how many seconds it disappears', () => {
  expect(around({ expiration: 86_400 }).disappearsAfter).toBe(86_400);
  expect(around({ expiration: 0 }).disappearsAfter).toBeNull();
});

describe('the ad that led to a message', () => {
  test('it is kept with its source', () => {
    const externalAdReply = {
      title: 'Parcels, cheap',
      sourceType: 'ad',
      sourceId: '120210000000000000',
      sourceUrl: 'https://fb.me/1',
      ctwaClid: 'ARAkLkA8',
    };
    expect(around({ externalAdReply }).referral).toEqual({
      source: 'ad',
      sourceId: '120210000000000000',
      url: 'https://fb.me/1',
      headline: 'Parcels, cheap',
      ctwaClid: 'ARAkLkA8',
    });
  });

  test('a link that a program has drawn is no ad', () => {
    expect(around({ externalAdReply: { title: 'Look', sourceUrl: 'https://example.com' } }).referral).toBeNull();
  });
});

test('a picture has its context in itself', () => {
  expect(spoken({ imageMessage: { ...FILE, contextInfo: { isForwarded: true, expiration: 60 } } })).toMatchObject({
    forwarded: 1,
    disappearsAfter: 60,
  });
});
