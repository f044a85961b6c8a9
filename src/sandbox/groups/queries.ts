/** The queries about groups: of one group, of all, and those that change one. */
import { addressOf } from '../addresses.ts';
import { isReachable } from '../lookups.ts';
import type { LinkedDevice } from '../memory.ts';
import { bytesOf, childOf, childrenOf, errorOf, type Node, node, resultOf } from '../nodes.ts';
import type { World } from '../world.ts';
import { changeMembers, changeSettings, createGroup, type GroupSettings } from './changes.ts';
import { type Group, isAdmin, isMember, type MemberAction } from './group.ts';
import { groupNode, participantNode } from './metadata.ts';

/** The log line of each query. */
export const GROUP_ASKED = 'a linked device asked about groups';

/** The address of queries that are not about one group. */
const EVERYWHERE = '@g.us';
const ACTIONS: readonly MemberAction[] = ['add', 'remove', 'promote', 'demote'];

const numbersIn = (parent: Node): string[] =>
  childrenOf(parent).flatMap(({ tag, attrs }) => {
    const number = tag === 'participant' ? addressOf(attrs['jid'])?.number : undefined;
    return number === undefined ? [] : [number];
  });

const notAuthorized = (iq: Node): Node => errorOf(iq, 401, 'not-authorized');

/** The settings in a query; null if it changes none. */
const settingsIn = (asked: Node): GroupSettings | null => {
  switch (asked.tag) {
    case 'subject':
      return { subject: bytesOf(asked).toString() };
    case 'description':
      return { description: asked.attrs['delete'] === 'true' ? null : bytesOf(childOf(asked, 'body')).toString() };
    case 'announcement':
    case 'not_announcement':
      return { announceOnly: asked.tag === 'announcement' };
    case 'locked':
    case 'unlocked':
      return { locked: asked.tag === 'locked' };
    case 'ephemeral':
      return { disappearingSeconds: Number(asked.attrs['expiration'] ?? 0) };
    case 'not_ephemeral':
      return { disappearingSeconds: 0 };
    default:
      return null;
  }
};

/** Members may change these where the group is not locked. */
const isOpen = (group: Group, { tag }: Node): boolean =>
  !group.locked && (tag === 'subject' || tag === 'description' || tag.endsWith('ephemeral'));

/*
 * A query changes the group before it is answered, but its client hears the answer first: notices are sent in a later
 * turn.
 */

const unsupported = (iq: Node): Node => errorOf(iq, 501, 'feature-not-implemented');

const ofMembers = (world: World, group: Group, by: string, iq: Node, asked: Node): Node => {
  const action = ACTIONS.find((each) => each === asked.tag);
  if (action === undefined) return unsupported(iq);
  if (!isAdmin(group, by)) return notAuthorized(iq);
  const outcomes = changeMembers(world, group, by, action, numbersIn(asked));
  const people = outcomes.map(({ number, code }) =>
    participantNode(group, number, { error: code === 200 ? undefined : String(code) }),
  );
  return resultOf(iq, [node(action, {}, people)]);
};

const ofGroup = (world: World, by: string, iq: Node, group: Group): Node => {
  if (!isMember(group, by)) return errorOf(iq, 403, 'forbidden');
  const [asked] = childrenOf(iq);
  if (!asked) return unsupported(iq);
  if (iq.attrs['type'] === 'get') return asked.tag === 'query' ? resultOf(iq, [groupNode(group)]) : unsupported(iq);
  const settings = settingsIn(asked);
  if (!settings) return ofMembers(world, group, by, iq, asked);
  if (!isAdmin(group, by) && !isOpen(group, asked)) return notAuthorized(iq);
  changeSettings(world, group, by, settings);
  return resultOf(iq);
};

const create = (world: World, creator: string, iq: Node, asked: Node): Node => {
  const numbers = numbersIn(asked);
  const members = numbers.filter(isReachable);
  const group = createGroup(world, { subject: asked.attrs['subject'] ?? '', creator, members });
  const refused = numbers.filter((number) => !isReachable(number));
  const errors = refused.map((number) => participantNode(group, number, { error: '404' }));
  const shown = groupNode(group);
  return resultOf(iq, [{ ...shown, content: [...childrenOf(shown), ...errors] }]);
};

const leave = (world: World, by: string, iq: Node, asked: Node): Node => {
  for (const { attrs } of childrenOf(asked)) {
    const group = world.memory.state.groups.get(attrs['id'] ?? '');
    if (group) changeMembers(world, group, by, 'remove', [by]);
  }
  return resultOf(iq, [node('leave', {}, [...childrenOf(asked)])]);
};

const ofAll = (world: World, by: string, iq: Node): Node => {
  const [asked] = childrenOf(iq);
  switch (asked?.tag) {
    case 'participating': {
      const mine = [...world.memory.state.groups.values()].filter((group) => isMember(group, by));
      return resultOf(iq, [node('groups', {}, mine.map(groupNode))]);
    }
    case 'create':
      return create(world, by, iq, asked);
    case 'leave':
      return leave(world, by, iq, asked);
    default:
      return unsupported(iq);
  }
};

/** The answer to a query of this device. */
export const groupQuery = (world: World, { number }: LinkedDevice, iq: Node): Node => {
  const to = iq.attrs['to'] ?? '';
  world.logger.debug({ query: childrenOf(iq)[0]?.tag }, GROUP_ASKED);
  const group = world.memory.state.groups.get(to);
  if (group) return ofGroup(world, number, iq, group);
  return to === EVERYWHERE ? ofAll(world, number, iq) : errorOf(iq, 404, 'item-not-found');
};
