/** What people show of themselves: the account what it has set, each contact what follows from its number. */
import { type Address, addressOf } from './addresses.ts';
import { sumOf } from './app-state/collections.ts';
import { appStateKeyOf } from './app-state/crypto.ts';
import type { AccountShown } from './control/chats.ts';
import { nameOfNumber } from './names.ts';
import { bytesOf, childOf, errorOf, type Node, node, resultOf, seconds } from './nodes.ts';
import { behaviourOf } from './test-numbers.ts';
import { PHONE_NUMBER, type World } from './world.ts';

/** A JPEG of 64 × 64 pixels: somebody. */
const PORTRAIT = Buffer.from(
  '/9j/2wBDABQUFBQVFBcZGRcfIh4iHy4rJycrLkYyNjI2MkZqQk5CQk5Cal5yXVZdcl6phXZ2hanDpJukw+zT0+z/////////wgALCABAAEABAREA/8QAGAABAQEBAQAAAAAAAAAAAAAAAAUGBAH/2gAIAQEAAAAA5QA7XEFHSs1OFbQM/JHtpF8FqkmxS7ZEaE13QOfI/wD/xAAmEAACAQMDAgcBAAAAAAAAAAABAgMEBREAECBSgRMwMWFigrFy/9oACAEBAAE/APLht9TMAwUKPlqa31MILFQw+PK2QLNOWYZCDe5wLDOGUYDjjaJAssidQ/N7vIGljTpH7xVmVgynBByDqG74AEqd11NdwQREndtMzOxZjkk5J4AEkADJOqe1ZAac/UaWipU9IU7jOmoqV/WFOwxqotWAWgP1OiCCQRgje1UwC+Ow9l43WmBXx1Hs29IAKWD+BxqwDSz56Dt//9k=',
  'base64',
);

const JPEG = Buffer.of(0xff, 0xd8, 0xff);

const [NOT_AUTHORIZED, NOT_FOUND, NOT_ACCEPTABLE] = [401, 404, 406];

/** Pictures that follow from the number have this id. */
const PORTRAIT_ID = '1';

export const NAMES = { collection: 'critical_block', entry: '["setting_pushName"]' };

/** The name that the account has chosen, as its devices share it; null if none has written it. */
const accountName = ({ memory: { state } }: World): string | null => {
  const { actions } = sumOf(state, appStateKeyOf(state.seed), NAMES.collection);
  return actions.get(NAMES.entry)?.value.pushNameSetting?.name ?? null;
};

export const accountProfile = (world: World): AccountShown['profile'] => {
  const { about, picture } = world.memory.state.profile;
  return {
    name: accountName(world),
    about,
    pictureUrl: picture === null ? null : world.media.urlOf(picture.directPath),
  };
};

const isPrivate = (number: string): boolean => behaviourOf(number)?.kind === 'private';

/** The about of a person in a look-up. */
export const aboutNode = ({ memory }: World, { number }: Address): Node => {
  if (isPrivate(number)) return node('status', { code: NOT_AUTHORIZED });
  const about = number === PHONE_NUMBER ? memory.state.profile.about : `Hello, this is ${nameOfNumber(number)}`;
  return node('status', { t: seconds(0) }, about === null ? undefined : Buffer.from(about));
};

/** The account sets its about. An empty one takes it away. */
export const aboutQuery = (world: World, iq: Node): Node => {
  const text = bytesOf(childOf(iq, 'status')).toString();
  world.memory.record({ type: 'profile_set', about: text === '' ? null : text });
  world.changed();
  return resultOf(iq);
};

const setPicture = async (world: World, iq: Node): Promise<Node> => {
  const given = childOf(iq, 'picture');
  if (!given) {
    world.memory.record({ type: 'profile_set', picture: null });
    world.changed();
    return resultOf(iq);
  }
  const jpeg = bytesOf(given);
  if (!jpeg.subarray(0, JPEG.length).equals(JPEG)) return errorOf(iq, NOT_ACCEPTABLE, 'not-acceptable');
  const id = String(world.clock.now());
  world.memory.record({ type: 'profile_set', picture: { id, directPath: await world.media.keep(jpeg) } });
  world.changed();
  return resultOf(iq, [node('picture', { id })]);
};

const pictureOf = async (world: World, number: string) => {
  if (number === PHONE_NUMBER) return world.memory.state.profile.picture;
  return { id: PORTRAIT_ID, directPath: await world.media.keep(PORTRAIT) };
};

/** The account sets its picture, or asks for a person's. */
export const pictureQuery = async (world: World, iq: Node): Promise<Node> => {
  if (iq.attrs['type'] === 'set') return setPicture(world, iq);
  const address = addressOf(iq.attrs['target']);
  if (address && isPrivate(address.number)) return errorOf(iq, NOT_AUTHORIZED, 'not-authorized');
  const picture = address && (await pictureOf(world, address.number));
  if (!picture) return errorOf(iq, NOT_FOUND, 'item-not-found');
  const { id, directPath } = picture;
  const place = { id, type: 'image', url: world.media.urlOf(directPath), direct_path: directPath };
  return resultOf(iq, [node('picture', place)]);
};
