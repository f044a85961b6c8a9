/**
 * The questions to WhatsApp about groups, as stanzas (section 5 of the wire notes), and its answers. Baileys' own calls are
 * not used: its `groupCreate` lists people as members whom WhatsApp refused.
 */
import { type BinaryNode, getBinaryNodeChild, getBinaryNodeChildren } from 'baileys';
import type { ChatId } from '../../../kernel/ids.ts';
import type { MembersAction } from '../../../events/facts/group.ts';
import type { GroupChange, Invitation, InvitedGroup, JoinRequest, PersonOutcome } from '../../group-acts.ts';
import { addressesIn, personOf, rulesIn, textIn } from './group-nodes.ts';

/** The address of questions that are not about one group. */
const EVERYWHERE = '@g.us';

const tagged = (tag: string, attrs: BinaryNode['attrs'] = {}, content?: BinaryNode[] | Uint8Array): BinaryNode =>
  content === undefined ? { tag, attrs } : { tag, attrs, content };

const query = (type: 'get' | 'set', to: string, asked: BinaryNode): BinaryNode =>
  tagged('iq', { type, xmlns: 'w:g2', to }, [asked]);

const people = (chats: readonly ChatId[]): BinaryNode[] => chats.map((jid) => tagged('participant', { jid }));

const invite = (code?: string): BinaryNode => tagged('invite', code === undefined ? {} : { code });

export const groupQueries = {
  group: (chatId: ChatId) => query('get', chatId, tagged('query', { request: 'interactive' })),
  groups: () => query('get', EVERYWHERE, tagged('participating', {}, [tagged('participants'), tagged('description')])),
  create: (subject: string, chats: readonly ChatId[], key: string) =>
    query('set', EVERYWHERE, tagged('create', { subject, key }, people(chats))),
  members: (chatId: ChatId, action: MembersAction, chats: readonly ChatId[]) =>
    query('set', chatId, tagged(action, {}, people(chats))),
  leave: (chatId: ChatId) => query('set', EVERYWHERE, tagged('leave', {}, [tagged('group', { id: chatId })])),
  invite: (chatId: ChatId, revoke: boolean) => query(revoke ? 'set' : 'get', chatId, invite()),
  invited: (code: string) => query('get', EVERYWHERE, invite(code)),
  join: (code: string) => query('set', EVERYWHERE, invite(code)),
  requests: (chatId: ChatId) => query('get', chatId, tagged('membership_approval_requests')),
  answerRequests: (chatId: ChatId, action: 'approve' | 'reject', chats: readonly ChatId[]) =>
    query('set', chatId, tagged('membership_requests_action', {}, [tagged(action, {}, people(chats))])),
  /** Null removes the picture. */
  picture: (chatId: ChatId, jpeg: Uint8Array | null): BinaryNode => ({
    tag: 'iq',
    attrs: { type: 'set', xmlns: 'w:profile:picture', to: '@s.whatsapp.net', target: chatId },
    ...(jpeg === null ? {} : { content: [tagged('picture', { type: 'image' }, jpeg)] }),
  }),
  /** `before` is the id of the description that is replaced, `id` the one of the new description. */
  describe(chatId: ChatId, text: string | null, id: string, before: string | null) {
    const prev = before === null ? {} : { prev: before };
    const asked =
      text === null
        ? tagged('description', { delete: 'true', ...prev })
        : tagged('description', { id, ...prev }, [tagged('body', {}, Buffer.from(text))]);
    return query('set', chatId, asked);
  },
  change: (chatId: ChatId, change: Exclude<GroupChange, { kind: 'description' }>) =>
    query('set', chatId, changeNode(change)),
};

const changeNode = (change: Exclude<GroupChange, { kind: 'description' }>): BinaryNode => {
  switch (change.kind) {
    case 'subject':
      return tagged('subject', {}, Buffer.from(change.subject));
    case 'announceOnly':
      return tagged(change.value ? 'announcement' : 'not_announcement');
    case 'locked':
      return tagged(change.value ? 'locked' : 'unlocked');
    case 'disappearingSeconds':
      return change.value > 0 ? tagged('ephemeral', { expiration: String(change.value) }) : tagged('not_ephemeral');
    case 'joinApproval': {
      const state = change.value ? 'on' : 'off';
      return tagged('membership_approval_mode', {}, [tagged('group_join', { state })]);
    }
  }
};

export const descriptionIdIn = (answer: BinaryNode): string | null =>
  getBinaryNodeChild(getBinaryNodeChild(answer, 'group'), 'description')?.attrs['id'] ?? null;

const invitationIn = (participant: BinaryNode): { invitation: Invitation } | null => {
  const { code, expiration } = getBinaryNodeChild(participant, 'add_request')?.attrs ?? {};
  const expiresAt = Number(expiration) * 1000;
  return code !== undefined && Number.isSafeInteger(expiresAt) ? { invitation: { code, expiresAt } } : null;
};

const outcomeOf = (asked: ChatId, node: BinaryNode | undefined): PersonOutcome => {
  if (!node) return { asked, person: null, code: null };
  const { error } = node.attrs;
  const code = error === undefined ? 200 : Number(error);
  return { asked, person: personOf(node), code: Number.isInteger(code) ? code : null, ...invitationIn(node) };
};

/**
 * What an answer says of each person. It names people in the group's addressing, whatever the question called them;
 * `spellings` are the addresses by which a person may be known. If one person and one part of the answer are left over,
 * they belong together.
 */
export const outcomesIn = (
  asked: readonly ChatId[],
  participants: readonly BinaryNode[],
  spellings: (person: ChatId) => readonly ChatId[],
): readonly PersonOutcome[] => {
  const left = new Set(participants);
  const found = new Map<ChatId, BinaryNode>();
  for (const person of asked) {
    const names = spellings(person);
    const node = [...left].find((each) => addressesIn(each).some((address) => names.includes(address)));
    if (!node) continue;
    left.delete(node);
    found.set(person, node);
  }
  const [lone, ...more] = asked.filter((person) => !found.has(person));
  const [rest, ...others] = left;
  if (lone !== undefined && rest && more.length + others.length === 0) found.set(lone, rest);
  return asked.map((person) => outcomeOf(person, found.get(person)));
};

/** The people in an answer to a change of members, or to a question that a create asked. */
export const participantsIn = (answer: BinaryNode, ...path: readonly string[]): readonly BinaryNode[] => {
  const parent = path.reduce<BinaryNode | undefined>((node, tag) => getBinaryNodeChild(node, tag), answer);
  return getBinaryNodeChildren(parent, 'participant');
};

const secondsToMillis = (seconds: string | undefined): number | null => {
  const at = Number(seconds) * 1000;
  return Number.isSafeInteger(at) && at > 0 ? at : null;
};

export const invitedGroupIn = (answer: BinaryNode): InvitedGroup | null => {
  const group = getBinaryNodeChild(answer, 'group');
  const id = group?.attrs['id'];
  if (!group || id === undefined) return null;
  const { subject = '', size, creation } = group.attrs;
  const { announceOnly, locked, joinApproval } = rulesIn(group);
  return {
    chatId: id.includes('@') ? id : `${id}@g.us`,
    subject,
    description: textIn(getBinaryNodeChild(getBinaryNodeChild(group, 'description'), 'body')),
    announceOnly,
    locked,
    joinApproval,
    size: Number(size ?? getBinaryNodeChildren(group, 'participant').length),
    createdAt: secondsToMillis(creation),
  };
};

/** The group that was joined, or whose admins were asked; null if the answer names none. */
export const joinedIn = (answer: BinaryNode): { chatId: ChatId; outcome: 'joined' | 'requested' } | null => {
  const joined = getBinaryNodeChild(answer, 'group')?.attrs['jid'];
  if (joined !== undefined) return { chatId: joined, outcome: 'joined' };
  const requested = getBinaryNodeChild(answer, 'membership_approval_request')?.attrs['jid'];
  return requested === undefined ? null : { chatId: requested, outcome: 'requested' };
};

export const requestsIn = (answer: BinaryNode): readonly JoinRequest[] => {
  const listed = getBinaryNodeChild(answer, 'membership_approval_requests');
  return getBinaryNodeChildren(listed, 'membership_approval_request').flatMap((node) => {
    const person = personOf(node);
    const { request_method: method = null, request_time: time } = node.attrs;
    return person ? [{ person, askedAt: secondsToMillis(time), method }] : [];
  });
};

export const inviteIn = (answer: BinaryNode): string | null =>
  getBinaryNodeChild(answer, 'invite')?.attrs['code'] ?? null;

/** The error that an answer gives for leaving a group; null for none. */
export const leaveErrorIn = (answer: BinaryNode): number | null => {
  const error = getBinaryNodeChild(getBinaryNodeChild(answer, 'leave'), 'group')?.attrs['error'];
  return error === undefined ? null : Number(error);
};
