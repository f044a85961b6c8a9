/**
 * Messages of the gateway: received, read by the contact's phone, acknowledged. A message is stored before its
 * acknowledgement is sent, once for each id.
 */
import { proto } from 'baileys/WAProto/index.js';
import { messageOf } from '../kernel/fault.ts';
import { type Address, addressOf, jidOf, lidOf } from './addresses.ts';
import { isOff, react } from './contacts.ts';
import type { Delivery } from './delivery.ts';
import { toRoom } from './groups/receiving.ts';
import { unpadded } from './padding.ts';
import { takePeerRequest } from './incoming/peer-requests.ts';
import type { Peer } from './peer.ts';
import { endTyping } from './presence.ts';
import { isReachable } from './lookups.ts';
import type { LinkedDevice, PhoneMessage } from './memory.ts';
import { saidIn } from './kinds/phone-kinds.ts';
import type { Said } from './kinds/shown.ts';
import { bytesOf, childOf, childrenOf, type Node, node, seconds } from './nodes.ts';
import { post } from './outbox.ts';
import type { Sealed } from './person.ts';
import { behaviourOf } from './test-numbers.ts';
import { PHONE_NUMBER, type World } from './world.ts';

const NOT_FOUND = 404;

/** The ciphertext for this recipient: one of those for all devices, or the only one of a repeated message. */
const sealedFor = (stanza: Node, number: string): Sealed | null => {
  const mine = childrenOf(childOf(stanza, 'participants')).find(({ attrs }) => {
    const address = addressOf(attrs['jid']);
    return address?.number === number && address.device === 0;
  });
  const enc = childOf(mine ?? stanza, 'enc');
  const type = enc?.attrs['type'];
  return type === 'pkmsg' || type === 'msg' ? { type, ciphertext: bytesOf(enc) } : null;
};

/** The outcome of a message at the contact's phone. */
type Arrival =
  | { readonly kind: 'shown'; readonly message: PhoneMessage; readonly copy: boolean }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'nothing' };

/** Delivers the message to the contact's phone. A message for the account's own phone alone reaches no contact. */
const arrive = async (world: World, device: LinkedDevice, stanza: Node, address: Address): Promise<Arrival> => {
  const { number, lid } = address;
  const { id = '' } = stanza.attrs;
  const sealed = isReachable(number) ? sealedFor(stanza, number) : null;
  if (!sealed) return { kind: 'nothing' };

  let said: Said | null;
  try {
    said = saidIn(proto.Message.decode(unpadded(await world.person(number).open(device, sealed))));
  } catch (error) {
    // A device drops a message under a used key as repeated (`stale-keys.ts`).
    if (messageOf(error) === 'Key used already or never filled') return { kind: 'nothing' };
    world.logger.debug({ reason: messageOf(error) }, 'a contact cannot read a message and asks for it again');
    return { kind: 'unreadable' };
  }
  if (said === null) return { kind: 'nothing' };

  const known = world.memory.state.phones.get(number)?.has(id) ?? false;
  if (known) world.memory.record({ type: 'copied', number, id });
  else {
    const chat = lid ? lidOf(number) : jidOf(number);
    const held = isOff(world, number);
    const arrived = { id, from: device.number, ...said, at: world.clock.now(), device: device.jid, chat, held };
    world.memory.record({ type: 'received', number, message: arrived });
  }
  const message = world.memory.state.phones.get(number)?.get(id);
  return message ? { kind: 'shown', message, copy: known } : { kind: 'nothing' };
};

/** The error with which the server refuses a message to this number by its behaviour. */
const refusalOf = (world: World, number: string): number | null => {
  const behaviour = behaviourOf(number);
  switch (behaviour?.kind) {
    case 'ack_error':
      return behaviour.times === 'always' || world.faults.first(number) ? behaviour.code : null;
    case 'stale':
      if (world.faults.first(number)) world.faults.stale.add(number);
      return world.faults.stale.has(number) ? behaviour.code : null;
    default:
      return null;
  }
};

/** The reaction of the contact's phone after the server has done its part. */
const followUp = (world: World, device: LinkedDevice, number: string, chat: string, id: string, arrival: Arrival) => {
  if (arrival.kind === 'shown') react(world, number, arrival.message, arrival.copy);
  if (arrival.kind === 'unreadable') post(world, device.jid, { kind: 'retry', id, chat, at: world.clock.now() });
};

const toContact = (world: World, device: LinkedDevice, stanza: Node, address: Address): Delivery => {
  const { number } = address;
  const { id = '', to = '' } = stanza.attrs;
  return {
    about: number,
    behaviour: behaviourOf(number),
    refusal: () => refusalOf(world, number),
    async deliver() {
      const arrival = await arrive(world, device, stanza, address);
      return () => followUp(world, device, number, to, id, arrival);
    },
  };
};

const deliveryOf = (world: World, device: LinkedDevice, stanza: Node): Delivery | null => {
  const address = addressOf(stanza.attrs['to']);
  return address ? toContact(world, device, stanza, address) : toRoom(world, device, stanza);
};

const closesAfter = ({ faults }: World, { about, behaviour }: Delivery): boolean =>
  faults.take('cut_after_write') !== null || (behaviour?.kind === 'closes_after_write' && faults.first(about));

const losesAck = ({ faults }: World, { about, behaviour }: Delivery): boolean => {
  if (faults.take('lose_ack', about)) return true;
  return behaviour?.kind === 'loses_ack' && (behaviour.times === 'always' || faults.first(about));
};

/** Handles a message stanza of a logged-in device. */
export const takeMessage = async (world: World, device: LinkedDevice, peer: Peer, stanza: Node): Promise<void> => {
  if (world.faults.take('cut_before_write')) return peer.cut();
  const { id = '', to = '' } = stanza.attrs;
  const acknowledge = (error?: number): void =>
    peer.send(node('ack', { class: 'message', id, from: to, t: seconds(world.clock.now()), error }));

  const delivery = deliveryOf(world, device, stanza);
  if (!delivery) return acknowledge(NOT_FOUND);
  if (stanza.attrs['category'] === 'peer') {
    acknowledge();
    const sealed = sealedFor(stanza, PHONE_NUMBER);
    return sealed ? takePeerRequest(world, device, id, sealed) : undefined;
  }
  endTyping(world, device, to);
  const refusal = world.faults.take('ack_error', delivery.about)?.code ?? delivery.refusal();
  if (refusal !== null) return acknowledge(refusal);

  const finish = await delivery.deliver();
  if (closesAfter(world, delivery)) {
    peer.cut();
    return finish();
  }
  if (losesAck(world, delivery)) return;
  const answer = (): void => {
    acknowledge();
    finish();
  };
  if (delivery.behaviour?.kind === 'slow') world.clock.after(delivery.behaviour.ms, answer);
  else answer();
};
