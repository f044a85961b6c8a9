/**
 * The outbox of a device: messages of contacts, their receipts, the history of a new device. An item is sent at once if
 * the device is online, and again at each login until the device has confirmed it.
 */
import { deflateSync } from 'node:zlib';
import { proto } from 'baileys/WAProto/index.js';
import { messageOf } from '../kernel/fault.ts';
import { marksOf } from './kinds/phone-kinds.ts';
import { fileIn } from './kinds/shown.ts';
import { groupStanza } from './groups/letters.ts';
import { noticeStanza } from './groups/notices.ts';
import { letterOf } from './letters.ts';
import { addressOf, jidOf, lidOf } from './addresses.ts';
import { padded } from './padding.ts';
import type { Peer } from './peer.ts';
import { type LinkedDevice, type Waiting, waitingKey } from './memory.ts';
import { bigEndian, childrenOf, type Node, node, SERVER, seconds } from './nodes.ts';
import type { Sealed } from './person.ts';
import { behaviourOf } from './test-numbers.ts';
import { linkedDevice, newMessageId, PHONE_NAME, PHONE_NUMBER, type World } from './world.ts';

/** The client uploads new one-time keys when it hears that fewer than five are left. */
const KEYS_LOW = 4;

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
const stanzaOf = async (world: World, device: LinkedDevice, waiting: Waiting, renew: boolean): Promise<Node> => {
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

const warnOfFewKeys = (world: World, device: LinkedDevice, peer: Peer): void => {
  if (device.preKeys.size !== KEYS_LOW) return;
  const attributes = { type: 'encrypt', from: SERVER, id: newMessageId(world.entropy), t: seconds(world.clock.now()) };
  peer.send(node('notification', attributes, [node('count', { value: KEYS_LOW })]));
};

const send = async (world: World, device: LinkedDevice, peer: Peer, waiting: Waiting, renew: boolean) => {
  const keys = device.preKeys.size;
  peer.send(await stanzaOf(world, device, waiting, renew));
  if (device.preKeys.size < keys) warnOfFewKeys(world, device, peer);
};

/** Sends an item if the device is online, after all earlier ones. If sending fails, the item stays in the outbox. */
const sendNow = (world: World, jid: string, waiting: Waiting, renew = false): void => {
  const device = linkedDevice(world, jid);
  const online = world.online.get(jid);
  if (!device || !online) return;
  online.sent = online.sent
    .then(() => send(world, device, online.peer, waiting, renew))
    .catch((error: unknown) =>
      world.logger.warn({ reason: messageOf(error), kind: waiting.kind }, 'could not send to a device'),
    );
};

/** Puts an item in a device's outbox and sends it when the device is online. An unlinked device gets nothing. */
export const post = (world: World, jid: string, waiting: Waiting): void => {
  if (!linkedDevice(world, jid)) return;
  world.memory.record({ type: 'waits', jid, waiting });
  sendNow(world, jid, waiting);
};

/** The device has logged in: sends its outbox, and from now on each new item. */
export const connect = async (world: World, device: LinkedDevice, peer: Peer): Promise<void> => {
  const { jid } = device;
  let count = 0;
  for (const waiting of world.memory.state.outboxes.get(jid)?.values() ?? []) {
    if (waiting.kind === 'history') continue;
    const stanza = await stanzaOf(world, device, waiting, false);
    stanza.attrs['offline'] = String(count++);
    peer.send(stanza);
  }
  if (!world.peers.has(peer)) return;
  peer.send(node('ib', {}, [node('offline', { count })]));
  world.online.set(jid, { peer, sent: Promise.resolve() });
  // The client looks for the history only after this count has ended the backlog.
  for (const waiting of world.memory.state.outboxes.get(jid)?.values() ?? []) {
    if (waiting.kind === 'history') sendNow(world, jid, waiting);
  }
};

const take = (world: World, jid: string, kind: Waiting['kind'], id: string, participant?: string): void => {
  const key = waitingKey(kind, id, participant);
  if (world.memory.state.outboxes.get(jid)?.has(key)) world.memory.record({ type: 'taken', jid, key });
};

/** A receipt of the device: it has taken a message, or could not read it and asks for it again. */
export const takeReceipt = (world: World, { jid }: LinkedDevice, { attrs, content }: Node): void => {
  const { id = '', type } = attrs;
  const outbox = world.memory.state.outboxes.get(jid);
  if (type === 'retry') {
    const waiting = outbox?.get(waitingKey('message', id)) ?? outbox?.get(waitingKey('history', id));
    if (waiting) sendNow(world, jid, waiting, true);
    return;
  }
  const [list] = Array.isArray(content) ? content : [];
  const ids = [id, ...childrenOf(list).map((item) => item.attrs['id'] ?? '')];
  for (const each of ids) take(world, jid, type === 'hist_sync' || type === 'peer_msg' ? 'history' : 'message', each);
};

/**
 * The client refuses a message with 500 while it asks for it again. With any other error, it does not want the message.
 */
const ASKED_AGAIN = '500';

/** An acknowledgement of the device: it has taken a receipt, or refuses a message. */
export const takeAck = (world: World, { jid }: LinkedDevice, { attrs }: Node): void => {
  const { id = '', type = 'delivered', participant, error } = attrs;
  if (attrs['class'] === 'notification') take(world, jid, 'notice', id);
  if (attrs['class'] === 'message' && error !== ASKED_AGAIN) take(world, jid, 'message', id);
  if (attrs['class'] !== 'receipt') return;
  if (type === 'delivered' || type === 'read' || type === 'played' || type === 'retry')
    take(world, jid, type, id, participant);
};
