/** The stanzas for the items of an outbox. */
import { deflateSync } from 'node:zlib';
import { proto } from 'baileys/WAProto/index.js';
import { marksOf } from './kinds/phone-kinds.ts';
import { fileIn } from './kinds/shown.ts';
import { callStanza } from './call-stanzas.ts';
import { groupStanza } from './groups/letters.ts';
import { noticeStanza } from './groups/notices.ts';
import { needsOtherSession, troubled } from './incoming/troubles.ts';
import { letterOf } from './letters.ts';
import { mediaRetryStanza } from './media/retry-stanza.ts';
import { addressOf, jidOf, lidOf } from './addresses.ts';
import { nameOfNumber } from './names.ts';
import { padded } from './padding.ts';
import type { LinkedDevice } from './memory.ts';
import type { Waiting } from './waiting.ts';
import { bigEndian, type Node, node, seconds } from './nodes.ts';
import type { Sealed } from './person.ts';
import { behaviourOf } from './test-numbers.ts';
import { PHONE_NAME, PHONE_NUMBER, type World } from './world.ts';

const encNode = ({ type, ciphertext }: Sealed, mediatype?: string): Node =>
  node('enc', { v: 2, type, mediatype }, ciphertext);

/** The history of chats that the phone sends to a new device: empty. The client waits for it. */
const historyOf = (): Buffer => {
  const history = proto.HistorySync.encode({
    syncType: proto.HistorySync.HistorySyncType.INITIAL_BOOTSTRAP,
    progress: 100,
    conversations: [],
    pushnames: [],
  }).finish();
  return padded({
    protocolMessage: {
      type: proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION,
      historySyncNotification: {
        syncType: proto.Message.HistorySyncType.INITIAL_BOOTSTRAP,
        initialHistBootstrapInlinePayload: deflateSync(history),
        progress: 100,
      },
    },
  });
};

const retryOf = (world: World, asking: string, id: string, t: number): Node[] => {
  const number = addressOf(asking)?.number ?? '';
  const { registrationId } = world.person(number).keys;
  return [node('retry', { count: 1, id, t, v: 1 }), node('registration', {}, bigEndian(registrationId, 4))];
};

type WaitingMessage = Extract<Waiting, { kind: 'message' }>;

/** The attributes that name the people of a chat of two. */
const peopleOf = ({ from, to, posting }: WaitingMessage) => {
  const { address = 'number' } = posting ?? {};
  const hasLid = behaviourOf(to ?? from)?.kind !== 'no_lid' && address !== 'number_alone';
  if (address === 'lid' || address === 'lid_alone') {
    const isBeside = address === 'lid';
    const recipient = to === undefined ? {} : { recipient: lidOf(to), recipient_pn: isBeside ? jidOf(to) : undefined };
    return { from: lidOf(from), sender_pn: isBeside ? jidOf(from) : undefined, addressing_mode: 'lid', ...recipient };
  }
  if (to === undefined) return { from: jidOf(from), sender_lid: hasLid ? lidOf(from) : undefined };
  return { from: jidOf(from), recipient: jidOf(to), recipient_lid: hasLid ? lidOf(to) : undefined };
};

/** What a device gets of a message in a chat of two: what the own phone wrote is wrapped, with its recipient. */
const plainOf = (world: World, waiting: WaitingMessage, recipient: string | undefined): Buffer => {
  const message = letterOf(world, waiting);
  return padded(recipient === undefined ? message : { deviceSentMessage: { destinationJid: recipient, message } });
};

/** A message in a chat of two. A linked device is told of a file to be viewed once, but does not get it. */
const messageStanza = async (world: World, device: LinkedDevice, waiting: WaitingMessage, renew: boolean) => {
  const { id, from, content, context, at } = waiting;
  const { type, mediatype, edit, polltype } = marksOf(content);
  const people = peopleOf(waiting);
  const notify = nameOfNumber(from);
  const attributes = { ...people, id, t: seconds(at), type, notify, edit };
  if (context?.viewOnce && fileIn(content)) {
    return node('message', attributes, [node('unavailable', { type: 'view_once' })]);
  }
  const fresh = renew || needsOtherSession(world, device, waiting, renew);
  const sealed = await world.person(from).seal(device, plainOf(world, waiting, people.recipient), fresh);
  const meta = polltype === undefined ? [] : [node('meta', { polltype })];
  return node('message', attributes, [encNode(sealed, mediatype), ...meta]);
};

/** A post of a channel, which is not encrypted. */
const postStanza = (world: World, waiting: WaitingMessage, channel: string): Node => {
  const { id, at, content } = waiting;
  const plain = proto.Message.encode(letterOf(world, waiting)).finish();
  const attributes = {
    from: channel,
    id,
    server_id: 100 + (waiting.at % 1_000_000),
    t: seconds(at),
    type: marksOf(content).type,
  };
  return node('message', attributes, [node('plaintext', {}, plain)]);
};

const anyMessageStanza = async (world: World, device: LinkedDevice, waiting: WaitingMessage, renew: boolean) => {
  const { channel, group } = waiting;
  if (channel !== undefined) return postStanza(world, waiting, channel);
  const stanza = group
    ? await groupStanza(world, device, waiting, group, renew)
    : await messageStanza(world, device, waiting, renew);
  return troubled(world, device, waiting, stanza, renew);
};

/** A message of the account's phone to a device alone. */
const peerStanza = (world: World, id: string, sealed: Sealed): Node => {
  const t = seconds(world.clock.now());
  const attributes = { from: jidOf(PHONE_NUMBER), id, t, type: 'text', category: 'peer', notify: PHONE_NAME };
  return node('message', attributes, [encNode(sealed)]);
};

/** The stanza for an item of the outbox. `renew` starts a new Signal session for it. */
export const stanzaOf = async (world: World, device: LinkedDevice, waiting: Waiting, renew: boolean): Promise<Node> => {
  const { kind, id } = waiting;
  switch (kind) {
    case 'history':
      return peerStanza(world, id, await world.person(PHONE_NUMBER).seal(device, historyOf(), renew));
    case 'peer': {
      const plain = padded(proto.Message.decode(Buffer.from(waiting.answer, 'base64')));
      return peerStanza(world, id, await world.person(PHONE_NUMBER).seal(device, plain, renew));
    }
    case 'message':
      return anyMessageStanza(world, device, waiting, renew);
    case 'retry': {
      const { chat: from, participant } = waiting;
      const t = seconds(waiting.at);
      return node('receipt', { from, participant, id, t, type: 'retry' }, retryOf(world, participant ?? from, id, t));
    }
    case 'read':
    case 'played':
    case 'delivered': {
      const { chat: from, recipient, participant, at } = waiting;
      return node('receipt', {
        from,
        recipient,
        participant,
        id,
        t: seconds(at),
        type: kind === 'delivered' ? undefined : kind,
      });
    }
    case 'notice':
      return noticeStanza(waiting);
    case 'app_state': {
      const { collection: name, version, at } = waiting;
      const attributes = { type: 'server_sync', from: jidOf(PHONE_NUMBER), id, t: seconds(at) };
      return node('notification', attributes, [node('collection', { name, version })]);
    }
    case 'media_retry':
      return mediaRetryStanza(waiting);
    case 'call':
      return callStanza(waiting);
  }
};
