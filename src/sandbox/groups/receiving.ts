/**
 * Messages of the gateway to a group or as a status. The stanza brings one ciphertext for all, and for each phone that
 * lacks it the sender key, encrypted for that phone alone. A phone without the key cannot read the message, and asks
 * for it again.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { proto } from 'baileys/WAProto/index.js';
import { messageOf } from '../../kernel/fault.ts';
import { type Address, addressOf, digitsOf } from '../addresses.ts';
import { isOff } from '../contacts.ts';
import type { Delivery } from '../delivery.ts';
import { isFurtherMember } from '../further-members.ts';
import { saidIn } from '../kinds/phone-kinds.ts';
import type { Said } from '../kinds/shown.ts';
import { isReachable } from '../lookups.ts';
import type { LinkedDevice } from '../memory.ts';
import { bytesOf, childOf, childrenOf, type Node } from '../nodes.ts';
import { unpadded } from '../padding.ts';
import { PHONE_NUMBER, type World } from '../world.ts';
import { type Addressing, type Group, isMember, mayWrite, membersOf, STATUS } from './group.ts';
import { askAgain, reactAll } from './reacting.ts';
import { keyOf, type Reading, roomOf } from './rooms.ts';
import { openWith, readDistribution, readMessage, type SenderKey, type SenderMessage } from './sender-keys.ts';

const FORBIDDEN = 403;
const NOT_ALLOWED = 405;

/** Decrypting for many phones is interrupted after so many, because the gateway may share this event loop. */
const PHONES_A_TURN = 16;

/** A message to a room. */
interface Sent {
  readonly id: string;
  readonly room: string;
  readonly addressing: Addressing;
  readonly device: LinkedDevice;
  readonly stanza: Node;
  /** The phones that get it. */
  readonly audience: readonly string[];
}

/** Those for whom the stanza has a key, by number. */
const addressed = (stanza: Node): Map<string, { address: Address; enc: Node | undefined }> =>
  new Map(
    childrenOf(childOf(stanza, 'participants')).flatMap((to) => {
      const address = addressOf(to.attrs['jid']);
      return address?.device === 0 ? [[address.number, { address, enc: childOf(to, 'enc') }] as const] : [];
    }),
  );

/** The sender key for one phone; null if the phone cannot read it. */
const keyFor = async (world: World, { device, room }: Sent, number: string, enc: Node): Promise<SenderKey | null> => {
  const type = enc.attrs['type'] === 'pkmsg' ? 'pkmsg' : 'msg';
  try {
    const plain = await world.person(number).open(device, { type, ciphertext: bytesOf(enc) });
    const { senderKeyDistributionMessage: given } = proto.Message.decode(unpadded(plain));
    if (given?.groupId !== room) throw new Error('the key is for another group');
    return readDistribution(given.axolotlSenderKeyDistributionMessage ?? new Uint8Array());
  } catch (error) {
    world.logger.debug({ reason: messageOf(error) }, 'a member cannot read the key of a group');
    return null;
  }
};

/** Gives the phones the keys that the stanza brings for them. */
const takeKeys = async (world: World, sent: Sent): Promise<void> => {
  const given = addressed(sent.stanza);
  const keys = new Map<string, { readonly key: SenderKey; readonly numbers: string[] }>();
  let opened = 0;
  for (const number of sent.audience) {
    const enc = given.get(number)?.enc;
    if (!enc) continue;
    const [first] = keys.values();
    if (first && isFurtherMember(number)) {
      first.numbers.push(number);
      continue;
    }
    const key = await keyFor(world, sent, number, enc);
    if (!key) continue;
    const same = keys.get(JSON.stringify(key)) ?? { key, numbers: [] };
    same.numbers.push(number);
    keys.set(JSON.stringify(key), same);
    opened += 1;
    if (opened % PHONES_A_TURN === 0) await nextTurn();
  }
  const { room, device } = sent;
  for (const { key, numbers } of keys.values()) {
    const { iteration } = key;
    world.memory.record({ type: 'room_keys_given', room, device: device.jid, key, numbers, iteration });
  }
};

const messageIn = (stanza: Node): SenderMessage | null => {
  const enc = childrenOf(stanza).find(({ tag, attrs }) => tag === 'enc' && attrs['type'] === 'skmsg');
  try {
    return enc ? readMessage(bytesOf(enc)) : null;
  } catch {
    return null;
  }
};

type Read =
  /** `null` is said by a message between devices, which phones do not show. */
  | { readonly kind: 'said'; readonly said: Said | null; readonly readers: readonly string[] }
  /** Nobody can read it. */
  | { readonly kind: 'unreadable' }
  /** A device drops a message under a used key as repeated. */
  | { readonly kind: 'used' };

const read = (world: World, { room: id, device, stanza, audience }: Sent): Read => {
  const message = messageIn(stanza);
  const held = message && keyOf(roomOf(world.memory.state, id), device.jid, message.keyId);
  if (!message || !held) return { kind: 'unreadable' };
  const readers = audience.filter((number) => (held.holders.get(number) ?? Infinity) <= message.iteration);
  if (readers.length === 0) return { kind: 'unreadable' };
  const opening = openWith(held.key, message);
  switch (opening.kind) {
    case 'used':
      return opening;
    case 'damaged':
      world.logger.debug({ reason: opening.problem }, 'no member can read a message to a group');
      return { kind: 'unreadable' };
    case 'opened': {
      const { keyId, iteration } = message;
      world.memory.record({ type: 'room_stepped', room: id, device: device.jid, keyId, iteration });
      return { kind: 'said', said: saidIn(proto.Message.decode(unpadded(opening.plain))), readers };
    }
  }
};

const readingsOf = (world: World, numbers: readonly string[]) =>
  numbers.map((number): [string, Reading] => [number, isOff(world, number) ? 'held' : 'none']);

/** Stores the message, or its copy. */
const store = (world: World, sent: Sent, said: Said, readers: readonly string[]): void => {
  const { room, id, device, addressing } = sent;
  const known = roomOf(world.memory.state, room).messages.get(id);
  if (known) {
    const fresh = readers.filter((number) => !known.readers.has(number));
    world.memory.record({ type: 'room_copied', room, id, readers: readingsOf(world, fresh) });
    return;
  }
  const message = { id, from: device.number, at: world.clock.now(), device: device.jid, addressing, ...said };
  world.memory.record({ type: 'room_message', room, message, readers: readingsOf(world, readers) });
};

const deliver = async (world: World, sent: Sent): Promise<() => void> => {
  await takeKeys(world, sent);
  const lost = sent.audience.find((number) => world.faults.take('lose_key', number));
  if (lost !== undefined) world.memory.record({ type: 'room_key_lost', room: sent.room, number: lost });
  const outcome = read(world, sent);
  if (outcome.kind === 'used') return () => {};
  const readers = outcome.kind === 'said' ? outcome.readers : [];
  if (outcome.kind === 'said' && outcome.said) store(world, sent, outcome.said, readers);
  const able = new Set(readers);
  const lacking = sent.audience.filter((number) => !able.has(number));
  return () => {
    reactAll(world, sent.room, sent.id);
    askAgain(world, sent, lacking);
  };
};

const refusalOf = (group: Group, number: string): number | null => {
  if (!isMember(group, number)) return FORBIDDEN;
  return mayWrite(group, number) ? null : NOT_ALLOWED;
};

const toGroup = (world: World, device: LinkedDevice, stanza: Node, group: Group): Delivery => ({
  about: digitsOf(group.id),
  behaviour: null,
  refusal: () => refusalOf(group, device.number),
  deliver() {
    const audience = membersOf(group).filter((number) => number !== device.number);
    const { id = '' } = stanza.attrs;
    return deliver(world, { id, room: group.id, addressing: group.addressing, device, stanza, audience });
  },
});

const toStatus = (world: World, device: LinkedDevice, stanza: Node): Delivery => ({
  about: '',
  behaviour: null,
  refusal: () => null,
  deliver() {
    const given = addressed(stanza);
    const audience = [...given.keys()].filter((number) => number !== PHONE_NUMBER && isReachable(number));
    const lids = [...given.values()].some(({ address }) => address.lid);
    const { id = '' } = stanza.attrs;
    return deliver(world, { id, room: STATUS, addressing: lids ? 'lid' : 'pn', device, stanza, audience });
  },
});

/** Null if there is no such group. */
export const toRoom = (world: World, device: LinkedDevice, stanza: Node): Delivery | null => {
  const { to = '' } = stanza.attrs;
  if (to === STATUS) return toStatus(world, device, stanza);
  const group = world.memory.state.groups.get(to);
  return group ? toGroup(world, device, stanza, group) : null;
};
