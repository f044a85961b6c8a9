/** The stanza for what a phone writes in a group: one ciphertext under its sender key, and the key if it is new. */
import type { proto } from 'baileys/WAProto/index.js';
import { jidOf, lidOf } from '../addresses.ts';
import { marksOf } from '../kinds/phone-kinds.ts';
import { letterOf } from '../letters.ts';
import type { LinkedDevice } from '../memory.ts';
import type { Place, Waiting } from '../waiting.ts';
import { type Node, node, seconds } from '../nodes.ts';
import { nameOfNumber } from '../names.ts';
import { padded } from '../padding.ts';
import { addressIn } from './group.ts';
import { roomOf } from './rooms.ts';
import { distributionOf, ownSenderKey, sealWith } from './sender-keys.ts';
import type { World } from '../world.ts';

type Written = Extract<Waiting, { kind: 'message' }>;

/** The client lacks the key until it has received a message that brought it. */
const lacksKey = ({ memory }: World, { jid }: LinkedDevice, { room, epoch }: Place, number: string): boolean => {
  const writer = roomOf(memory.state, room).writers.get(number);
  return writer?.epoch !== epoch || !writer.given.includes(jid);
};

/** `renew`: the device asked for it again, and gets it for itself alone, with the key. */
export const groupStanza = async (
  world: World,
  device: LinkedDevice,
  written: Written,
  place: Place,
  renew: boolean,
): Promise<Node> => {
  const { room, addressing, epoch, iteration } = place;
  const { id, from, at, content } = written;
  const own = ownSenderKey(world.memory.state.seed, room, from, epoch);
  const key: proto.IMessage = {
    senderKeyDistributionMessage: {
      groupId: room,
      axolotlSenderKeyDistributionMessage: distributionOf(own, iteration),
    },
  };
  const letter = letterOf(world, written);
  const person = world.person(from);
  const alone = async (message: proto.IMessage, mediatype?: string): Promise<Node> => {
    const { type, ciphertext } = await person.seal(device, padded(message), renew);
    return node('enc', { v: 2, type, mediatype }, ciphertext);
  };

  const { type, mediatype, edit, polltype } = marksOf(content);
  const lids = addressing === 'lid';
  const attributes = {
    from: room,
    participant: addressIn(addressing, from),
    participant_pn: lids ? jidOf(from) : undefined,
    participant_lid: lids ? undefined : lidOf(from),
    addressing_mode: addressing,
    id,
    t: seconds(at),
    type,
    notify: nameOfNumber(from),
    edit,
  };
  const meta = polltype === undefined ? [] : [node('meta', { polltype })];
  if (renew) return node('message', attributes, [await alone({ ...letter, ...key }, mediatype), ...meta]);
  const shared = node('enc', { v: 2, type: 'skmsg', mediatype }, sealWith(own, iteration, padded(letter)));
  const keys = lacksKey(world, device, place, from) ? [await alone(key)] : [];
  return node('message', attributes, [...keys, shared, ...meta]);
};
