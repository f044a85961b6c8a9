/**
 * The outbox of a device: messages of contacts, their receipts, the history of a new device. An item is handed over at
 * once if the device is online, and again at each login until the device has confirmed it.
 *
 * A message is encrypted once, when it is written, also for a device that is away: however often it is handed over, its
 * ciphertext is the same. Only a device that could not read it gets it in another one.
 */
import { decodeBinaryNode, encodeBinaryNode } from 'baileys/lib/WABinary/index.js';
import { messageOf } from '../kernel/fault.ts';
import type { BacklogWindow } from './backlog-window.ts';
import type { Answer } from './handovers.ts';
import { handoverOf } from './handovers.ts';
import type { LinkedDevice, Queued } from './memory.ts';
import { type Waiting, waitingKey } from './waiting.ts';
import { childrenOf, type Node, node, SERVER, seconds } from './nodes.ts';
import type { Peer } from './peer.ts';
import { nothingShown } from './presence.ts';
import { stanzaOf } from './stanzas.ts';
import { linkedDevice, newMessageId, type World } from './world.ts';

/** The client uploads new one-time keys when it hears that fewer than five are left. */
const KEYS_LOW = 4;

const warnOfFewKeys = (world: World, peer: Peer): void => {
  const attributes = { type: 'encrypt', from: SERVER, id: newMessageId(world.entropy), t: seconds(world.clock.now()) };
  peer.send(node('notification', attributes, [node('count', { value: KEYS_LOW })]));
};

const keyOf = (waiting: Waiting): string =>
  waitingKey(waiting.kind, waiting.id, 'participant' in waiting ? waiting.participant : undefined);

const itemOf = ({ memory }: World, jid: string, key: string): Queued | undefined =>
  memory.state.outboxes.get(jid)?.get(key);

/** Items that are encrypted when they are written. */
const isSealed = ({ kind }: Waiting): boolean => kind === 'message' || kind === 'peer';

/** Encrypts a message, unless it was: `renew` encrypts it again, in a new Signal session. */
const seal = async (world: World, device: LinkedDevice, key: string, renew: boolean): Promise<void> => {
  const item = itemOf(world, device.jid, key);
  if (!item || (item.stanza !== null && !renew)) return;
  const keys = device.preKeys.size;
  const stanza = encodeBinaryNode(await stanzaOf(world, device, item.waiting, renew)).toString('base64');
  world.memory.record({ type: 'sealed', jid: device.jid, key, stanza });
  if (renew) world.memory.record({ type: 'repeated', jid: device.jid, id: item.waiting.id });
  const online = world.online.get(device.jid);
  if (online && device.preKeys.size < keys && device.preKeys.size === KEYS_LOW) warnOfFewKeys(world, online.peer);
};

/** Hands an item over. `offline`: its place among those that waited for the login. */
const hand = async (
  world: World,
  device: LinkedDevice,
  peer: Peer,
  key: string,
  terms: { readonly again: boolean; readonly offline?: number },
): Promise<void> => {
  const { jid } = device;
  const item = itemOf(world, jid, key);
  if (!item) return;
  const stanza =
    item.stanza === null
      ? await stanzaOf(world, device, item.waiting, false)
      : await decodeBinaryNode(Buffer.from(item.stanza, 'base64'));
  if (terms.offline !== undefined) stanza.attrs['offline'] = String(terms.offline);
  if (!world.peers.has(peer)) return;
  if (item.waiting.kind === 'message') {
    world.memory.record({ type: 'handed', jid, id: item.waiting.id, at: world.clock.now(), again: terms.again });
  }
  peer.send(stanza);
  if (item.waiting.kind === 'message' && world.faults.take('cut_after_handing')) peer.end();
};

/** Does work on the outbox of a device after all earlier work on it: encrypting takes time, and must keep the order. */
const inTurn = (world: World, jid: string, work: () => Promise<void>): Promise<void> => {
  const done = (world.outgoing.get(jid) ?? Promise.resolve())
    .then(work)
    .catch((error: unknown) => world.logger.warn({ reason: messageOf(error) }, 'could not send to a device'));
  world.outgoing.set(jid, done);
  return done;
};

/** Encrypts an item, and hands it over if the device is online. If that fails, the item stays in the outbox. */
const send = (world: World, jid: string, waiting: Waiting, renew = false): void => {
  const key = keyOf(waiting);
  void inTurn(world, jid, async () => {
    const device = linkedDevice(world, jid);
    if (!device) return;
    if (isSealed(waiting) || renew) await seal(world, device, key, renew);
    const online = world.online.get(jid);
    if (online) await hand(world, device, online.peer, key, { again: false });
  });
};

/** Puts an item in a device's outbox and sends it when the device is online. An unlinked device gets nothing. */
export const post = (world: World, jid: string, waiting: Waiting): void => {
  if (!linkedDevice(world, jid)) return;
  world.memory.record({ type: 'waits', jid, waiting });
  send(world, jid, waiting);
};

/** The tags of stanzas, by which the server counts what waits. */
const countedAs = ({ kind }: Waiting): 'message' | 'notification' | 'call' | 'receipt' => {
  if (kind === 'message' || kind === 'peer') return 'message';
  if (kind === 'notice' || kind === 'app_state' || kind === 'media_retry') return 'notification';
  return kind === 'call' ? 'call' : 'receipt';
};

/** Says how much waits. The device answers with how much of it it wants. */
const previewOf = (backlog: readonly Waiting[]): Node => {
  const counts = { message: 0, notification: 0, receipt: 0, call: 0 };
  for (const waiting of backlog) counts[countedAs(waiting)] += 1;
  return node('ib', {}, [node('offline_preview', { count: backlog.length, ...counts })]);
};

/** The device has logged in: hands its outbox over, and from now on each new item. */
export const connect = (world: World, device: LinkedDevice, peer: Peer, window: BacklogWindow): Promise<void> => {
  const { jid } = device;
  const outbox = [...(world.memory.state.outboxes.get(jid) ?? [])];
  const backlog = outbox.filter(([, { waiting }]) => waiting.kind !== 'history');
  return inTurn(world, jid, async () => {
    let offline = 0;
    if (backlog.length > 0) peer.send(previewOf(backlog.map(([, { waiting }]) => waiting)));
    for (const [key, { waiting }] of backlog) {
      if (!(await window.next())) return;
      if (isSealed(waiting)) await seal(world, device, key, false);
      const again = (handoverOf(world.memory.state, jid, waiting.id)?.handed ?? 0) > 0;
      await hand(world, device, peer, key, { again, offline: offline++ });
    }
    if (!world.peers.has(peer)) return;
    peer.send(node('ib', {}, [node('offline', { count: backlog.length })]));
    world.online.set(jid, { peer, shown: nothingShown() });
    // The client looks for the history only after this count has ended the backlog.
    for (const [key, { waiting }] of outbox) {
      if (waiting.kind === 'history') await hand(world, device, peer, key, { again: false });
    }
  });
};

const take = (world: World, jid: string, key: string, withoutReceipt = false): void => {
  if (itemOf(world, jid, key))
    world.memory.record({ type: 'taken', jid, key, ...(withoutReceipt && { withoutReceipt }) });
};

/** Whether a stanza answers a message that waits for its answer. */
export const answersMessage = (world: World, { jid }: LinkedDevice, { tag, attrs }: Node): boolean =>
  (tag === 'receipt' || attrs['class'] === 'message') &&
  itemOf(world, jid, waitingKey('message', attrs['id'] ?? '')) !== undefined;

const answered = (world: World, jid: string, id: string, type: string, code: number | null = null): void => {
  if (!handoverOf(world.memory.state, jid, id)) return;
  const answer: Answer = { type, code, at: world.clock.now() };
  world.memory.record({ type: 'answered', jid, id, answer });
};

/** A receipt of the device: it has taken a message, or could not read it and asks for it again. */
export const takeReceipt = (world: World, { jid }: LinkedDevice, { attrs, content }: Node): void => {
  const { id = '', type = 'none' } = attrs;
  if (type === 'retry') {
    answered(world, jid, id, type);
    const kinds = ['message', 'history', 'peer'] as const;
    const [item] = kinds.flatMap((kind) => itemOf(world, jid, waitingKey(kind, id)) ?? []);
    if (item) send(world, jid, item.waiting, true);
    return;
  }
  const [list] = Array.isArray(content) ? content : [];
  const ids = [id, ...childrenOf(list).map((item) => item.attrs['id'] ?? '')];
  for (const each of ids) {
    answered(world, jid, each, type);
    take(world, jid, waitingKey('message', each));
    if (type === 'read') world.memory.record({ type: 'seen', chat: attrs['to'] ?? '', id: each });
    if (type === 'hist_sync' || type === 'peer_msg') take(world, jid, waitingKey('history', each));
    if (type === 'peer_msg') take(world, jid, waitingKey('peer', each));
  }
};

/**
 * The client refuses a message with 500 after it has asked for it again. The phone repeats such a message; with any
 * other refusal, the device does not want it.
 */
const ASKED_AGAIN = 500;

/** Whether a repeat is on its way, which the device has not refused too. */
const isRepeated = ({ memory }: World, jid: string, id: string): boolean => {
  const answers = handoverOf(memory.state, jid, id)?.answers ?? [];
  const count = (fits: (answer: Answer) => boolean): number => answers.filter(fits).length;
  return count(({ type }) => type === 'retry') >= count(({ code }) => code === ASKED_AGAIN);
};

const takeMessageAck = (world: World, jid: string, id: string, error: string | undefined): void => {
  const code = error === undefined ? null : Number(error);
  answered(world, jid, id, code === null ? 'ack' : 'error', code);
  if (code === ASKED_AGAIN && isRepeated(world, jid, id)) return;
  take(world, jid, waitingKey('message', id), true);
};

/** An acknowledgement of the device: it has taken a receipt, or refuses a message. */
export const takeAck = (world: World, { jid }: LinkedDevice, { attrs }: Node): void => {
  const { id = '', type = 'delivered', participant, error } = attrs;
  switch (attrs['class']) {
    case 'notification':
      take(world, jid, waitingKey('notice', id));
      take(world, jid, waitingKey('media_retry', id));
      return take(world, jid, waitingKey('app_state', id));
    case 'call':
      return take(world, jid, waitingKey('call', id));
    case 'message':
      return takeMessageAck(world, jid, id, error);
    case 'receipt':
      if (type === 'delivered' || type === 'read' || type === 'played' || type === 'retry') {
        take(world, jid, waitingKey(type, id, participant));
      }
      return;
    default:
      return;
  }
};
