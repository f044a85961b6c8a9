/** The queries about invites and about those who ask to join. */
import { errorOf, childrenOf, type Node, node, resultOf, seconds } from '../nodes.ts';
import type { World } from '../world.ts';
import { type Group, isAdmin } from './group.ts';
import { groupOfInvite, withInvite } from './invites.ts';
import { answerRequests, join, renewInvite } from './joining.ts';
import { groupNode, participantNode } from './metadata.ts';
import { notAuthorized, numbersIn, unsupported } from './answers.ts';

const WORDS = { 406: 'not-acceptable', 410: 'gone', 419: 'resource-limit' } as const;

const refused = (iq: Node, code: keyof typeof WORDS): Node => errorOf(iq, code, WORDS[code]);

/** The code of a group, or a new one. */
export const inviteQuery = (world: World, group: Group, by: string, iq: Node): Node => {
  if (!isAdmin(group, by)) return notAuthorized(iq);
  const code = iq.attrs['type'] === 'set' ? renewInvite(world, group, by) : withInvite(world, group).invite;
  return resultOf(iq, [node('invite', { code })]);
};

/** A code that somebody has: what it leads to, or into it. */
export const ofInvite = (world: World, by: string, iq: Node, code: string): Node => {
  if (iq.attrs['type'] === 'get') {
    const group = groupOfInvite(world, code);
    if (group === null) return refused(iq, 406);
    return group === 'revoked' ? refused(iq, 410) : resultOf(iq, [groupNode(group, [])]);
  }
  const joining = join(world, code, by);
  if ('refused' in joining) return refused(iq, joining.refused);
  const jid = joining.group.id;
  return resultOf(iq, [node(joining.outcome === 'joined' ? 'group' : 'membership_approval_request', { jid })]);
};

const listed = (group: Group): Node[] =>
  Object.entries(group.requests ?? {}).map(([number, at]) => ({
    ...participantNode(group, number, { request_method: 'invite_link', request_time: String(seconds(at)) }),
    tag: 'membership_approval_request',
  }));

export const requestsQuery = (world: World, group: Group, by: string, iq: Node, asked: Node): Node => {
  if (!isAdmin(group, by)) return notAuthorized(iq);
  if (asked.tag === 'membership_approval_requests') return resultOf(iq, [node(asked.tag, {}, listed(group))]);
  const [action] = childrenOf(asked);
  if (asked.tag !== 'membership_requests_action' || !action) return unsupported(iq);
  const outcomes = answerRequests(world, group, by, action.tag === 'approve', numbersIn(action));
  const people = outcomes.map(({ number, code }) =>
    participantNode(group, number, { error: code === 200 ? undefined : String(code) }),
  );
  return resultOf(iq, [node(asked.tag, {}, [node(action.tag, {}, people)])]);
};
