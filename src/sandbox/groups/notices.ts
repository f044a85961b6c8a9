/** How members' devices are told of a change of their group. */
import { jidOf, lidOf } from '../addresses.ts';
import type { Waiting } from '../waiting.ts';
import { type Node, node, seconds } from '../nodes.ts';
import { addressIn, type Group } from './group.ts';
import { approvalNode, groupNode, participantNode } from './metadata.ts';

type Notice = Extract<Waiting, { kind: 'notice' }>;

const JOINED_BY = 'invite_link';

const changeNode = (notice: Notice): Node => {
  const { id, group, change } = notice;
  switch (change.kind) {
    case 'created':
      return node('create', { type: 'new', reason: change.invited ? 'invite' : undefined }, [groupNode(group)]);
    case 'add':
    case 'remove':
    case 'promote':
    case 'demote':
      return node(
        change.kind,
        { v_id: id },
        change.numbers.map((number) => participantNode(group, number)),
      );
    case 'subject': {
      const by = addressIn(group.addressing, group.subjectBy);
      return node('subject', { subject: group.subject, s_t: seconds(group.subjectAt), s_o: by });
    }
    case 'description': {
      const { description } = group;
      if (!description) return node('description', { id }, [node('delete')]);
      return node('description', { id: description.id }, [node('body', {}, Buffer.from(description.text))]);
    }
    case 'announcement':
      return node(group.announceOnly ? 'announcement' : 'not_announcement');
    case 'locked':
      return node(group.locked ? 'locked' : 'unlocked');
    case 'ephemeral':
      return group.disappearingSeconds > 0
        ? node('ephemeral', { expiration: group.disappearingSeconds })
        : node('not_ephemeral');
    case 'approval':
      return approvalNode(group);
    case 'requested':
      return node('created_membership_requests', { request_method: JOINED_BY }, peopleNodes(group, change.numbers));
    case 'withdrawn':
      return node('revoked_membership_requests', {}, peopleNodes(group, change.numbers));
    case 'invite':
      return node('invite', { code: group.invite });
    case 'picture': {
      const by = addressIn(group.addressing, notice.by);
      return group.picture
        ? node('set', { jid: group.id, author: by, id: group.picture })
        : node('delete', { jid: group.id, author: by });
    }
  }
};

const peopleNodes = (group: Group, numbers: readonly string[]): Node[] =>
  numbers.map((number) => participantNode(group, number));

export const noticeStanza = (notice: Notice): Node => {
  const { id, group, by, at } = notice;
  const lids = group.addressing === 'lid';
  const attributes = {
    from: group.id,
    type: notice.change.kind === 'picture' ? 'picture' : 'w:gp2',
    id,
    t: seconds(at),
    notify: by,
    participant: addressIn(group.addressing, by),
    participant_pn: lids ? jidOf(by) : undefined,
    participant_lid: lids ? undefined : lidOf(by),
    addressing_mode: group.addressing,
  };
  return node('notification', attributes, [changeNode(notice)]);
};
