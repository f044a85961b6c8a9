/** The picture of a group. The sandbox keeps that there is one, and not what it shows. */
import type { LinkedDevice } from '../memory.ts';
import { bytesOf, childOf, errorOf, type Node, node, resultOf } from '../nodes.ts';
import type { World } from '../world.ts';
import { change } from './changes.ts';
import { isAdmin, isMember } from './group.ts';
import { notAuthorized } from './answers.ts';

const JPEG = Buffer.of(0xff, 0xd8, 0xff);

/** Sets or removes the picture of the group that the query names as its target. */
export const groupPictureQuery = (world: World, { number }: LinkedDevice, iq: Node): Node => {
  const group = world.memory.state.groups.get(iq.attrs['target'] ?? '');
  if (!group) return errorOf(iq, 404, 'item-not-found');
  if (!isMember(group, number)) return errorOf(iq, 403, 'forbidden');
  if (group.locked && !isAdmin(group, number)) return notAuthorized(iq);
  const given = childOf(iq, 'picture');
  if (given && !bytesOf(given).subarray(0, JPEG.length).equals(JPEG)) return errorOf(iq, 406, 'not-acceptable');
  const picture = given ? String(world.clock.now()) : null;
  change(world, group, { ...group, picture }, number, { kind: 'picture' });
  return resultOf(iq, picture === null ? [] : [node('picture', { id: picture })]);
};
