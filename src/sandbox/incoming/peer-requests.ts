/** Requests of a linked device to the account's phone: for messages that came to the device without their content. */
import { proto } from 'baileys/WAProto/index.js';
import { messageOf } from '../../kernel/fault.ts';
import { addressOf, jidOf } from '../addresses.ts';
import { addressIn } from '../groups/group.ts';
import { letterOf } from '../letters.ts';
import type { LinkedDevice } from '../memory.ts';
import type { Waiting } from '../waiting.ts';
import { seconds } from '../nodes.ts';
import { nameOfNumber } from '../names.ts';
import { post } from '../outbox.ts';
import { unpadded } from '../padding.ts';
import type { Sealed } from '../person.ts';
import { newMessageId, PHONE_NUMBER, type World } from '../world.ts';

type Letter = Extract<Waiting, { kind: 'message' }>;

const { PLACEHOLDER_MESSAGE_RESEND } = proto.Message.PeerDataOperationRequestType;
const { PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE } = proto.Message.ProtocolMessage.Type;

const inRoom = ({ memory }: World, room: string, id: string): Letter | null => {
  const message = memory.state.rooms.get(room)?.messages.get(id);
  if (!message) return null;
  const { from, at, content, context, addressing } = message;
  const group = { room, addressing, epoch: 0, iteration: 0 };
  return { kind: 'message', id, from, at, content, ...(context && { context }), group };
};

const inChatOfTwo = ({ memory }: World, number: string, id: string): Letter | null => {
  const written = memory.state.written.get(number)?.get(id);
  const message = written ?? memory.state.phones.get(number)?.get(id);
  if (!message) return null;
  const { at, content, context } = message;
  const people = written ? { from: number } : { from: PHONE_NUMBER, to: number };
  return { kind: 'message', id, at, content, ...(context && { context }), ...people };
};

/** The message of this key as the phone has it; null if it has no such message. */
const known = (world: World, { remoteJid, id }: proto.IMessageKey): Letter | null => {
  const number = addressOf(remoteJid ?? undefined)?.number;
  return number === undefined ? inRoom(world, remoteJid ?? '', id ?? '') : inChatOfTwo(world, number, id ?? '');
};

const infoOf = (world: World, letter: Letter): Uint8Array => {
  const { id, from, to, at, group } = letter;
  const participant = group ? addressIn(group.addressing, from) : null;
  return proto.WebMessageInfo.encode({
    key: { remoteJid: group?.room ?? jidOf(to ?? from), fromMe: from === PHONE_NUMBER, id, participant },
    message: letterOf(world, letter),
    messageTimestamp: seconds(at),
    participant,
    pushName: nameOfNumber(from),
  }).finish();
};

const answerTo = (world: World, requestId: string, request: proto.Message.IPeerDataOperationRequestMessage) => {
  const letters = (request.placeholderMessageResendRequest ?? []).flatMap(
    ({ messageKey }) => (messageKey && known(world, messageKey)) ?? [],
  );
  return proto.Message.encode({
    protocolMessage: {
      type: PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE,
      peerDataOperationRequestResponseMessage: {
        peerDataOperationRequestType: PLACEHOLDER_MESSAGE_RESEND,
        stanzaId: requestId,
        peerDataOperationResult: letters.map((letter) => ({
          placeholderMessageResendResponse: { webMessageInfoBytes: infoOf(world, letter) },
        })),
      },
    },
  }).finish();
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
  if (request?.peerDataOperationRequestType !== PLACEHOLDER_MESSAGE_RESEND) return;
  const answer = Buffer.from(answerTo(world, requestId, request)).toString('base64');
  post(world, device.jid, { kind: 'peer', id: newMessageId(world.entropy), answer, at: world.clock.now() });
};
