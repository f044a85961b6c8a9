/** Groups in WhatsApp's stanzas (sections 5 and 6 of the wire notes), read into Waybill's words. */
import { type BinaryNode, getAllBinaryNodeChildren, getBinaryNodeChild, getBinaryNodeChildren } from 'baileys';
import { jidNormalizedUser } from 'baileys';
import * as v from 'valibot';
import type { GroupMember, GroupPerson, GroupRole } from '../../../events/facts/group.ts';
import { ChatId, isGroupChat } from '../../../kernel/ids.ts';
import type { GroupInfo, GroupNews, GroupSettings } from '../../port.ts';

/** The addresses of this account: its number, and its hidden id once it is known. */
export interface Self {
  readonly number: ChatId;
  readonly lid: ChatId | null;
}

/** Asks for a group with all its members. */
export const groupQuery = (chatId: ChatId): BinaryNode => ({
  tag: 'iq',
  attrs: { type: 'get', xmlns: 'w:g2', to: chatId },
  content: [{ tag: 'query', attrs: { request: 'interactive' } }],
});

const addressIn = (jid: string | undefined): ChatId | undefined => {
  const address = jidNormalizedUser(jid);
  return v.is(ChatId, address) ? address : undefined;
};

const ROLES: Readonly<Record<string, GroupRole>> = { admin: 'admin', superadmin: 'superadmin' };

const personOf = ({ attrs }: BinaryNode): GroupPerson | null => {
  const id = addressIn(attrs['jid']);
  if (id === undefined) return null;
  const number = id.endsWith('@lid') ? addressIn(attrs['phone_number']) : undefined;
  const lid = id.endsWith('@lid') ? undefined : addressIn(attrs['lid']);
  return { id, ...(number === undefined ? {} : { number }), ...(lid === undefined ? {} : { lid }) };
};

const peopleIn = (node: BinaryNode): readonly GroupPerson[] =>
  getBinaryNodeChildren(node, 'participant').flatMap((child) => personOf(child) ?? []);

const membersIn = (node: BinaryNode): readonly GroupMember[] =>
  getBinaryNodeChildren(node, 'participant').flatMap((child) => {
    const person = personOf(child);
    return person ? { ...person, role: ROLES[child.attrs['type'] ?? ''] ?? 'member' } : [];
  });

const textIn = (node: BinaryNode | undefined): string | null => {
  const content = node?.content;
  if (typeof content === 'string') return content;
  return content instanceof Uint8Array ? Buffer.from(content).toString() : null;
};

const secondsOf = (text: string | undefined): number => {
  const seconds = Number(text ?? 0);
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : 0;
};

/** The group that a stanza holds, and its address; null if it holds none. */
export const groupIn = (node: BinaryNode, self: Self): { chatId: ChatId; group: GroupInfo } | null => {
  const found = getBinaryNodeChild(node, 'group');
  const id = found?.attrs['id'] ?? '';
  const chatId = id.includes('@') ? id : `${id}@g.us`;
  if (!found || !v.is(ChatId, chatId) || !isGroupChat(chatId)) return null;
  const isLid = found.attrs['addressing_mode'] === 'lid';
  const group: GroupInfo = {
    addressing: isLid ? 'lid' : 'number',
    self: isLid ? (self.lid ?? self.number) : self.number,
    members: membersIn(found),
    announceOnly: getBinaryNodeChild(found, 'announcement') !== undefined,
    locked: getBinaryNodeChild(found, 'locked') !== undefined,
    disappearingSeconds: secondsOf(getBinaryNodeChild(found, 'ephemeral')?.attrs['expiration']),
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
};

const ACTIONS = { add: 'add', remove: 'remove', leave: 'remove', promote: 'promote', demote: 'demote' } as const;
const isAction = (tag: string): tag is keyof typeof ACTIONS => Object.hasOwn(ACTIONS, tag);

const isSelf = ({ id, number, lid }: GroupPerson, self: Self): boolean =>
  [id, number, lid].some((address) => address !== undefined && (address === self.number || address === self.lid));

const membersNews = (notice: BinaryNode, change: BinaryNode, self: Self): readonly GroupNews[] => {
  if (!isAction(change.tag)) return [];
  const action = ACTIONS[change.tag];
  const members = peopleIn(change);
  const by = addressIn(notice.attrs['participant']) ?? null;
  const own = members.find((person) => isSelf(person, self));
  if (action === 'remove' && own) return [{ kind: 'left', reason: own.id === by ? 'left' : 'removed' }];
  return members.length > 0 ? [{ kind: 'members', action, members, by }] : [];
};

const newsOf = (notice: BinaryNode, change: BinaryNode, self: Self): readonly GroupNews[] => {
  const settings = SETTINGS[change.tag];
  if (settings) return [{ kind: 'settings', settings: settings(change) }];
  if (change.tag === 'subject') return [{ kind: 'words', words: { subject: change.attrs['subject'] ?? '' } }];
  if (change.tag === 'description')
    return [{ kind: 'words', words: { description: textIn(getBinaryNodeChild(change, 'body')) } }];
  if (change.tag !== 'create') return membersNews(notice, change, self);
  const found = groupIn(change, self);
  return found ? [{ kind: 'whole', group: found.group }] : [];
};

/** The news in a notification of type `w:gp2`; none if it says nothing that Waybill keeps. */
export const groupNewsIn = (notice: BinaryNode, self: Self): { chatId: ChatId; news: readonly GroupNews[] } | null => {
  const chatId = addressIn(notice.attrs['from']);
  if (chatId === undefined || !isGroupChat(chatId)) return null;
  const news = getAllBinaryNodeChildren(notice).flatMap((change) => newsOf(notice, change, self));
  return { chatId, news };
};
