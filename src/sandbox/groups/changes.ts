/** Changes of groups. Each is recorded, then told to the linked devices of the account. */
import type { Entropy } from '../../kernel/entropy.ts';
import { isReachable } from '../lookups.ts';
import { post } from '../outbox.ts';
import { behaviourOf } from '../test-numbers.ts';
import { newMessageId, PHONE_NUMBER, type World } from '../world.ts';
import { furtherMembers } from '../further-members.ts';
import {
  type Addressing,
  type Change,
  type Group,
  isAdmin,
  isMember,
  isFull,
  type MemberAction,
  membersOf,
  type Role,
  type SettingName,
} from './group.ts';
import { newInvite } from './invites.ts';
import { roomOf } from './rooms.ts';

/** The settings that a change may name; the others stay. */
export interface GroupSettings {
  readonly subject?: string;
  /** Null takes it away. */
  readonly description?: string | null;
  readonly announceOnly?: boolean;
  readonly locked?: boolean;
  readonly disappearingSeconds?: number;
  readonly joinApproval?: boolean;
}

export interface GroupPlan extends GroupSettings {
  readonly subject: string;
  /** The first of the admins, or else of the members, unless it is given. */
  readonly creator?: string;
  readonly members: readonly string[];
  readonly admins?: readonly string[];
  /** So many further members, with ordinary numbers. */
  readonly size?: number;
  readonly addressing?: Addressing;
  readonly receipts?: boolean;
  /** Whether the account is a member, even if nothing else says so; true unless it is given. */
  readonly withAccount?: boolean;
  /** How many members it may have, if not as many as WhatsApp lets it. */
  readonly sizeMax?: number;
}

/** The outcome for one person, with the code that WhatsApp answers. */
export interface MemberOutcome {
  readonly number: string;
  readonly code: 200 | 403 | 404 | 406 | 408 | 409 | 419;
  /** The code of an invitation for a person who cannot be added. */
  readonly invitation?: string;
}

const GROUP_ID_PREFIX = '120363';
const GROUP_ID_DIGITS = 12;

const newGroupId = (entropy: Entropy): string => {
  const digits = [...entropy.bytes(GROUP_ID_DIGITS)].map((byte) => byte % 10).join('');
  return `${GROUP_ID_PREFIX}${digits}@g.us`;
};

/** Tells the account's devices, if the account is or was a member. */
const tell = (world: World, group: Group, by: string, change: Change): void => {
  const at = world.clock.now();
  // Only the notice of a new group lists its members.
  const told = change.kind === 'created' ? group : { ...group, members: {} };
  for (const device of world.memory.state.devices.values()) {
    if (device.number !== PHONE_NUMBER) continue;
    post(world, device.jid, { kind: 'notice', id: newMessageId(world.entropy), group: told, by, change, at });
  }
};

/** Changes that admins alone are told of. */
const FOR_ADMINS: readonly Change['kind'][] = ['requested', 'withdrawn', 'invite'];

export const change = (world: World, before: Group, group: Group, by: string, changed: Change): void => {
  world.memory.record({ type: 'group', group });
  const isTold = FOR_ADMINS.includes(changed.kind)
    ? isAdmin(group, PHONE_NUMBER)
    : isMember(before, PHONE_NUMBER) || isMember(group, PHONE_NUMBER);
  if (isTold) tell(world, group, by, changed);
};

/** Numbers that are not on WhatsApp are left out. */
const rolesOf = (plan: GroupPlan, creator: string): Record<string, Role> => {
  const { members, admins = [], size = 0, withAccount = true } = plan;
  const roles: Record<string, Role> = { [creator]: 'superadmin' };
  for (const number of admins.filter(isReachable)) roles[number] ??= 'admin';
  for (const number of members.filter(isReachable)) roles[number] ??= 'member';
  if (withAccount) roles[PHONE_NUMBER] ??= 'member';
  for (const number of furtherMembers(size, (number) => roles[number] === undefined)) roles[number] = 'member';
  return roles;
};

export const createGroup = (world: World, plan: GroupPlan): Group => {
  const now = world.clock.now();
  const { subject, description = null, admins = [], members } = plan;
  const creator = plan.creator ?? [...admins, ...members].find(isReachable) ?? PHONE_NUMBER;
  const group: Group = {
    id: newGroupId(world.entropy),
    subject,
    subjectBy: creator,
    subjectAt: now,
    description: description === null ? null : describe(world, description, creator),
    addressing: plan.addressing ?? 'lid',
    creator,
    createdAt: now,
    members: rolesOf(plan, creator),
    announceOnly: plan.announceOnly ?? false,
    locked: plan.locked ?? false,
    disappearingSeconds: plan.disappearingSeconds ?? 0,
    receipts: plan.receipts ?? true,
    joinApproval: plan.joinApproval ?? false,
    invite: newInvite(world.entropy),
    ...(plan.sizeMax === undefined ? {} : { sizeMax: plan.sizeMax }),
  };
  change(world, group, group, creator, { kind: 'created', invited: false });
  return group;
};

const describe = (world: World, text: string, by: string): Group['description'] => ({
  id: newMessageId(world.entropy),
  text,
  by,
  at: world.clock.now(),
});

/** Sets what differs, with a notice for each. */
export const changeSettings = (world: World, before: Group, by: string, settings: GroupSettings): Group => {
  let group = before;
  const set = (changes: Partial<Group>, kind: SettingName): void => {
    const after = { ...group, ...changes };
    change(world, group, after, by, { kind });
    group = after;
  };
  const { subject, description, announceOnly, locked, disappearingSeconds, joinApproval } = settings;
  if (subject !== undefined && subject !== group.subject) {
    set({ subject, subjectBy: by, subjectAt: world.clock.now() }, 'subject');
  }
  if (description !== undefined && description !== (group.description?.text ?? null)) {
    set({ description: description === null ? null : describe(world, description, by) }, 'description');
  }
  if (announceOnly !== undefined && announceOnly !== group.announceOnly) set({ announceOnly }, 'announcement');
  if (locked !== undefined && locked !== group.locked) set({ locked }, 'locked');
  if (disappearingSeconds !== undefined && disappearingSeconds !== group.disappearingSeconds) {
    set({ disappearingSeconds }, 'ephemeral');
  }
  if (joinApproval !== undefined && joinApproval !== (group.joinApproval ?? false)) set({ joinApproval }, 'approval');
  return group;
};

/** Why the account cannot add a person; null if it can. Others know everybody. */
export const objectionOf = (number: string, by: string): 403 | 408 | null => {
  if (by !== PHONE_NUMBER) return null;
  const behaviour = behaviourOf(number);
  if (behaviour?.kind === 'left_recently') return 408;
  const isPrivate = behaviour?.kind === 'private' || (behaviour?.kind === 'ack_error' && behaviour.code === 403);
  return isPrivate ? 403 : null;
};

const outcomeOf = (group: Group, action: MemberAction, number: string, by: string): MemberOutcome['code'] => {
  if (action === 'add') {
    if (isMember(group, number)) return 409;
    if (!isReachable(number)) return 404;
    const objection = group.requests?.[number] === undefined ? objectionOf(number, by) : null;
    return objection ?? (isFull(group) ? 419 : 200);
  }
  if (!isMember(group, number)) return 404;
  return action !== 'promote' && group.members[number] === 'superadmin' ? 406 : 200;
};

const withMembers = ({ members }: Group, action: MemberAction, numbers: readonly string[]): Group['members'] => {
  const after = { ...members };
  for (const number of numbers) {
    if (action === 'remove') delete after[number];
    else if (action !== 'promote' || after[number] !== 'superadmin') {
      after[number] = action === 'promote' ? 'admin' : 'member';
    }
  }
  return after;
};

/** Those who stay write with new keys, so that those who left cannot read on. */
const renewKeys = (world: World, { id }: Group): void => {
  for (const [number, { epoch }] of roomOf(world.memory.state, id).writers) {
    world.memory.record({
      type: 'room_writer',
      room: id,
      number,
      writer: { epoch: epoch + 1, iteration: 0, given: [] },
    });
  }
};

export const withInvitations = (group: Group, outcomes: readonly MemberOutcome[]): Group => {
  const codes = outcomes.flatMap(({ number, invitation }) => (invitation ? [[number, invitation] as const] : []));
  return codes.length === 0 ? group : { ...group, invitations: { ...group.invitations, ...Object.fromEntries(codes) } };
};

/** The requests of the others. */
export const without = ({ requests = {} }: Group, numbers: readonly string[]): Record<string, number> =>
  Object.fromEntries(Object.entries(requests).filter(([number]) => !numbers.includes(number)));

/** `by` removes itself when it leaves; a creator can leave, though nobody else can remove it. */
export const changeMembers = (
  world: World,
  group: Group,
  by: string,
  action: MemberAction,
  numbers: readonly string[],
): readonly MemberOutcome[] => {
  const outcomes = [...new Set(numbers)].map((number): MemberOutcome => {
    const leaves = action === 'remove' && number === by && isMember(group, number);
    const code = leaves ? 200 : outcomeOf(group, action, number, by);
    return { number, code, ...(code === 403 ? { invitation: newInvite(world.entropy) } : {}) };
  });
  const invited = withInvitations(group, outcomes);
  const changing = outcomes.filter(({ code }) => code === 200).map(({ number }) => number);
  if (changing.length === 0) {
    if (invited !== group) world.memory.record({ type: 'group', group: invited });
    return outcomes;
  }
  const after = { ...invited, members: withMembers(group, action, changing), requests: without(group, changing) };
  const isInvited = action === 'add' && changing.includes(PHONE_NUMBER);
  change(world, group, after, by, isInvited ? { kind: 'created', invited: true } : { kind: action, numbers: changing });
  if (action === 'remove') renewKeys(world, group);
  return outcomes;
};

/** The person who acts when none is named: neither the account nor one of these, an admin if there is one. */
export const actorOf = (group: Group, besides: readonly string[] = []): string => {
  const others = membersOf(group).filter((number) => number !== PHONE_NUMBER && !besides.includes(number));
  return others.find((number) => isAdmin(group, number)) ?? others[0] ?? group.creator;
};
