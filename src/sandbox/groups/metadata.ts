/** Groups as stanzas show them. */
import { jidOf, lidOf } from '../addresses.ts';
import { type Node, node, seconds } from '../nodes.ts';
import { addressIn, type Group, membersOf } from './group.ts';

/** The address of a person in the other form, under the name that stanzas give it. */
const otherForm = ({ addressing }: Group, number: string): Record<string, string> =>
  addressing === 'lid' ? { phone_number: jidOf(number) } : { lid: lidOf(number) };

/** A member as changes name it. */
export const participantNode = (group: Group, number: string, attributes: Record<string, string | undefined> = {}) =>
  node('participant', {
    jid: addressIn(group.addressing, number),
    ...otherForm(group, number),
    ...attributes,
  });

const memberNode = (group: Group, number: string): Node => {
  const role = group.members[number];
  return participantNode(group, number, { type: role === 'member' ? undefined : role });
};

const described = (group: Group): Node[] => {
  const { description } = group;
  if (!description) return [];
  const { id, by, at, text } = description;
  const attributes = { id, participant: addressIn(group.addressing, by), t: seconds(at) };
  return [node('description', attributes, [node('body', {}, Buffer.from(text))])];
};

export const approvalNode = ({ joinApproval = false }: Group): Node =>
  node('membership_approval_mode', {}, [node('group_join', { state: joinApproval ? 'on' : 'off' })]);

/** An owner's address, with the number beside it where LIDs are used. */
const ownerOf = ({ addressing }: Group, name: string, number: string): Record<string, string> => ({
  [name]: addressIn(addressing, number),
  ...(addressing === 'lid' && { [`${name}_pn`]: jidOf(number) }),
});

/** The whole group, with its members, or with `shown` of them. */
export const groupNode = (group: Group, shown?: readonly string[]): Node => {
  const members = membersOf(group);
  const attributes = {
    id: group.id.split('@', 1)[0],
    subject: group.subject,
    s_t: seconds(group.subjectAt),
    ...ownerOf(group, 's_o', group.subjectBy),
    creation: seconds(group.createdAt),
    ...ownerOf(group, 'creator', group.creator),
    addressing_mode: group.addressing,
    size: members.length,
  };
  return node('group', attributes, [
    ...(shown ?? members).map((number) => memberNode(group, number)),
    ...described(group),
    ...(group.announceOnly ? [node('announcement')] : []),
    ...(group.locked ? [node('locked')] : []),
    ...(group.joinApproval ? [approvalNode(group)] : []),
    ...(group.disappearingSeconds > 0 ? [node('ephemeral', { expiration: group.disappearingSeconds })] : []),
  ]);
};
