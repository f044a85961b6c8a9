/** Groups in WhatsApp's stanzas (sections 5 and 6 of the wire notes), read into Waybill's words. */
import { type BinaryNode, getAllBinaryNodeChildren, getBinaryNodeChild, getBinaryNodeChildren } from 'baileys';
import { jidNormalizedUser } from 'baileys';
import * as v from 'valibot';
import type { GroupMember, GroupPerson, GroupRole } from '../../../events/facts/group.ts';
import { ChatId, isGroupChat } from '../../../kernel/ids.ts';
import type { GroupInfo, GroupNews, GroupSettings } from '../../group-info.ts';

/** The addresses of this account: its number, and its hidden id once it is known. */
export interface Self {
  readonly number: ChatId;
  readonly lid: ChatId | null;
}

const addressIn = (jid: string | undefined): ChatId | undefined => {
  const address = jidNormalizedUser(jid);
  return v.is(ChatId, address) ? address : undefined;
};

const ROLES: Readonly<Record<string, GroupRole>> = { admin: 'admin', superadmin: 'superadmin' };

export const personOf = ({ attrs }: BinaryNode): GroupPerson | null => {
  const id = addressIn(attrs['jid']);
  if (id === undefined) return null;
  const number = id.endsWith('@lid') ? addressIn(attrs['phone_number']) : undefined;
  const lid = id.endsWith('@lid') ? undefined : addressIn(attrs['lid']);
  return { id, ...(number === undefined ? {} : { number }), ...(lid === undefined ? {} : { lid }) };
};

const peopleIn = (node: BinaryNode): readonly GroupPerson[] =>
  getBinaryNodeChildren(node, 'participant').flatMap((child) => personOf(child) ?? []);

/** All addresses by which a stanza knows a person. */
export const addressesIn = ({ attrs }: BinaryNode): readonly ChatId[] =>
  [attrs['jid'], attrs['phone_number'], attrs['lid']].flatMap((jid) => addressIn(jid) ?? []);

/** A new group lists those whom WhatsApp refused too, each with an error. */
const membersIn = (node: BinaryNode): readonly GroupMember[] =>
  getBinaryNodeChildren(node, 'participant').flatMap((child) => {
    if (child.attrs['error'] !== undefined) return [];
    const person = personOf(child);
    return person ? { ...person, role: ROLES[child.attrs['type'] ?? ''] ?? 'member' } : [];
  });

export const textIn = (node: BinaryNode | undefined): string | null => {
  const content = node?.content;
  if (typeof content === 'string') return content;
  return content instanceof Uint8Array ? Buffer.from(content).toString() : null;
};

const secondsOf = (text: string | undefined): number => {
  const seconds = Number(text ?? 0);
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : 0;
};

const approvalIn = (mode: BinaryNode | undefined): boolean =>
  mode !== undefined && getBinaryNodeChild(mode, 'group_join')?.attrs['state'] !== 'off';

export const rulesIn = (group: BinaryNode): Required<GroupSettings> => ({
  announceOnly: getBinaryNodeChild(group, 'announcement') !== undefined,
  locked: getBinaryNodeChild(group, 'locked') !== undefined,
  joinApproval: approvalIn(getBinaryNodeChild(group, 'membership_approval_mode')),
  disappearingSeconds: secondsOf(getBinaryNodeChild(group, 'ephemeral')?.attrs['expiration']),
});

/** The group that a stanza holds, and its address; null if it holds none. */
export const groupIn = (node: BinaryNode, self: Self): { chatId: ChatId; group: GroupInfo } | null => {
  const found = getBinaryNodeChild(node, 'group');
  return found ? groupOf(found, self) : null;
};

/** The groups in the answer to a question for all of them. */
export const groupsIn = (answer: BinaryNode, self: Self): readonly { chatId: ChatId; group: GroupInfo }[] =>
  getBinaryNodeChildren(getBinaryNodeChild(answer, 'groups'), 'group').flatMap((found) => groupOf(found, self) ?? []);

const groupOf = (found: BinaryNode, self: Self): { chatId: ChatId; group: GroupInfo } | null => {
  const id = found.attrs['id'] ?? '';
  const chatId = id.includes('@') ? id : `${id}@g.us`;
  if (!v.is(ChatId, chatId) || !isGroupChat(chatId)) return null;
  const isLid = found.attrs['addressing_mode'] === 'lid';
  const group: GroupInfo = {
    addressing: isLid ? 'lid' : 'number',
    self: isLid ? (self.lid ?? self.number) : self.number,
    members: membersIn(found),
    ...rulesIn(found),
    subject: found.attrs['subject'] ?? '',
    description: textIn(getBinaryNodeChild(getBinaryNodeChild(found, 'description'), 'body')),
  };
  return { chatId, group };
};

const SETTINGS: Readonly<Record<string, (change: BinaryNode) => GroupSettings>> = {
  announcement: () => ({ announceOnly: true }),
  not_announcement: () => ({ announceOnly: false }),
  locked: () => ({ locked: true }),
  unlocked: () => ({ locked: false }),
  ephemeral: ({ attrs }) => ({ disappearingSeconds: secondsOf(attrs['expiration']) }),
  not_ephemeral: () => ({ disappearingSeconds: 0 }),
  membership_approval_mode: (change) => ({ joinApproval: approvalIn(change) }),
};

const ACTIONS = { add: 'add', remove: 'remove', leave: 'remove', promote: 'promote', demote: 'demote' } as const;
const isAction = (tag: string): tag is keyof typeof ACTIONS => Object.hasOwn(ACTIONS, tag);

const isSelf = ({ id, number, lid }: GroupPerson, self: Self): boolean =>
  [id, number, lid].some((address) => address !== undefined && (address === self.number || address === self.lid));

const membersNews = (change: BinaryNode, by: ChatId | null, self: Self): readonly GroupNews[] => {
  if (!isAction(change.tag)) return [];
  const action = ACTIONS[change.tag];
  const members = peopleIn(change);
  const own = members.find((person) => isSelf(person, self));
  if (action === 'remove' && own) return [{ kind: 'left', reason: own.id === by ? 'left' : 'removed', by }];
  return members.length > 0 ? [{ kind: 'members', action, members, by }] : [];
};

/** Those who ask to join, or do so no more: an admin rejected them, or they took it back. */
const requestsNews = (change: BinaryNode, by: ChatId | null): readonly GroupNews[] => {
  const people = peopleIn(change);
  if (people.length === 0) return [];
  if (change.tag === 'created_membership_requests') return [{ kind: 'requests', change: 'created', people, by }];
  const isOwn = people.every(({ id }) => id === by);
  return [{ kind: 'requests', change: isOwn ? 'withdrawn' : 'rejected', people, by }];
};

const newsOf = (change: BinaryNode, by: ChatId | null, self: Self): readonly GroupNews[] => {
  const settings = SETTINGS[change.tag];
  if (settings) return [{ kind: 'settings', settings: settings(change), by }];
  switch (change.tag) {
    case 'subject':
      return [{ kind: 'words', words: { subject: change.attrs['subject'] ?? '' }, by }];
    case 'description':
      return [{ kind: 'words', words: { description: textIn(getBinaryNodeChild(change, 'body')) }, by }];
    case 'invite':
      return [{ kind: 'invite', by }];
    case 'created_membership_requests':
    case 'revoked_membership_requests':
      return requestsNews(change, by);
    case 'create': {
      const found = groupIn(change, self);
      return found ? [{ kind: 'whole', group: found.group, by }] : [];
    }
    default:
      return membersNews(change, by, self);
  }
};

/** The news in a notification of type `picture` about a group. */
export const pictureNewsIn = (notice: BinaryNode): { chatId: ChatId; news: readonly GroupNews[] } | null => {
  const chatId = addressIn(notice.attrs['from']);
  const [change] = getAllBinaryNodeChildren(notice);
  if (chatId === undefined || !isGroupChat(chatId) || !change) return null;
  const by = addressIn(change.attrs['author'] ?? notice.attrs['participant']) ?? null;
  return { chatId, news: [{ kind: 'picture', removed: change.tag === 'delete', by }] };
};

/** The news in a notification of type `w:gp2`; none if it says nothing that Waybill keeps. */
export const groupNewsIn = (notice: BinaryNode, self: Self): { chatId: ChatId; news: readonly GroupNews[] } | null => {
  const chatId = addressIn(notice.attrs['from']);
  if (chatId === undefined || !isGroupChat(chatId)) return null;
  const by = addressIn(notice.attrs['participant']) ?? null;
  const news = getAllBinaryNodeChildren(notice).flatMap((change) => newsOf(change, by, self));
  return { chatId, news };
};
