/** Groups as WhatsApp tells of them, and as they are on record. */
import type { Addressing, GroupMember, GroupPerson, MembersAction, RequestChange } from '../events/facts/group.ts';
import type { ChatId } from '../kernel/ids.ts';

/** A group as WhatsApp tells it. */
export interface GroupInfo {
  readonly addressing: Addressing;
  /** This account in the group's addressing. */
  readonly self: ChatId;
  readonly members: readonly GroupMember[];
  readonly announceOnly: boolean;
  readonly locked: boolean;
  /** An admin must approve those who join by the invite. */
  readonly joinApproval: boolean;
  /** 0 if no message disappears. */
  readonly disappearingSeconds: number;
  readonly subject: string;
  readonly description: string | null;
}

export type GroupSettings = Partial<
  Pick<GroupInfo, 'announceOnly' | 'locked' | 'disappearingSeconds' | 'joinApproval'>
>;

/** What a notice of WhatsApp says about one group, and who did it, where it says so. */
export type GroupNews = { readonly by?: ChatId | null } /** This account was added, or the group is new. */ & (
  | { readonly kind: 'whole'; readonly group: GroupInfo }
  | { readonly kind: 'members'; readonly action: MembersAction; readonly members: readonly GroupPerson[] }
  | { readonly kind: 'settings'; readonly settings: GroupSettings }
  | { readonly kind: 'words'; readonly words: Partial<Pick<GroupInfo, 'subject' | 'description'>> }
  | { readonly kind: 'picture'; readonly removed: boolean }
  | { readonly kind: 'invite' }
  | { readonly kind: 'requests'; readonly change: RequestChange; readonly people: readonly GroupPerson[] }
  /** This account is no member any more. */
  | { readonly kind: 'left'; readonly reason: 'left' | 'removed' }
);

/** A group as it is on record; `version` changes with everything that is known of it. */
export type KnownGroup = Omit<GroupInfo, 'subject' | 'description' | 'joinApproval'> & { readonly version: number };
