/**
 * Messages of the gateway: taken, read by the contact's phone, acknowledged. A message is remembered before its
 * acknowledgement leaves, once for each id.
 */
import { normalizeMessageContent, proto, unpadRandomMax16 } from 'baileys';
import { messageOf } from '../kernel/fault.ts';
import { type Address, addressOf, jidOf, lidOf } from './addresses.ts';
import { isOff, react } from './contacts.ts';
import type { Link } from './link.ts';
import { isReachable } from './lookups.ts';
import type { LinkedDevice, PhoneMessage } from './memory.ts';
import type { Content } from '../messages/content.ts';
import { shownOf } from './kinds/phone-kinds.ts';
import { bytesOf, childOf, childrenOf, type Node, node, seconds } from './nodes.ts';
import { post } from './outbox.ts';
import type { Sealed } from './person.ts';
import { behaviourOf } from './test-numbers.ts';
import type { World } from './world.ts';

const NOT_FOUND = 404;

/** The text for this recipient: one among those for all devices, or the only one when it is sent again. */
const sealedFor = (stanza: Node, number: string): Sealed | null => {
  const mine = childrenOf(childOf(stanza, 'participants')).find(({ attrs }) => {
    const address = addressOf(attrs['jid']);
    return address?.number === number && address.device === 0;
  });
  const enc = childOf(mine ?? stanza, 'enc');
  const type = enc?.attrs['type'];
  return type === 'pkmsg' || type === 'msg' ? { type, ciphertext: bytesOf(enc) } : null;
};

/** What the phone shows; null when there is nothing to show. A kind that it does not know is shown by its name. */
const contentIn = (plain: Uint8Array): Content | null => {
  const message = proto.Message.decode(unpadRandomMax16(plain));
  const content = normalizeMessageContent(message.deviceSentMessage?.message ?? message);
  if (!content || content.protocolMessage) return null;
  return shownOf(content) ?? { kind: 'text', body: `[${Object.keys(content)[0] ?? 'empty'}]` };
};

/** What became of a message at the contact's phone. */
type Arrival =
  | { readonly kind: 'shown'; readonly message: PhoneMessage; readonly copy: boolean }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'nothing' };

/** The contact's phone takes the message. One that was meant for nobody but the own phone reaches no contact. */
const arrive = async (world: World, device: LinkedDevice, stanza: Node, address: Address): Promise<Arrival> => {
  const { number, lid } = address;
  const { id = '' } = stanza.attrs;
  const sealed = isReachable(number) ? sealedFor(stanza, number) : null;
  if (!sealed) return { kind: 'nothing' };

  let content: Content | null;
  try {
    content = contentIn(await world.person(number).open(device, sealed));
  } catch (error) {
    // A device drops as repeated what comes under a key that it has used up (`stale-keys.ts`).
    if (messageOf(error) === 'Key used already or never filled') return { kind: 'nothing' };
    world.logger.debug({ reason: messageOf(error) }, 'a contact cannot read a message and asks for it again');
    return { kind: 'unreadable' };
  }
  if (content === null) return { kind: 'nothing' };

  const known = world.memory.state.phones.get(number)?.has(id) ?? false;
  if (known) world.memory.record({ type: 'copied', number, id });
  else {
    const chat = lid ? lidOf(number) : jidOf(number);
    const held = isOff(world, number);
    const arrived = { id, from: device.number, content, at: world.clock.now(), device: device.jid, chat, held };
    world.memory.record({ type: 'received', number, message: arrived });
  }
  const message = world.memory.state.phones.get(number)?.get(id);
  return message ? { kind: 'shown', message, copy: known } : { kind: 'nothing' };
};

/** The error with which the server refuses it, by an armed fault or by the number's nature. */
const refusalOf = (world: World, number: string): number | null => {
  const armed = world.faults.take('ack_error', number);
  if (armed) return armed.code;
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

const closesAfter = (world: World, number: string): boolean =>
  world.faults.take('cut_after_write') !== null ||
  (behaviourOf(number)?.kind === 'closes_after_write' && world.faults.first(number));

const losesAck = (world: World, number: string): boolean => {
  if (world.faults.take('lose_ack', number)) return true;
  const behaviour = behaviourOf(number);
  return behaviour?.kind === 'loses_ack' && (behaviour.times === 'always' || world.faults.first(number));
};

/** What the contact's phone does once the server has done its part. */
const followUp = (world: World, device: LinkedDevice, number: string, chat: string, id: string, arrival: Arrival) => {
  if (arrival.kind === 'shown') react(world, number, arrival.message, arrival.copy);
  if (arrival.kind === 'unreadable') post(world, device.jid, { kind: 'retry', id, chat, at: world.clock.now() });
};

/** Handles a message stanza of a device that is logged in. */
export const takeMessage = async (world: World, device: LinkedDevice, link: Link, stanza: Node): Promise<void> => {
  if (world.faults.take('cut_before_write')) return link.cut();
  const { id = '', to = '' } = stanza.attrs;
  const acknowledge = (error?: number): void =>
    link.send(node('ack', { class: 'message', id, from: to, t: seconds(world.clock.now()), error }));

  const address = addressOf(to);
  if (!address) return acknowledge(NOT_FOUND);
  if (stanza.attrs['category'] === 'peer') return acknowledge();
  const { number } = address;
  const refusal = refusalOf(world, number);
  if (refusal !== null) return acknowledge(refusal);

  const arrival = await arrive(world, device, stanza, address);
  const finish = () => followUp(world, device, number, to, id, arrival);
  if (closesAfter(world, number)) {
    link.cut();
    return finish();
  }
  if (losesAck(world, number)) return;
  const answer = (): void => {
    acknowledge();
    finish();
  };
  const behaviour = behaviourOf(number);
  if (behaviour?.kind === 'slow') world.clock.after(behaviour.ms, answer);
  else answer();
};
