/** What goes wrong with the stanza of a message: it is withheld, empty, or cannot be decrypted. */
import { proto } from 'baileys/WAProto/index.js';
import { decodeBinaryNode } from 'baileys/lib/WABinary/index.js';
import { ownSenderKey, sealWith } from '../groups/sender-keys.ts';
import { handoverOf } from '../handovers.ts';
import { lastSealedOf, type LinkedDevice } from '../memory.ts';
import type { Waiting } from '../waiting.ts';
import { bytesOf, childrenOf, type Node, node } from '../nodes.ts';
import type { World } from '../world.ts';
import type { Trouble } from '../control/posting.ts';

type Message = Extract<Waiting, { kind: 'message' }>;
type Undecryptable = Extract<Trouble, { kind: 'undecryptable' }>;

const BOT_BYTES = 64;

/** How often the writer's phone has encrypted the message, this time included. */
const attemptOf = ({ memory }: World, { jid }: LinkedDevice, { id }: Message, renew: boolean): number =>
  renew ? (handoverOf(memory.state, jid, id)?.repeats ?? 0) + 2 : 1;

/** The trouble with this ciphertext of the message: a repeat may be readable. */
const troubleNow = (world: World, device: LinkedDevice, message: Message, renew: boolean): Trouble | null => {
  const trouble = message.posting?.trouble ?? null;
  if (trouble?.kind !== 'undecryptable') return renew ? null : trouble;
  return trouble.times === null || attemptOf(world, device, message, renew) <= trouble.times ? trouble : null;
};

/** Whether the message has to be encrypted in a session that the device does not have. */
export const needsOtherSession = (world: World, device: LinkedDevice, message: Message, renew: boolean): boolean => {
  const trouble = troubleNow(world, device, message, renew);
  return trouble?.kind === 'undecryptable' && trouble.how === 'no_session';
};

const withLastByteChanged = (bytes: Buffer): Buffer => {
  const changed = Buffer.from(bytes);
  changed.writeUInt8((changed.at(-1) ?? 0) ^ 1, changed.length - 1);
  return changed;
};

/** The message inside a message that starts a session. A byte with the version comes before both. */
const innerOf = (starting: Buffer): Buffer =>
  Buffer.from(proto.PreKeySignalMessage.decode(starting.subarray(1)).message ?? []);

const withWrongCode = (enc: Node): Buffer => {
  const bytes = bytesOf(enc);
  if (enc.attrs['type'] !== 'pkmsg') return withLastByteChanged(bytes);
  const starting = proto.PreKeySignalMessage.decode(bytes.subarray(1));
  starting.message = withLastByteChanged(Buffer.from(starting.message ?? []));
  return Buffer.concat([bytes.subarray(0, 1), proto.PreKeySignalMessage.encode(starting).finish()]);
};

const withoutItsKey = ({ memory }: World, { from, group }: Message, enc: Node): Node => {
  const { type } = enc.attrs;
  if (type === 'pkmsg') return { ...enc, attrs: { ...enc.attrs, type: 'msg' }, content: innerOf(bytesOf(enc)) };
  const unknown = ownSenderKey(memory.state.seed, `unknown ${group?.room ?? ''}`, from, 0);
  return { ...enc, content: sealWith(unknown, 0, bytesOf(enc)) };
};

const broken = (world: World, message: Message, { how }: Undecryptable, enc: Node): Node => {
  switch (how) {
    case 'bad_mac':
      return { ...enc, content: withWrongCode(enc) };
    case 'garbled':
      return { ...enc, content: Buffer.from(world.entropy.bytes(bytesOf(enc).length)) };
    case 'no_session':
      return withoutItsKey(world, message, enc);
  }
};

/** Breaks the part with the content. The part with the sender key stays, unless its absence is the trouble. */
const brokenAll = (world: World, message: Message, trouble: Undecryptable, stanza: Node): Node => {
  const shared = childrenOf(stanza).some(({ attrs }) => attrs['type'] === 'skmsg');
  const content = childrenOf(stanza).flatMap((child) => {
    if (child.tag !== 'enc') return [child];
    if (shared && child.attrs['type'] !== 'skmsg') return trouble.how === 'no_session' ? [] : [child];
    return [broken(world, message, trouble, child)];
  });
  return { ...stanza, content };
};

const used = async ({ memory }: World, { jid }: LinkedDevice, message: Message, stanza: Node): Promise<Node> => {
  const last = lastSealedOf(memory.state, jid, message);
  if (last === undefined) return stanza;
  const { content } = await decodeBinaryNode(Buffer.from(last, 'base64'));
  return { ...stanza, ...(content !== undefined && { content }) };
};

const counted = (stanza: Node, count: number): Node => ({
  ...stanza,
  content: childrenOf(stanza).map((child) =>
    child.tag === 'enc' ? { ...child, attrs: { ...child.attrs, count: String(count) } } : child,
  ),
});

/** The stanza as it leaves, with its trouble. A repeat counts itself. */
export const troubled = async (
  world: World,
  device: LinkedDevice,
  message: Message,
  whole: Node,
  renew: boolean,
): Promise<Node> => {
  const stanza = renew ? counted(whole, attemptOf(world, device, message, renew) - 1) : whole;
  const trouble = troubleNow(world, device, message, renew);
  switch (trouble?.kind) {
    case undefined:
      return stanza;
    case 'undecryptable':
      return brokenAll(world, message, trouble, stanza);
    case 'used_key':
      return used(world, device, message, stanza);
    case 'withheld':
      return { ...stanza, content: [node('unavailable', { type: trouble.type })] };
    case 'absent':
      return { tag: stanza.tag, attrs: stanza.attrs };
    case 'bot':
      return { ...stanza, content: [node('enc', { v: 2, type: 'msmsg' }, world.entropy.bytes(BOT_BYTES))] };
  }
};
