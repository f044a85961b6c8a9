/** The queries about groups: of one group, of all, and those that change one. `joining-queries.ts` has the rest. */
import { isReachable } from '../lookups.ts';
import type { LinkedDevice } from '../memory.ts';
import { bytesOf, childOf, childrenOf, errorOf, type Node, node, resultOf, seconds } from '../nodes.ts';
import type { World } from '../world.ts';
import {
  changeMembers,
  changeSettings,
  createGroup,
  type GroupSettings,
  type MemberOutcome,
  objectionOf,
  withInvitations,
} from './changes.ts';
import { type Group, isAdmin, isMember, type MemberAction } from './group.ts';
import { notAuthorized, numbersIn, unsupported } from './answers.ts';
import { newInvite } from './invites.ts';
import { inviteQuery, ofInvite, requestsQuery } from './joining-queries.ts';
import { groupNode, participantNode } from './metadata.ts';

/** The log line of each query. */
export const GROUP_ASKED = 'a linked device asked about groups';

/** The address of queries that are not about one group. */
const EVERYWHERE = '@g.us';
const ACTIONS: readonly MemberAction[] = ['add', 'remove', 'promote', 'demote'];

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
    case 'membership_approval_mode':
      return { joinApproval: childOf(asked, 'group_join')?.attrs['state'] === 'on' };
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

const ofMembers = (world: World, group: Group, by: string, iq: Node, asked: Node): Node => {
  const action = ACTIONS.find((each) => each === asked.tag);
  if (action === undefined) return unsupported(iq);
  if (!isAdmin(group, by)) return notAuthorized(iq);
  const outcomes = changeMembers(world, group, by, action, numbersIn(asked));
  return resultOf(iq, [
    node(
      action,
      {},
      outcomes.map((outcome) => outcomeNode(world, group, outcome)),
    ),
  ]);
};

const INVITATION_MS = 3 * 86_400_000;

const outcomeNode = ({ clock }: World, group: Group, { number, code, invitation }: MemberOutcome): Node => {
  const person = participantNode(group, number, { error: code === 200 ? undefined : String(code) });
  const expiration = seconds(clock.now() + INVITATION_MS);
  return invitation === undefined
    ? person
    : { ...person, content: [node('add_request', { code: invitation, expiration })] };
};

const SUBJECT_MAX = 100;

/** What makes a setting unacceptable; null for nothing. */
const settingFault = (group: Group, asked: Node, iq: Node): Node | null => {
  if (asked.tag === 'subject' && (bytesOf(asked).length === 0 || bytesOf(asked).toString().length > SUBJECT_MAX))
    return errorOf(iq, 406, 'not-acceptable');
  const isStale = asked.tag === 'description' && asked.attrs['prev'] !== group.description?.id;
  return isStale ? errorOf(iq, 409, 'conflict') : null;
};

const ofGroup = (world: World, by: string, iq: Node, group: Group): Node => {
  if (!isMember(group, by)) return errorOf(iq, 403, 'forbidden');
  const [asked] = childrenOf(iq);
  if (!asked) return unsupported(iq);
  if (asked.tag === 'query') return resultOf(iq, [groupNode(group)]);
  if (asked.tag === 'invite') return inviteQuery(world, group, by, iq);
  if (asked.tag.startsWith('membership_') && !asked.tag.endsWith('_mode'))
    return requestsQuery(world, group, by, iq, asked);
  if (iq.attrs['type'] === 'get') return unsupported(iq);
  const settings = settingsIn(asked);
  if (!settings) return ofMembers(world, group, by, iq, asked);
  if (!isAdmin(group, by) && !isOpen(group, asked)) return notAuthorized(iq);
  const fault = settingFault(group, asked, iq);
  if (fault) return fault;
  changeSettings(world, group, by, settings);
  return resultOf(iq);
};

const create = (world: World, creator: string, iq: Node, asked: Node): Node => {
  const outcomes = numbersIn(asked).map((number): MemberOutcome => {
    const code = isReachable(number) ? (objectionOf(number, creator) ?? 200) : 404;
    return { number, code, ...(code === 403 ? { invitation: newInvite(world.entropy) } : {}) };
  });
  const members = outcomes.filter(({ code }) => code === 200).map(({ number }) => number);
  const made = createGroup(world, { subject: asked.attrs['subject'] ?? '', creator, members });
  const group = withInvitations(made, outcomes);
  if (group !== made) world.memory.record({ type: 'group', group });
  const errors = outcomes.filter(({ code }) => code !== 200).map((outcome) => outcomeNode(world, group, outcome));
  const shown = groupNode(group);
  return resultOf(iq, [{ ...shown, content: [...childrenOf(shown), ...errors] }]);
};

const leave = (world: World, by: string, iq: Node, asked: Node): Node => {
  const left = childrenOf(asked).map(({ attrs: { id = '' } }) => {
    const group = world.memory.state.groups.get(id);
    if (!group || !isMember(group, by)) return node('group', { id, error: '404' });
    changeMembers(world, group, by, 'remove', [by]);
    return node('group', { id });
  });
  return resultOf(iq, [node('leave', {}, left)]);
};

const ofAll = (world: World, by: string, iq: Node): Node => {
  const [asked] = childrenOf(iq);
  switch (asked?.tag) {
    case 'participating': {
      const mine = [...world.memory.state.groups.values()].filter((group) => isMember(group, by));
      return resultOf(iq, [
        node(
          'groups',
          {},
          mine.map((group) => groupNode(group)),
        ),
      ]);
    }
    case 'create':
      return create(world, by, iq, asked);
    case 'invite':
      return ofInvite(world, by, iq, asked.attrs['code'] ?? '');
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
