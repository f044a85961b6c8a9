/** Typing and presence: devices that are connected are told of it, and nobody keeps it. */
import { addressOf, digitsOf, jidOf, lidOf } from './addresses.ts';
import type { AccountShown, ChatControl, Typing } from './control/chats.ts';
import { addressIn, isMember } from './groups/group.ts';
import type { LinkedDevice } from './memory.ts';
import { childOf, type Node, node, seconds } from './nodes.ts';
import { accountProfile } from './profiles.ts';
import { PHONE_NUMBER, type World } from './world.ts';

/** What a connected device shows. */
export interface DeviceShown {
  available: boolean;
  /** By the address that the device used. */
  readonly typing: Map<string, Exclude<Typing, 'paused'>>;
  /** Numbers of contacts. */
  readonly watches: Set<string>;
}

export const nothingShown = (): DeviceShown => ({ available: false, typing: new Map(), watches: new Set() });

/**
 * A device shows that the account is available or not, or asks for the presence of a contact. A presence without a type
 * tells the name of the account alone: the client sends one whenever it has stored something.
 */
export const takePresence = (world: World, { jid }: LinkedDevice, { attrs }: Node): void => {
  const shown = world.online.get(jid)?.shown;
  if (!shown) return;
  if (attrs['type'] === 'subscribe') {
    const number = addressOf(attrs['to'])?.number;
    if (number !== undefined) shown.watches.add(number);
  } else if (attrs['type'] !== undefined) {
    shown.available = attrs['type'] === 'available';
    if (!shown.available) shown.typing.clear();
  }
  world.changed();
};

/** A device shows that the account types. */
export const takeChatState = (world: World, { jid }: LinkedDevice, stanza: Node): void => {
  const shown = world.online.get(jid)?.shown;
  const to = stanza.attrs['to'] ?? '';
  if (!shown) return;
  const composing = childOf(stanza, 'composing');
  if (!composing) shown.typing.delete(to);
  else if (shown.available) shown.typing.set(to, composing.attrs['media'] === 'audio' ? 'recording' : 'typing');
  world.changed();
};

/** Phones stop showing that somebody types when the message comes. */
export const endTyping = (world: World, { jid }: LinkedDevice, to: string): void => {
  world.online.get(jid)?.shown.typing.delete(to);
};

export const accountShown = (world: World): AccountShown => {
  const devices = [...world.online.values()].map(({ shown }) => shown);
  return {
    available: devices.some(({ available }) => available),
    typing: devices.flatMap(({ typing }) =>
      [...typing].map(([to, state]) => ({ chat: addressOf(to)?.number ?? to, state })),
    ),
    watches: devices.flatMap(({ watches }) => [...watches]),
    profile: accountProfile(world),
  };
};

const stateNode = (state: Typing): Node => {
  if (state === 'paused') return node('paused');
  return node('composing', state === 'recording' ? { media: 'audio' } : {});
};

const placeOf = (world: World, from: string, group: string | undefined) => {
  if (group === undefined) return { from: jidOf(from), sender_lid: lidOf(from) };
  const known = world.memory.state.groups.get(group);
  return known && isMember(known, from) ? { from: group, participant: addressIn(known.addressing, from) } : null;
};

const tellConnected = (world: World, stanza: Node, fits: (shown: DeviceShown) => boolean = () => true): void => {
  for (const [jid, { peer, shown }] of world.online) {
    if (addressOf(jid)?.number === PHONE_NUMBER && fits(shown)) peer.send(stanza);
  }
};

export const presenceControlsOf = (world: World): Pick<ChatControl, 'type' | 'appear'> => ({
  type(from, state, group) {
    const place = placeOf(world, digitsOf(from), group);
    if (place) tellConnected(world, node('chatstate', place, [stateNode(state)]));
  },
  appear(number, available, lastSeenAt) {
    const digits = digitsOf(number);
    const last = lastSeenAt === undefined ? 'deny' : seconds(lastSeenAt);
    const stanza = node('presence', {
      from: jidOf(digits),
      ...(available ? {} : { type: 'unavailable', last }),
    });
    tellConnected(world, stanza, ({ available: isThere, watches }) => isThere && watches.has(digits));
  },
});
