/** The block list of the account, which the phone and linked devices change. It is forgotten when the sandbox ends. */
import { addressOf, digitsOf, jidOf, lidOf } from './addresses.ts';
import { childOf, errorOf, type Node, node, resultOf, seconds } from './nodes.ts';
import { newMessageId, PHONE_NUMBER, type World } from './world.ts';

const BAD_REQUEST = 400;

const set = (world: World, number: string, blocked: boolean): void => {
  if (blocked) world.blocked.add(number);
  else world.blocked.delete(number);
  world.changed();
};

const listOf = ({ blocked }: World): Node =>
  node(
    'list',
    {},
    [...blocked].map((number) => node('item', { jid: lidOf(number) })),
  );

/** Only hidden ids are taken, as WhatsApp does. */
export const blockListQuery = (world: World, iq: Node): Node => {
  const item = childOf(iq, 'item');
  if (!item) return resultOf(iq, [listOf(world)]);
  const person = addressOf(item.attrs['jid']);
  if (!person?.lid) return errorOf(iq, BAD_REQUEST, 'bad-request');
  set(world, person.number, item.attrs['action'] === 'block');
  return resultOf(iq, [listOf(world)]);
};

/** The account's phone blocks a contact, or no longer does: devices that are online are told. */
export const blockOnPhone = (world: World, contact: string, blocked: boolean): void => {
  const number = digitsOf(contact);
  set(world, number, blocked);
  const t = seconds(world.clock.now());
  const attributes = { type: 'account_sync', from: jidOf(PHONE_NUMBER), id: newMessageId(world.entropy), t };
  const item = node('item', { action: blocked ? 'block' : 'unblock', jid: lidOf(number) });
  for (const { peer } of world.online.values())
    peer.send(node('notification', attributes, [node('blocklist', {}, [item])]));
};
