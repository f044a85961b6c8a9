/**
 * The phone's answer to a device that asks for older messages of a chat: they are packed, encrypted and put on the media
 * host, and the device is told where they are. Reactions stand with their message, as phones keep them.
 */
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { proto } from 'baileys/WAProto/index.js';
import { addressOf, jidOf, lidOf } from '../addresses.ts';
import { changes } from '../kinds/shown.ts';
import { isOlder, type Letter, lettersIn, rawInfoOf } from './letters-on-phone.ts';
import type { World } from '../world.ts';

type Request = proto.Message.PeerDataOperationRequestMessage.IHistorySyncOnDemandRequest;

const { ON_DEMAND } = proto.HistorySync.HistorySyncType;
const { COMPLETE_AND_NO_MORE_MESSAGE_REMAIN_ON_PRIMARY, COMPLETE_ON_DEMAND_SYNC_BUT_MORE_MSG_REMAIN_ON_PRIMARY } =
  proto.Conversation.EndOfHistoryTransferType;

const pack = promisify<Uint8Array, Buffer>(deflate);

const withReactions = (world: World, letter: Letter, letters: readonly Letter[]): proto.IWebMessageInfo => {
  const reactions = letters.flatMap((each) =>
    each.content.kind === 'reaction' && each.content.to === letter.id
      ? [{ key: rawInfoOf(world, each).key ?? null, text: each.content.emoji, senderTimestampMs: each.at }]
      : [],
  );
  return { ...rawInfoOf(world, letter), reactions };
};

const conversationOf = (world: World, request: Request): proto.IConversation => {
  const { chatJid = '', onDemandMsgCount } = request;
  const number = addressOf(chatJid ?? undefined)?.number;
  const letters = lettersIn(world, chatJid ?? '');
  const older = letters.filter((letter) => !changes(letter.content) && isOlder(letters, letter, request));
  const given = older.slice(-(onDemandMsgCount || 1));
  const isAll = given.length === older.length;
  return {
    id: chatJid ?? '',
    ...(number === undefined ? {} : { pnJid: jidOf(number), lidJid: lidOf(number) }),
    // Phones give the newest first.
    messages: given.toReversed().map((letter) => ({ message: withReactions(world, letter, letters) })),
    endOfHistoryTransferType: isAll
      ? COMPLETE_AND_NO_MORE_MESSAGE_REMAIN_ON_PRIMARY
      : COMPLETE_ON_DEMAND_SYNC_BUT_MORE_MSG_REMAIN_ON_PRIMARY,
  };
};

export const pastAnswer = async (world: World, requestId: string, request: Request): Promise<proto.IMessage> => {
  const conversation = conversationOf(world, request);
  const history = proto.HistorySync.encode({ syncType: ON_DEMAND, conversations: [conversation] }).finish();
  const { size, sha256, sealed } = await world.media.seal(await pack(history), 'history');
  return {
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: {
        syncType: proto.Message.HistorySyncType.ON_DEMAND,
        peerDataRequestSessionId: requestId,
        chunkOrder: 1,
        progress: 100,
        directPath: sealed.directPath,
        mediaKey: Buffer.from(sealed.key, 'base64'),
        fileEncSha256: Buffer.from(sealed.sha256, 'base64'),
        fileSha256: Buffer.from(sha256, 'hex'),
        fileLength: size,
      },
    },
  };
};
