/** Events of groups: what changed, in the words of the API. The group as a whole is read where `href` says. */
import type { GroupMember, GroupPerson } from '../../../events/facts/group.ts';
import type { Recorded } from '../../../events/log/log.ts';
import { type ChatId, phoneNumberOf, type SessionId } from '../../../kernel/ids.ts';
import { unlessDamaged } from '../../../projections/job-view.ts';
import type { Then } from '../then/then.ts';
import { notMine, pathTo, sessionOf, type Teller } from './told.ts';

const personIn = (session: SessionId, { id, number, lid }: GroupPerson, then: Then) => {
  const { contactId, name, ...known } = then.person(session, null, [id, number ?? null, lid ?? null]);
  return {
    id,
    number: phoneNumberOf(id) ?? phoneNumberOf(number ?? '') ?? known.number,
    lid: id.endsWith('@lid') ? id : (lid ?? known.lid),
    contactId,
    name,
  };
};

const detailsOf = (fact: Recorded, then: Then): Readonly<Record<string, unknown>> => {
  const session = sessionOf(fact);
  const people = (all: readonly GroupPerson[]) => all.map((each) => personIn(session, each, then));
  const by = (id: ChatId | undefined) => ({ by: id === undefined ? null : personIn(session, { id }, then) });
  switch (fact.type) {
    case 'group.recorded': {
      const { addressing, announceOnly, locked, joinApproval = null, disappearingSeconds, members } = fact.data;
      const settings = { addressing, announceOnly, locked, joinApproval, disappearingSeconds };
      const member = (each: GroupMember) => ({ ...personIn(session, each, then), role: each.role });
      return { ...settings, size: members.length, members: members.map(member) };
    }
    case 'group.members_changed':
      return { action: fact.data.action, members: people(fact.data.members), ...by(fact.data.by) };
    case 'group.settings_changed': {
      const { by: who, ...settings } = fact.data;
      return { settings, ...by(who) };
    }
    case 'group.described': {
      const words = unlessDamaged(() => then.log.beside('group', fact.position, 0));
      return { subject: words?.subject ?? null, description: words?.description ?? null, ...by(fact.data.by) };
    }
    case 'group.picture_changed':
      return { removed: fact.data.removed, ...by(fact.data.by) };
    case 'group.invite_revoked':
      return by(fact.data.by);
    case 'group.invited':
      return { people: people(fact.data.people) };
    case 'group.requests_changed':
      return { change: fact.data.change, people: people(fact.data.people), ...by(fact.data.by) };
    case 'group.left':
      return { reason: fact.data.reason, ...by(fact.data.by) };
    default:
      throw notMine(fact);
  }
};

/** The id of an older group begins with the number of the person who made it. */
const namesNumber = (group: ChatId): boolean => group.includes('-');

export const tellGroup: Teller = (fact, then) => {
  const session = sessionOf(fact);
  const groupId = fact.header.chatId ?? '';
  return {
    ids: namesNumber(groupId) ? {} : { groupId },
    href: namesNumber(groupId) ? pathTo(session, 'groups') : pathTo(session, 'groups', groupId),
    chatId: groupId,
    full: () => ({ members: { groupId, ...detailsOf(fact, then) }, erased: then.isErased(fact.position) }),
  };
};
