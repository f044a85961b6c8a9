/** How members' devices are told of a change of their group. */
import { jidOf, lidOf } from '../addresses.ts';
import type { Waiting } from '../waiting.ts';
import { type Node, node, seconds } from '../nodes.ts';
import { addressIn } from './group.ts';
import { groupNode, participantNode } from './metadata.ts';

type Notice = Extract<Waiting, { kind: 'notice' }>;

const changeNode = ({ id, group, change }: Notice): Node => {
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
  }
};

export const noticeStanza = (notice: Notice): Node => {
  const { id, group, by, at } = notice;
  const lids = group.addressing === 'lid';
  const attributes = {
    from: group.id,
    type: 'w:gp2',
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
