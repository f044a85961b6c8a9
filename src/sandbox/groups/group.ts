/** Groups, as the server knows them. A journal stores them whole, so a field that is added must be optional. */
import { jidOf, lidOf } from '../addresses.ts';
import type { Millis } from '../../kernel/clock.ts';

export type Role = 'member' | 'admin' | 'superadmin';
export type Addressing = 'lid' | 'pn';

export interface Group {
  /** `1203630…@g.us` */
  readonly id: string;
  readonly subject: string;
  /** The person who chose the subject, and when. */
  readonly subjectBy: string;
  readonly subjectAt: Millis;
  readonly description: { readonly id: string; readonly text: string; readonly by: string; readonly at: Millis } | null;
  /** Whether people are addressed by LID or by number in this group. */
  readonly addressing: Addressing;
  readonly creator: string;
  readonly createdAt: Millis;
  /** By number. */
  readonly members: Readonly<Record<string, Role>>;
  /** Only admins may write. */
  readonly announceOnly: boolean;
  /** Only admins may change the subject and the description. */
  readonly locked: boolean;
  /** Messages disappear after so many seconds; 0 for never. */
  readonly disappearingSeconds: number;
  /** Whether the phones of members give receipts by themselves. */
  readonly receipts: boolean;
  /** An admin must approve those who join by the invite. */
  readonly joinApproval?: boolean;
  /** The code of the invite; made when it is needed first. */
  readonly invite?: string;
  /** Codes that were good once. */
  readonly revoked?: readonly string[];
  /** Invitations of people who could not be added: by number, the code for this person alone. */
  readonly invitations?: Readonly<Record<string, string>>;
  /** Those who ask to join: by number, when they asked. */
  readonly requests?: Readonly<Record<string, Millis>>;
  /** The id of its picture. */
  readonly picture?: string | null;
  /** How many members it may have. */
  readonly sizeMax?: number;
}

/** A change of a group, as its members are told of it. The new values are those of the group. */
export type Change =
  /** `invited`: the account was added to a group that there was before. */
  | { readonly kind: 'created'; readonly invited: boolean }
  | { readonly kind: MemberAction; readonly numbers: readonly string[] }
  | { readonly kind: 'requested' | 'withdrawn'; readonly numbers: readonly string[] }
  | { readonly kind: SettingName }
  | { readonly kind: 'invite' | 'picture' };

export type SettingName = 'subject' | 'description' | 'announcement' | 'locked' | 'ephemeral' | 'approval';

export type MemberAction = 'add' | 'remove' | 'promote' | 'demote';

/** The id of the room in which statuses are sent. */
export const STATUS = 'status@broadcast';

export const isMember = ({ members }: Group, number: string): boolean => Object.hasOwn(members, number);
export const isAdmin = ({ members }: Group, number: string): boolean =>
  members[number] === 'admin' || members[number] === 'superadmin';

/** WhatsApp's own limit. */
const SIZE_MAX = 1024;
export const isFull = (group: Group): boolean => membersOf(group).length >= (group.sizeMax ?? SIZE_MAX);

export const mayWrite = (group: Group, number: string): boolean =>
  group.announceOnly ? isAdmin(group, number) : isMember(group, number);

export const membersOf = ({ members }: Group): string[] => Object.keys(members);

/** The address of a person in a group of this kind. */
export const addressIn = (addressing: Addressing, number: string): string =>
  addressing === 'lid' ? lidOf(number) : jidOf(number);
