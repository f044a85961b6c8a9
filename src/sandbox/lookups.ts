/** Look-ups of numbers: who is on WhatsApp, on which devices, under which LID, and with which keys. */
import { type Address, addressOf, digitsOf, jidOf, lidOf } from './addresses.ts';
import type { Device } from './memory.ts';
import { bigEndian, bytesOf, childOf, childrenOf, errorOf, type Node, node, resultOf } from './nodes.ts';
import { aboutNode } from './profiles.ts';
import { aliasOf, type Behaviour, behaviourOf } from './test-numbers.ts';
import { linkedDevice, PHONE_NUMBER, type World } from './world.ts';

/** The log line of each question for the devices of people. */
export const DEVICES_ASKED = 'a linked device asked for devices';

/** Type byte of a Curve25519 key. */
const KEY_TYPE = Buffer.of(5);
const KEY_ID_BYTES = 3;

/** Whether the number is registered under exactly this address. */
export const isReachable = (number: string): boolean => {
  const kind = behaviourOf(number)?.kind;
  return kind !== 'unregistered' && kind !== 'alias';
};

const registeredAs = (number: string): string | null => {
  switch (behaviourOf(number)?.kind) {
    case 'unregistered':
      return null;
    case 'alias':
      return aliasOf(number);
    default:
      return number;
  }
};

/** The answer for a look-up by phone number. */
const contactUser = (asked: Node): Node => {
  const number = digitsOf(bytesOf(childOf(asked, 'contact')).toString());
  const known = registeredAs(number);
  return node('user', { jid: jidOf(known ?? number) }, [
    node('contact', { type: known === null ? 'out' : 'in' }, Buffer.from(`+${number}`)),
  ]);
};

const deviceList = (address: Address, asker: number): Node => {
  const own = address.number === PHONE_NUMBER ? [node('device', { id: asker, 'key-index': asker })] : [];
  return node('devices', {}, [node('device-list', {}, [node('device', { id: 0 }), ...own])]);
};

/** The answer for a look-up by address: devices, about and LID, as requested. */
const addressUser = (world: World, jid: string, address: Address, query: Node | undefined, asker: number): Node => {
  const showsLid = !address.lid && behaviourOf(address.number)?.kind !== 'no_lid';
  return node('user', { jid }, [
    ...(childOf(query, 'devices') ? [deviceList(address, asker)] : []),
    ...(childOf(query, 'status') ? [aboutNode(world, address)] : []),
    ...(childOf(query, 'lid') && showsLid ? [node('lid', { val: lidOf(address.number) })] : []),
  ]);
};

/** The test numbers among the requested ones. */
const behavioursIn = (users: readonly Node[]): { number: string; kind: Behaviour['kind'] }[] =>
  users.flatMap((user) => {
    const contact = childOf(user, 'contact');
    const number = contact ? digitsOf(bytesOf(contact).toString()) : (addressOf(user.attrs['jid'])?.number ?? '');
    const kind = behaviourOf(number)?.kind;
    return kind ? [{ number, kind }] : [];
  });

/** An upload names no recipient: its trouble begins with the question for the number, the first time. */
const troubleMedia = ({ faults }: World, number: string): void => {
  const behaviour = behaviourOf(number);
  if (behaviour?.kind === 'media_trouble' && faults.first(number)) faults.arm(behaviour.fault, behaviour.times);
};

/** Answers a `usync` query; null to leave it unanswered. `asker` is the requesting device. */
export const usync = (world: World, iq: Node, asker: number): Node | null => {
  const asked = childOf(iq, 'usync');
  const query = childOf(asked, 'query');
  const users = childrenOf(childOf(asked, 'list'));
  const behaviours = behavioursIn(users);
  const byNumber = childOf(query, 'contact') !== undefined;

  if (byNumber && behaviours.some(({ kind }) => kind === 'rate_limited')) return errorOf(iq, 429, 'rate-overlimit');
  if (byNumber) for (const { number } of behaviours) troubleMedia(world, number);
  if (childOf(query, 'devices')) {
    world.logger.debug({ people: users.length }, DEVICES_ASKED);
    const mute = behaviours.find(({ kind }) => kind === 'devices_unanswered');
    if (mute && world.faults.first(mute.number)) return null;
    for (const { number } of behaviours) world.faults.stale.delete(number);
  }

  const answers = users.flatMap((user) => {
    const jid = user.attrs['jid'];
    if (jid === undefined) return byNumber ? [contactUser(user)] : [];
    const address = addressOf(jid);
    return address && isReachable(address.number) ? [addressUser(world, jid, address, query, asker)] : [];
  });
  return resultOf(iq, [node('usync', asked?.attrs, [node('list', {}, answers)])]);
};

const keyNode = (tag: string, id: number, key: Buffer, signature?: Buffer): Node =>
  node(tag, {}, [
    node('id', {}, bigEndian(id, KEY_ID_BYTES)),
    node('value', {}, key),
    ...(signature ? [node('signature', {}, signature)] : []),
  ]);

interface Bundle {
  readonly registrationId: number;
  readonly identity: Buffer;
  readonly signedPreKey: { readonly id: number; readonly key: Buffer; readonly signature: Buffer };
  readonly preKey: { readonly id: number; readonly key: Buffer } | null;
}

/** A device asks for its own keys before it writes in a group of LIDs. It gets them without a one-time key. */
const bundleOfDevice = ({ registrationId, identityKey, signedPreKey }: Device): Bundle => ({
  registrationId,
  identity: Buffer.from(identityKey, 'base64'),
  signedPreKey: {
    id: signedPreKey.id,
    key: Buffer.from(signedPreKey.key, 'base64'),
    signature: Buffer.from(signedPreKey.signature, 'base64'),
  },
  preKey: null,
});

const bundleOf = (world: World, jid: string | undefined): Bundle | null => {
  const address = addressOf(jid);
  if (!address || !isReachable(address.number)) return null;
  if (address.device === 0) return world.person(address.number).keys;
  const device = linkedDevice(world, jidOf(address.number, address.device));
  return device && bundleOfDevice(device);
};

/** Answers a query for the keys with which a session starts. */
export const keyBundles = (world: World, iq: Node): Node => {
  const users = childrenOf(childOf(iq, 'key')).flatMap(({ attrs }) => {
    const bundle = bundleOf(world, attrs['jid']);
    if (!bundle) return [];
    const { registrationId, identity, signedPreKey, preKey } = bundle;
    return [
      node('user', { jid: attrs['jid'] }, [
        node('registration', {}, bigEndian(registrationId, 4)),
        node('type', {}, KEY_TYPE),
        node('identity', {}, identity),
        keyNode('skey', signedPreKey.id, signedPreKey.key, signedPreKey.signature),
        ...(preKey ? [keyNode('key', preKey.id, preKey.key)] : []),
      ]),
    ];
  });
  return resultOf(iq, [node('list', {}, users)]);
};
