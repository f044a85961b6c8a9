/** The stanzas for the items of an outbox. */
import { deflateSync } from 'node:zlib';
import { proto } from 'baileys/WAProto/index.js';
import { marksOf } from './kinds/phone-kinds.ts';
import { fileIn } from './kinds/shown.ts';
import { groupStanza } from './groups/letters.ts';
import { noticeStanza } from './groups/notices.ts';
import { letterOf } from './letters.ts';
import { addressOf, jidOf, lidOf } from './addresses.ts';
import { padded } from './padding.ts';
import type { LinkedDevice, Waiting } from './memory.ts';
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

/** A message of a contact. A linked device is told of a file to be viewed once, but does not get it. */
const messageStanza = async (world: World, device: LinkedDevice, waiting: WaitingMessage, renew: boolean) => {
  const { id, from, content, context, at } = waiting;
  const { type, mediatype, edit, polltype } = marksOf(content);
  const lid = behaviourOf(from)?.kind === 'no_lid' ? undefined : lidOf(from);
  const attributes = { from: jidOf(from), id, t: seconds(at), type, notify: from, sender_lid: lid, edit };
  if (context?.viewOnce && fileIn(content)) {
    return node('message', attributes, [node('unavailable', { type: 'view_once' })]);
  }
  const sealed = await world.person(from).seal(device, padded(letterOf(world, waiting)), renew);
  const meta = polltype === undefined ? [] : [node('meta', { polltype })];
  return node('message', attributes, [encNode(sealed, mediatype), ...meta]);
};

/** The stanza for an item of the outbox. `renew` starts a new Signal session for it. */
export const stanzaOf = async (world: World, device: LinkedDevice, waiting: Waiting, renew: boolean): Promise<Node> => {
  const { kind, id } = waiting;
  switch (kind) {
    case 'history': {
      const sealed = await world.person(PHONE_NUMBER).seal(device, historyOf(), renew);
      const t = seconds(world.clock.now());
      const attributes = { from: jidOf(PHONE_NUMBER), id, t, type: 'text', category: 'peer', notify: PHONE_NAME };
      return node('message', attributes, [encNode(sealed)]);
    }
    case 'message':
      return waiting.group
        ? groupStanza(world, device, waiting, waiting.group, renew)
        : messageStanza(world, device, waiting, renew);
    case 'retry': {
      const { chat: from, participant } = waiting;
      const t = seconds(waiting.at);
      return node('receipt', { from, participant, id, t, type: 'retry' }, retryOf(world, participant ?? from, id, t));
    }
    case 'read':
    case 'played':
    case 'delivered': {
      const { chat: from, participant, at } = waiting;
      return node('receipt', { from, participant, id, t: seconds(at), type: kind === 'delivered' ? undefined : kind });
    }
    case 'notice':
      return noticeStanza(waiting);
  }
};
