/**
 * Requests of a linked device to the account's phone: for messages that came to the device without their
 * content, and for older messages.
 */
import { proto } from 'baileys/WAProto/index.js';
import { messageOf } from '../../kernel/fault.ts';
import type { LinkedDevice } from '../memory.ts';
import { post } from '../outbox.ts';
import { unpadded } from '../padding.ts';
import type { Sealed } from '../person.ts';
import { newMessageId, PHONE_NUMBER, type World } from '../world.ts';
import { type Letter, lettersIn, rawInfoOf } from './letters-on-phone.ts';
import { pastAnswer } from './past.ts';

type Request = proto.Message.IPeerDataOperationRequestMessage;

const { PLACEHOLDER_MESSAGE_RESEND, HISTORY_SYNC_ON_DEMAND } = proto.Message.PeerDataOperationRequestType;
const { PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE } = proto.Message.ProtocolMessage.Type;

/** The message of this key as the phone has it; null if it has no such message. */
const known = (world: World, { remoteJid, id }: proto.IMessageKey): Letter | null =>
  lettersIn(world, remoteJid ?? '').find((letter) => letter.id === id) ?? null;

const repeatsFor = (world: World, requestId: string, request: Request): proto.IMessage => {
  const letters = (request.placeholderMessageResendRequest ?? []).flatMap(
    ({ messageKey }) => (messageKey && known(world, messageKey)) ?? [],
  );
  return {
    protocolMessage: {
      type: PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE,
      peerDataOperationRequestResponseMessage: {
        peerDataOperationRequestType: PLACEHOLDER_MESSAGE_RESEND,
        stanzaId: requestId,
        peerDataOperationResult: letters.map((letter) => ({
          placeholderMessageResendResponse: {
            webMessageInfoBytes: proto.WebMessageInfo.encode(rawInfoOf(world, letter)).finish(),
          },
        })),
      },
    },
  };
};

/** Null for a request that this phone does not answer. */
const answerTo = async (world: World, requestId: string, request: Request): Promise<proto.IMessage | null> => {
  const past = request.historySyncOnDemandRequest;
  switch (request.peerDataOperationRequestType) {
    case PLACEHOLDER_MESSAGE_RESEND:
      return repeatsFor(world, requestId, request);
    case HISTORY_SYNC_ON_DEMAND:
      return past ? pastAnswer(world, requestId, past) : null;
    default:
      return null;
  }
};

/** The phone reads a request, and answers it if it asks for messages. */
export const takePeerRequest = async (
  world: World,
  device: LinkedDevice,
  requestId: string,
  sealed: Sealed,
): Promise<void> => {
  let message: proto.IMessage;
  try {
    message = proto.Message.decode(unpadded(await world.person(PHONE_NUMBER).open(device, sealed)));
  } catch (error) {
    world.logger.debug({ reason: messageOf(error) }, 'the phone cannot read a request of a device');
    return;
  }
  const { protocolMessage } = message.deviceSentMessage?.message ?? message;
  const request = protocolMessage?.peerDataOperationRequestMessage;
  const answer = request ? await answerTo(world, requestId, request) : null;
  if (!answer) return;
  const encoded = Buffer.from(proto.Message.encode(answer).finish()).toString('base64');
  post(world, device.jid, { kind: 'peer', id: newMessageId(world.entropy), answer: encoded, at: world.clock.now() });
};
