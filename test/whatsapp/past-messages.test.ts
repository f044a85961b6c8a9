/** The phone's answer to a request for older messages is read with care: what it may hold, and how much of it. */
import { deflateSync } from 'node:zlib';
import { Agent } from 'node:https';
import { proto } from 'baileys';
import { expect, test } from 'vitest';
import { heardIn } from '../../src/whatsapp/baileys/decoding.ts';
import { UNPACKED_MAX } from '../../src/whatsapp/baileys/past/history-bytes.ts';
import { createNotices, type Notice } from '../../src/whatsapp/baileys/past/notices.ts';
import { type PastPorts, pastOver } from '../../src/whatsapp/baileys/past/past-over.ts';
import { pastPageIn } from '../../src/whatsapp/baileys/past/past-messages.ts';
import type { Heard } from '../../src/whatsapp/heard.ts';

const NUMBER = '6281234567801@s.whatsapp.net';
const LID = '900100@lid';
const GROUP = '120363041234567890@g.us';
const ME = { number: '6281100009999@s.whatsapp.net', lid: '9006281100009999@lid' };
const { ON_DEMAND } = proto.HistorySync.HistorySyncType;

const info = (id: string, seconds: number, more: Partial<proto.IWebMessageInfo> = {}): proto.IWebMessageInfo => ({
  key: { id, remoteJid: NUMBER, fromMe: false },
  message: { conversation: id },
  messageTimestamp: seconds,
  ...more,
});

const history = (messages: readonly proto.IWebMessageInfo[], more: Partial<proto.IConversation> = {}): Uint8Array =>
  proto.HistorySync.encode({
    syncType: ON_DEMAND,
    conversations: [{ id: NUMBER, messages: messages.map((message) => ({ message })), ...more }],
  }).finish();

const heardOf = (bytes: Uint8Array, chat = NUMBER): readonly Heard[] =>
  pastPageIn(bytes, chat, ME).messages.flatMap((message) => message.heard());

test('messages stand in their order, with both addresses of their chat, and know who wrote them', () => {
  const own = info('OWN', 200, { key: { id: 'OWN', remoteJid: LID, fromMe: true } });
  const bytes = history([info('C', 300), own, info('B', 100), info('A', 100)], { id: LID, pnJid: NUMBER });
  expect(heardOf(bytes).map(({ messageId, sentAt, fromMe, sender }) => [messageId, sentAt, fromMe, sender.id])).toEqual(
    [
      ['A', 100_000, false, NUMBER],
      ['B', 100_000, false, NUMBER],
      ['OWN', 200_000, true, ME.number],
      ['C', 300_000, false, NUMBER],
    ],
  );
  expect(heardOf(bytes)[0]).toMatchObject({ source: 'history', chat: { id: NUMBER, other: LID } });
});

test('in a group the author is who the key or the message names; a message of nobody is left out', () => {
  const key = { id: 'A', remoteJid: GROUP, fromMe: false, participant: NUMBER };
  const bytes = history(
    [
      info('A', 1, { key }),
      info('B', 2, { key: { id: 'B', remoteJid: GROUP }, participant: LID }),
      info('C', 3, { key: { id: 'C', remoteJid: GROUP } }),
    ],
    { id: GROUP },
  );
  expect(heardOf(bytes, GROUP).map(({ messageId, sender }) => [messageId, sender.id])).toEqual([
    ['A', NUMBER],
    ['B', LID],
  ]);
});

/** A field that holds bytes. */
const within = (field: number, bytes: Uint8Array) => Buffer.concat([Uint8Array.of(field * 8 + 2, bytes.length), bytes]);

test('a kind that this version does not know keeps the form in which it came', () => {
  // Field 4000 of a message, which no version has, in a message, in its info, in its chat.
  const unknown = Uint8Array.from([0x82, 0xfa, 0x01, 0x02, 0x08, 0x01]);
  const whole = info('A', 1, { message: {} });
  const encoded = proto.WebMessageInfo.encode(whole).finish();
  const withUnknown = Buffer.concat([encoded, within(2, unknown)]);
  const chat = Buffer.concat([proto.Conversation.encode({ id: NUMBER }).finish(), within(2, within(1, withUnknown))]);
  expect(heardOf(within(2, chat))).toMatchObject([
    { said: { type: 'spoken', content: null, raw: { bytes: unknown } } },
  ]);
});

test('what names no message, no time or no content is left out, and the page still tells how far it went', () => {
  const { messages, isEnd } = pastPageIn(
    history(
      [
        info('B', 50),
        info('', 40),
        info('NO_TIME', 0),
        info('STUB', 30, { message: null, messageStubType: proto.WebMessageInfo.StubType.REVOKE }),
      ],
      {
        endOfHistoryTransferType:
          proto.Conversation.EndOfHistoryTransferType.COMPLETE_AND_NO_MORE_MESSAGE_REMAIN_ON_PRIMARY,
      },
    ),
    NUMBER,
    ME,
  );
  expect(messages.map(({ anchor, heard }) => [anchor.messageId, heard().length])).toEqual([
    ['STUB', 0],
    ['B', 1],
  ]);
  expect(isEnd).toBe(true);
  expect(pastPageIn(new Uint8Array(), NUMBER, ME)).toEqual({ messages: [], isEnd: true });
});

const CONTEXT = { chat: NUMBER };
const notify = (notice: Notice): proto.IMessage => ({
  protocolMessage: {
    type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
    historySyncNotification: { syncType: proto.Message.HistorySyncType.ON_DEMAND, ...notice },
  },
});

/** Asks, and lets the phone answer with this notice. */
const asking = async (
  noticeFor: (id: string) => { notice: Notice; fromMe?: boolean }[],
  { since = 0, isSilent = false } = {},
) => {
  const notices = createNotices();
  const decode = notices.hearing(heardIn);
  const recorded: string[][] = [];
  let part: string[] = [];
  const ports: PastPorts = {
    notices,
    ear: {
      async record({ heard }) {
        if (part.length === 0) {
          recorded.push(part);
          setImmediate(() => (part = []));
        }
        part.push(heard.messageId);
        await new Promise(setImmediate);
      },
    },
    self: () => ME,
    entropy: { bytes: (count) => new Uint8Array(count) },
    account: () => '6281100009999:7@s.whatsapp.net',
    ask: (question) => question(),
    // An answer that has come by now is taken; a phone that is silent will not give one.
    answerOf: (answer) => (isSilent ? Promise.race([answer, Promise.reject(new Error('silence'))]) : answer),
    hosts: async () => [],
    agent: new Agent(),
    socket: {
      async relayMessage(to, { protocolMessage }, { messageId = '', additionalAttributes }) {
        expect([to, additionalAttributes?.['category']]).toEqual([ME.number, 'peer']);
        expect(protocolMessage?.peerDataOperationRequestMessage?.historySyncOnDemandRequest).toMatchObject({
          chatJid: NUMBER,
          oldestMsgId: 'LIVE',
          onDemandMsgCount: 50,
        });
        for (const { notice, fromMe = true } of noticeFor(messageId))
          decode(notify(notice), new Uint8Array(), { ...CONTEXT, fromMe });
        return messageId;
      },
    },
  };
  const before = { messageId: 'LIVE', fromMe: false, sentAt: 900_000 };
  const told = await pastOver(ports)
    .fetchPast({ chatId: NUMBER, before, count: 50, since })
    .catch((thrown: unknown) => thrown);
  return { told, recorded };
};

const page = (messages: readonly proto.IWebMessageInfo[]): Notice => ({
  initialHistBootstrapInlinePayload: deflateSync(history(messages)),
});

const named = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `M${from + index}`);

test('parts are recorded from the newest on, one after the other, and none divides what was sent in one second', async () => {
  const messages = Array.from({ length: 25 }, (_, index) => info(`M${index}`, 100 + Math.max(index, 6)));
  const { told, recorded } = await asking((id) => [
    { notice: { ...page(messages.toReversed()), peerDataRequestSessionId: id } },
  ]);
  expect(told).toEqual({ oldest: { messageId: 'M0', fromMe: false, sentAt: 106_000 }, isEnd: false });
  expect(recorded).toEqual([named(15, 24), named(0, 14)]);
});

test('what is older than was asked is left out, but the page tells of it', async () => {
  const { told, recorded } = await asking(
    (id) => [{ notice: { ...page([info('B', 200), info('A', 100)]), peerDataRequestSessionId: id } }],
    { since: 150_000 },
  );
  expect([told, recorded]).toMatchObject([{ oldest: { messageId: 'A' } }, [['B']]]);
});

test('the answer to another request, and that of somebody else, are not taken', async () => {
  const notice = page([info('A', 100)]);
  const { recorded } = await asking(
    (id) => [
      { notice: { ...notice, peerDataRequestSessionId: 'other' } },
      { notice: { ...notice, peerDataRequestSessionId: id }, fromMe: false },
    ],
    { isSilent: true },
  );
  expect(recorded).toEqual([]);
});

test.each<[string, Notice]>([
  [
    'that unpacks to more than a page',
    { initialHistBootstrapInlinePayload: deflateSync(Buffer.alloc(UNPACKED_MAX + 1)) },
  ],
  ['that cannot be unpacked', { initialHistBootstrapInlinePayload: Buffer.from('no such thing') }],
  ['that names a file of a gigabyte', { directPath: '/v/1', mediaKey: new Uint8Array(32), fileLength: 2 ** 30 }],
  ['that names another host', { directPath: 'https://example.com/1', mediaKey: new Uint8Array(32) }],
  ['that no host has', { directPath: '/v/1', mediaKey: new Uint8Array(32), fileLength: 100 }],
])('an answer %s is no answer', async (_, notice) => {
  const { told, recorded } = await asking((id) => [{ notice: { ...notice, peerDataRequestSessionId: id } }]);
  expect(told).toMatchObject({ failure: { code: 'protocol_error' } });
  expect(recorded).toEqual([]);
});
