/** How people come into a group by themselves: by its invite, by an invitation, or by asking an admin. */
import type { World } from '../world.ts';
import { change, changeMembers, type MemberOutcome, without } from './changes.ts';
import { type Group, isFull, isMember } from './group.ts';
import { groupOfInvite, newInvite, withInvite } from './invites.ts';

/** How joining ended: with the group, or with the code that WhatsApp answers. */
export type Joining =
  | { readonly group: Group; readonly outcome: 'joined' | 'requested' }
  | { readonly refused: 406 | 410 | 419 };

/** The old code is good no more. */
export const renewInvite = (world: World, before: Group, by: string): string => {
  const { invite: old, ...group } = withInvite(world, before);
  const invite = newInvite(world.entropy);
  change(world, before, { ...group, invite, revoked: [...(group.revoked ?? []), old] }, by, { kind: 'invite' });
  return invite;
};

const enter = (world: World, group: Group, number: string): Joining => {
  if (isMember(group, number)) return { group, outcome: 'joined' };
  if (isFull(group)) return { refused: 419 };
  changeMembers(world, group, number, 'add', [number]);
  return { group, outcome: 'joined' };
};

/** The person asks the admins. */
export const askToJoin = (world: World, group: Group, number: string): void => {
  if (isMember(group, number)) return;
  const requests = { ...group.requests, [number]: world.clock.now() };
  change(world, group, { ...group, requests }, number, { kind: 'requested', numbers: [number] });
};

/** An invitation for one person needs no approval. */
const groupOfInvitation = ({ memory }: World, code: string, number: string): Group | undefined =>
  [...memory.state.groups.values()].find(({ invitations }) => invitations?.[number] === code);

export const join = (world: World, code: string, number: string): Joining => {
  const invited = groupOfInvitation(world, code, number);
  if (invited) return enter(world, invited, number);
  const group = groupOfInvite(world, code);
  if (group === null) return { refused: 406 };
  if (group === 'revoked') return { refused: 410 };
  if (!group.joinApproval || isMember(group, number)) return enter(world, group, number);
  askToJoin(world, group, number);
  return { group, outcome: 'requested' };
};

/** False if nobody of this number asks to join. */
export const withdraw = (world: World, group: Group, number: string, by: string): boolean => {
  if (group.requests?.[number] === undefined) return false;
  const after = { ...group, requests: without(group, [number]) };
  change(world, group, after, by, { kind: 'withdrawn', numbers: [number] });
  return true;
};

const answer = (world: World, id: string, by: string, number: string, approve: boolean): MemberOutcome => {
  const group = world.memory.state.groups.get(id);
  if (group?.requests?.[number] === undefined) return { number, code: 404 };
  if (approve && isFull(group)) return { number, code: 419 };
  if (approve) changeMembers(world, group, by, 'add', [number]);
  else withdraw(world, group, number, by);
  return { number, code: 200 };
};

/** An admin answers those who ask to join. */
export const answerRequests = (
  world: World,
  { id }: Group,
  by: string,
  approve: boolean,
  numbers: readonly string[],
): readonly MemberOutcome[] => [...new Set(numbers)].map((number) => answer(world, id, by, number, approve));
