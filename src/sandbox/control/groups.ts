/** The part of the controls that is about groups and statuses. */
import type { Millis } from '../../kernel/clock.ts';
import type { Bubble, ReceiptKind, Written, WrittenContext } from '../control.ts';
import type { GroupPlan, GroupSettings, MemberOutcome } from '../groups/changes.ts';
import type { Addressing, MemberAction, Role } from '../groups/group.ts';
import type { Posting } from './posting.ts';

/** A group, as everybody in it knows it. */
export interface GroupShown {
  /** `1203630…@g.us` */
  readonly id: string;
  readonly subject: string;
  readonly description: string | null;
  /** Whether people are addressed by LID or by number in this group. */
  readonly addressing: Addressing;
  /** Only admins may write. */
  readonly announceOnly: boolean;
  /** Only admins may change the subject and the description. */
  readonly locked: boolean;
  /** 0 for never. */
  readonly disappearingSeconds: number;
  /** An admin must approve those who join by the invite. */
  readonly joinApproval: boolean;
  /** Whether the members' phones give receipts by themselves. */
  readonly receipts: boolean;
  /** The code of its invite. */
  readonly invite: string;
  /** Those who ask to join. */
  readonly requests: readonly { readonly number: string; readonly at: Millis }[];
  /** Invitations that people got who could not be added, each with its own code. */
  readonly invitations: readonly { readonly number: string; readonly code: string }[];
  readonly hasPicture: boolean;
  readonly createdAt: Millis;
  readonly members: readonly {
    readonly number: string;
    readonly lid: string;
    readonly role: Role;
    /** Whether this is the account of the gateway. */
    readonly account: boolean;
  }[];
  /** How many messages there are, reactions and the like included. */
  readonly messages: number;
}

/** A message in a group, or a status, on one phone. Its `receipt` is what this phone has confirmed. */
export interface RoomBubble extends Omit<Bubble, 'reactions'> {
  /** The number of its author. */
  readonly author: string;
  readonly reactions: readonly {
    readonly author: string;
    readonly from: 'gateway' | 'contact';
    readonly emoji: string;
  }[];
  /** How many phones can read it, and how many of these have confirmed it so far. */
  readonly receipts: { readonly readers: number; readonly delivered: number; readonly read: number };
}

export interface RoomChat {
  /** A group's id, or `status@broadcast`. */
  readonly id: string;
  /** The number of the phone. */
  readonly number: string;
  /** Oldest first, ending with the newest message. */
  readonly bubbles: readonly RoomBubble[];
  /** How many older messages are left out. */
  readonly earlier: number;
}

/** A group in the list of a phone, or its statuses. */
export interface RoomOnPhone {
  readonly id: string;
  readonly kind: 'group' | 'status';
  /** Null for statuses. */
  readonly subject: string | null;
  /** Whether this person is a member now. */
  readonly member: boolean;
  readonly last: RoomBubble | null;
}

export interface GroupControl {
  groups(): readonly GroupShown[];
  /** Null if there is no such group. */
  group(id: string): GroupShown | null;
  /** A person makes a group; its id is new. The account is told if it is a member. */
  createGroup(plan: GroupPlan): GroupShown;
  /**
   * A person changes a group: an admin other than the account, unless `by` says who. Null if there is no such group.
   */
  changeGroup(id: string, settings: GroupSettings, by?: string): GroupShown | null;
  /** The same, for its members. Says what became of each; the others are changed all the same. */
  changeMembers(
    id: string,
    action: MemberAction,
    numbers: readonly string[],
    by?: string,
  ): readonly MemberOutcome[] | null;
  /** A person joins by a code, or asks to: null if the code is not good, or the group is full. */
  joinGroup(code: string, number: string): { readonly id: string; readonly outcome: 'joined' | 'requested' } | null;
  /** A person asks to join; null if there is no such group. */
  askToJoin(id: string, number: string): GroupShown | null;
  /** A person takes its request back; false if there is none. */
  withdrawRequest(id: string, number: string): boolean;
  /** The newest `limit` messages of a group, or of `status@broadcast`, on a phone. */
  room(id: string, number: string, limit: number): RoomChat;
  /** The groups of a phone, and its statuses. */
  roomsOf(number: string): readonly RoomOnPhone[];
  /**
   * A member's phone writes in a group; null if it may not. Otherwise as `write`.
   */
  writeInGroup(
    id: string,
    from: string,
    content: Written,
    context?: WrittenContext,
    posting?: Posting,
  ): Promise<{ messageId: string } | null>;
  /** A phone sends a receipt for a message of a group, or for a status; false if it has no such message. */
  roomReceipt(id: string, number: string, messageId: string, kind: ReceiptKind): boolean;
  /**
   * At the next `times` messages to groups, a member's phone (this one's, if given) has lost the keys of the group. It
   * asks for the message again.
   */
  loseKey(times: number, number?: string): void;
}
