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

/** An admin must approve those who join by the invite. Facts of before do not say it. */
const joinApproval = v.optional(v.boolean());

/** Who did it, in the group's addressing; left out where WhatsApp does not say. */
const by = v.optional(ChatId);

/** What became of people who asked to join; those who are let in are added as members. */
export const REQUEST_CHANGES = ['created', 'withdrawn', 'rejected'] as const;
export type RequestChange = (typeof REQUEST_CHANGES)[number];

export const GroupFact = v.variant('type', [
  /** The whole group at that moment, whatever stood before. */
  v.strictObject({
    type: v.literal('group.recorded'),
    addressing: Addressing,
    /** This account in the group's addressing. */
    self: ChatId,
    members: v.array(GroupMember),
    ...settings,
    joinApproval,
    origin: v.picklist(['query', 'notice']),
  }),
  v.strictObject({
    type: v.literal('group.members_changed'),
    action: v.picklist(MEMBERS_ACTIONS),
    members: v.array(GroupPerson),
    by,
  }),
  v.strictObject({
    type: v.literal('group.settings_changed'),
    ...v.partial(v.object(settings)).entries,
    joinApproval,
    by,
  }),
  /** Subject and description as they are now: a content of kind `group`. */
  v.strictObject({ type: v.literal('group.described'), words: BesideRef, by }),
  v.strictObject({ type: v.literal('group.picture_changed'), removed: v.boolean(), by }),
  /** The invite has a new code, and the old one is good no more. No code is on record, since a code lets anybody in. */
  v.strictObject({ type: v.literal('group.invite_revoked'), by }),
  /** People who could not be added got an invitation of their own. */
  v.strictObject({ type: v.literal('group.invited'), people: v.array(GroupPerson) }),
  v.strictObject({
    type: v.literal('group.requests_changed'),
    change: v.picklist(REQUEST_CHANGES),
    people: v.array(GroupPerson),
    by,
  }),
  /** This account is no member any more: it left, somebody removed it, or WhatsApp refused a question about the group. */
  v.strictObject({ type: v.literal('group.left'), reason: v.picklist(['left', 'removed', 'refused']), by }),
]);
export type GroupFact = v.InferOutput<typeof GroupFact>;
