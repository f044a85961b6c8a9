/**
 * Facts about one group of a session: its members and its rules, as WhatsApp told them. Subject and description are
 * beside the fact, so that they can be erased.
 */
import * as v from 'valibot';
import { ChatId } from '../../kernel/ids.ts';
import { BesideRef } from './job.ts';
import { Count } from './words.ts';

/** How the members of a group address each other: by phone number, or by a hidden id. */
export const Addressing = v.picklist(['number', 'lid']);
export type Addressing = v.InferOutput<typeof Addressing>;

export const GroupRole = v.picklist(['member', 'admin', 'superadmin']);
export type GroupRole = v.InferOutput<typeof GroupRole>;

/** A person in a group: the address that the group uses, and the other one where it is known. */
const person = {
  id: ChatId,
  number: v.optional(ChatId),
  lid: v.optional(ChatId),
};
const GroupPerson = v.strictObject(person);
export type GroupPerson = v.InferOutput<typeof GroupPerson>;

export const GroupMember = v.strictObject({ ...person, role: GroupRole });
export type GroupMember = v.InferOutput<typeof GroupMember>;

export const MEMBERS_ACTIONS = ['add', 'remove', 'promote', 'demote'] as const;
export type MembersAction = (typeof MEMBERS_ACTIONS)[number];

/** What a group's admins have set. */
const settings = {
  /** Only admins may write. */
  announceOnly: v.boolean(),
  /** Only admins may change the group. */
  locked: v.boolean(),
  /** Seconds until a message disappears; 0 if none does. */
  disappearingSeconds: Count,
};

export const GroupFact = v.variant('type', [
  /** The whole group at that moment, whatever stood before. */
  v.strictObject({
    type: v.literal('group.recorded'),
    addressing: Addressing,
    /** This account in the group's addressing. */
    self: ChatId,
    members: v.array(GroupMember),
    ...settings,
    origin: v.picklist(['query', 'notice']),
  }),
  v.strictObject({
    type: v.literal('group.members_changed'),
    action: v.picklist(MEMBERS_ACTIONS),
    members: v.array(GroupPerson),
    /** Who did it, in the group's addressing. */
    by: v.optional(ChatId),
  }),
  v.strictObject({ type: v.literal('group.settings_changed'), ...v.partial(v.object(settings)).entries }),
  /** Subject and description as they are now: a content of kind `group`. */
  v.strictObject({ type: v.literal('group.described'), words: BesideRef }),
  /** This account is no member any more: it left, somebody removed it, or WhatsApp refused a question about the group. */
  v.strictObject({ type: v.literal('group.left'), reason: v.picklist(['left', 'removed', 'refused']) }),
]);
export type GroupFact = v.InferOutput<typeof GroupFact>;
