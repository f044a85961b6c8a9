/**
 * What waits for a device: messages of contacts, their receipts, the history of a new link. It is sent at once when the
 * device is there, and again at each login until the device has confirmed it.
 */
import { deflateSync } from 'node:zlib';
import { encodeWAMessage, proto } from 'baileys';
import { messageOf } from '../kernel/fault.ts';
import { writtenOf } from './kinds/phone-kinds.ts';
import { addressOf, jidOf, lidOf } from './addresses.ts';
import type { Link } from './link.ts';
import { type LinkedDevice, type Waiting, waitingKey } from './memory.ts';
import { bigEndian, childrenOf, type Node, node, SERVER, seconds } from './nodes.ts';
import type { Sealed } from './person.ts';
import { behaviourOf } from './test-numbers.ts';
import { linkedDevice, newMessageId, PHONE_NAME, PHONE_NUMBER, type World } from './world.ts';

/** The client uploads new one-time keys when it hears that fewer than five are left. */
const KEYS_LOW = 4;

const encNode = ({ type, ciphertext }: Sealed): Node => node('enc', { v: 2, type }, ciphertext);

/** The phone tells a new device about the chats so far: there are none. The client waits for that. */
const historyOf = (): Buffer => {
  const history = proto.HistorySync.encode({
    syncType: proto.HistorySync.HistorySyncType.INITIAL_BOOTSTRAP,
    progress: 100,
    conversations: [],
    pushnames: [],
  }).finish();
  return encodeWAMessage({
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

const retryOf = (world: World, chat: string, id: string, t: number): Node[] => {
  const number = addressOf(chat)?.number ?? '';
  const { registrationId } = world.person(number).keys;
  return [node('retry', { count: 1, id, t, v: 1 }), node('registration', {}, bigEndian(registrationId, 4))];
};

/** The stanza for what waits. `renew` begins a new Signal session for it. */
const stanzaOf = async (world: World, device: LinkedDevice, waiting: Waiting, renew: boolean): Promise<Node> => {
  const { kind, id } = waiting;
  switch (kind) {
    case 'history': {
      const sealed = await world.person(PHONE_NUMBER).seal(device, historyOf(), renew);
      const t = seconds(world.clock.now());
      const attributes = { from: jidOf(PHONE_NUMBER), id, t, type: 'text', category: 'peer', notify: PHONE_NAME };
      return node('message', attributes, [encNode(sealed)]);
    }
    case 'message': {
      const { from, content, at } = waiting;
      const sealed = await world.person(from).seal(device, encodeWAMessage(writtenOf(content)), renew);
      const lid = behaviourOf(from)?.kind === 'no_lid' ? undefined : lidOf(from);
      const attributes = { from: jidOf(from), id, t: seconds(at), type: 'text', notify: from, sender_lid: lid };
      return node('message', attributes, [encNode(sealed)]);
    }
    case 'retry': {
      const t = seconds(waiting.at);
      return node('receipt', { from: waiting.chat, id, t, type: 'retry' }, retryOf(world, waiting.chat, id, t));
    }
    case 'read':
      return node('receipt', { from: waiting.chat, id, t: seconds(waiting.at), type: 'read' });
    case 'delivered':
      return node('receipt', { from: waiting.chat, id, t: seconds(waiting.at) });
  }
};

const warnOfFewKeys = (world: World, device: LinkedDevice, link: Link): void => {
  if (device.preKeys.size !== KEYS_LOW) return;
  const attributes = { type: 'encrypt', from: SERVER, id: newMessageId(world.entropy), t: seconds(world.clock.now()) };
  link.send(node('notification', attributes, [node('count', { value: KEYS_LOW })]));
};

const send = async (world: World, device: LinkedDevice, link: Link, waiting: Waiting, renew: boolean) => {
  const keys = device.preKeys.size;
  link.send(await stanzaOf(world, device, waiting, renew));
  if (device.preKeys.size < keys) warnOfFewKeys(world, device, link);
};

/** Sends it if the device is there, after all that was sent before. If it cannot be sent, it goes on waiting. */
const sendNow = (world: World, jid: string, waiting: Waiting, renew = false): void => {
  const device = linkedDevice(world, jid);
  const line = world.online.get(jid);
  if (!device || !line) return;
  line.sent = line.sent
    .then(() => send(world, device, line.link, waiting, renew))
    .catch((error: unknown) =>
      world.logger.warn({ reason: messageOf(error), kind: waiting.kind }, 'could not send to a device'),
    );
};

/** Gives a device something to take, now or when it is next there. A device that is not linked gets nothing. */
export const post = (world: World, jid: string, waiting: Waiting): void => {
  if (!linkedDevice(world, jid)) return;
  world.memory.record({ type: 'waits', jid, waiting });
  sendNow(world, jid, waiting);
};

/** The device has logged in and is ready: it gets what has waited for it, and from now on what comes. */
export const connect = async (world: World, device: LinkedDevice, link: Link): Promise<void> => {
  const { jid } = device;
  let count = 0;
  for (const waiting of world.memory.state.outboxes.get(jid)?.values() ?? []) {
    if (waiting.kind === 'history') continue;
    const stanza = await stanzaOf(world, device, waiting, false);
    stanza.attrs['offline'] = String(count++);
    link.send(stanza);
  }
  if (!world.links.has(link)) return;
  link.send(node('ib', {}, [node('offline', { count })]));
  world.online.set(jid, { link, sent: Promise.resolve() });
  // The client looks for the history only after it has heard that this was all.
  for (const waiting of world.memory.state.outboxes.get(jid)?.values() ?? []) {
    if (waiting.kind === 'history') sendNow(world, jid, waiting);
  }
};

const take = (world: World, jid: string, kind: Waiting['kind'], id: string): void => {
  const key = waitingKey(kind, id);
  if (world.memory.state.outboxes.get(jid)?.has(key)) world.memory.record({ type: 'taken', jid, key });
};

/** A receipt of the device: it has taken a message, or could not read it and wants it again. */
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

/** The client refuses a message with 500 while it asks for it again; with anything else it wants it no more. */
const ASKED_AGAIN = '500';

/** An acknowledgement of the device: it has taken a receipt, or wants no message. */
export const takeAck = (world: World, { jid }: LinkedDevice, { attrs }: Node): void => {
  const { id = '', type = 'delivered', error } = attrs;
  if (attrs['class'] === 'message' && error !== ASKED_AGAIN) take(world, jid, 'message', id);
  if (attrs['class'] !== 'receipt') return;
  if (type === 'delivered' || type === 'read' || type === 'retry') take(world, jid, type, id);
};
