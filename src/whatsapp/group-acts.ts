/**
 * What the account does with groups. All calls throw `Undelivered`: its failure has WhatsApp's number as `status` if
 * WhatsApp refused, and none if it did not answer. Then nobody knows whether it was done.
 */
import type { GroupPerson, MembersAction } from '../events/facts/group.ts';
import type { Millis } from '../kernel/clock.ts';
import type { ChatId } from '../kernel/ids.ts';
import type { GroupInfo, GroupSettings } from './group-info.ts';

/** One change of a group; WhatsApp takes one at a time. */
export type GroupChange =
  | { readonly kind: 'subject'; readonly subject: string }
  /** Null takes it away. */
  | { readonly kind: 'description'; readonly description: string | null }
  | {
      [S in keyof GroupSettings]-?: { readonly kind: S; readonly value: NonNullable<GroupSettings[S]> };
    }[keyof GroupSettings];

/** A personal invitation to a group. WhatsApp leaves it to the client to send it. */
export interface Invitation {
  readonly code: string;
  readonly expiresAt: Millis;
}

/** What WhatsApp says of one person. */
export interface PersonOutcome {
  /** The address that was asked for. */
  readonly asked: ChatId;
  /** The person in the group's addressing; null if the answer does not name it. */
  readonly person: GroupPerson | null;
  /** WhatsApp's number: 200 if it was done; null if the answer says nothing of this person. */
  readonly code: number | null;
  readonly invitation?: Invitation;
}

export interface NewGroup {
  readonly chatId: ChatId;
  readonly group: GroupInfo;
  readonly outcomes: readonly PersonOutcome[];
}

/** A group as somebody sees it who has its invite. */
export type InvitedGroup = Pick<GroupInfo, 'subject' | 'description' | 'announceOnly' | 'locked' | 'joinApproval'> & {
  readonly chatId: ChatId;
  readonly size: number;
  readonly createdAt: Millis | null;
};

/** Somebody who asks to join. */
export interface JoinRequest {
  readonly person: GroupPerson;
  readonly askedAt: Millis | null;
  /** WhatsApp's word for the way: `invite_link`, `linked_group_join`, `non_admin_add`. */
  readonly method: string | null;
}

export interface GroupActs {
  createGroup(subject: string, people: readonly ChatId[]): Promise<NewGroup>;
  changeGroup(chatId: ChatId, change: GroupChange): Promise<void>;
  changeMembers(chatId: ChatId, action: MembersAction, people: readonly ChatId[]): Promise<readonly PersonOutcome[]>;
  /** Sends somebody an invitation; resolves when WhatsApp has acknowledged the message. */
  sendInvitation(to: ChatId, chatId: ChatId, invitation: Invitation, subject: string): Promise<void>;
  /** A JPEG; null takes the picture away. */
  setGroupPicture(chatId: ChatId, jpeg: Uint8Array | null): Promise<void>;
  leaveGroup(chatId: ChatId): Promise<void>;
  /** The code of the invite; a new one if the old one is to be revoked. */
  groupInvite(chatId: ChatId, revoke: boolean): Promise<string>;
  invitedGroup(code: string): Promise<InvitedGroup>;
  /** Joins at once, or asks the admins to. */
  joinGroup(code: string): Promise<{ readonly chatId: ChatId; readonly outcome: 'joined' | 'requested' }>;
  joinRequests(chatId: ChatId): Promise<readonly JoinRequest[]>;
  answerJoinRequests(
    chatId: ChatId,
    action: 'approve' | 'reject',
    people: readonly ChatId[],
  ): Promise<readonly PersonOutcome[]>;
}
