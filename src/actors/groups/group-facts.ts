/** The facts that follow from what WhatsApp tells about a group, given what is on record. */
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { GroupMember, GroupPerson, GroupRole, MembersAction } from '../../events/facts/group.ts';
import { type Said, sayBeside } from '../../events/log/content.ts';
import type { Entry } from '../../events/log/log.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import type { ChatId } from '../../kernel/ids.ts';
import type { GroupWords } from '../../messages/beside.ts';
import type { GroupRow } from '../../projections/groups.ts';
import type { GroupInfo, GroupNews } from '../../whatsapp/group-info.ts';

/** The record of a group; `row` is null if there is none. */
export interface OnRecord {
  readonly row: GroupRow | null;
  readonly words: GroupWords | null;
  /** The id of a member by any address, also of one who has left; null for strangers. */
  idOf(address: ChatId): ChatId | null;
  /** Everybody who is in the group now. */
  members(): readonly GroupMember[];
}

const NO_WORDS: GroupWords = { subject: '', description: null };

const entryOf = (fact: Entry['fact'], contents?: readonly Said[]): Entry => ({
  fact,
  from: null,
  to: null,
  ...(contents ? { contents } : {}),
});

/** Who did it, in the group's addressing. */
type By = { readonly by?: ChatId };

const described = (
  words: GroupWords,
  before: GroupWords | null,
  entropy: Pick<Entropy, 'bytes'>,
  by: By = {},
): Entry[] => {
  if (before?.subject === words.subject && before.description === words.description) return [];
  const { said, ref } = sayBeside('group', words, entropy);
  return [entryOf({ type: 'group.described', words: ref, ...by }, [said])];
};

/** The whole group, and its words if they have changed. */
export const recordedFacts = (
  { subject, description, ...group }: GroupInfo,
  origin: FactOf<'group.recorded'>['origin'],
  before: OnRecord,
  entropy: Pick<Entropy, 'bytes'>,
): Entry[] => [
  entryOf({ type: 'group.recorded', ...group, members: [...group.members], origin }),
  ...described({ subject, description }, before.words, entropy),
];

type News<K extends GroupNews['kind']> = Extract<GroupNews, { kind: K }>;

/** The person under the id that is on record. */
const asKnown = (person: GroupPerson, { idOf }: OnRecord): GroupPerson => {
  const { id, number, lid } = person;
  const known = idOf(id) ?? (number && idOf(number)) ?? (lid && idOf(lid));
  return known ? { ...person, id: known } : person;
};

/** Whether the record says so already: the change is known from its own answer, or from an earlier notice. */
const isDone = (action: MembersAction, role: GroupRole | undefined): boolean => {
  switch (action) {
    case 'add':
      return role !== undefined;
    case 'remove':
      return role === undefined;
    case 'promote':
      return role === 'admin' || role === 'superadmin';
    case 'demote':
      return role === 'member';
  }
};

const membersChanged = ({ action, members: changed }: News<'members'>, before: OnRecord, by: By): Entry[] => {
  const roles = new Map(before.members().map(({ id, role }) => [id, role]));
  const people = changed.map((person) => asKnown(person, before));
  const members = people.filter(({ id }) => !isDone(action, roles.get(id)));
  return members.length === 0 ? [] : [entryOf({ type: 'group.members_changed', action, members, ...by })];
};

const settingsChanged = ({ settings }: News<'settings'>, row: GroupRow, by: By): Entry[] => {
  const names = Object.keys(settings) as (keyof typeof settings)[];
  return names.some((name) => settings[name] !== row[name])
    ? [entryOf({ type: 'group.settings_changed', ...settings, ...by })]
    : [];
};

const isSamePerson = (now: GroupMember, known: GroupMember | undefined): boolean =>
  known?.role === now.role &&
  (now.number === undefined || now.number === known.number) &&
  (now.lid === undefined || now.lid === known.lid);

/** Whether the whole group, words aside, is on record as it is told. */
const isOnRecord = (group: GroupInfo, { row, members }: OnRecord): boolean => {
  if (row === null || row.leftAt !== null) return false;
  const { addressing, self, announceOnly, locked, joinApproval, disappearingSeconds } = row;
  const own = [addressing, self, announceOnly, locked, joinApproval, disappearingSeconds];
  const told = [group.addressing, group.self, group.announceOnly, group.locked, group.joinApproval];
  if (JSON.stringify(own) !== JSON.stringify([...told, group.disappearingSeconds])) return false;
  const known = new Map(members().map((member) => [member.id, member]));
  return known.size === group.members.length && group.members.every((now) => isSamePerson(now, known.get(now.id)));
};

/** A group that WhatsApp tells without being asked for it: nothing where it is on record already. */
export const toldFacts = (
  group: GroupInfo,
  origin: FactOf<'group.recorded'>['origin'],
  before: OnRecord,
  entropy: Pick<Entropy, 'bytes'>,
): Entry[] =>
  isOnRecord(group, before)
    ? described({ subject: group.subject, description: group.description }, before.words, entropy)
    : recordedFacts(group, origin, before, entropy);

/** The facts of a notice; none if the group is not on record, or if the notice brings nothing new. */
export const noticeFacts = (news: GroupNews, before: OnRecord, entropy: Pick<Entropy, 'bytes'>): Entry[] => {
  if (news.kind === 'whole') return toldFacts(news.group, 'notice', before, entropy);
  const { row, words } = before;
  if (row === null || row.leftAt !== null) return [];
  const by = news.by == null ? {} : { by: before.idOf(news.by) ?? news.by };
  switch (news.kind) {
    case 'members':
      return membersChanged(news, before, by);
    case 'settings':
      return settingsChanged(news, row, by);
    case 'words':
      return described({ ...NO_WORDS, ...words, ...news.words }, words, entropy, by);
    case 'picture':
      return [entryOf({ type: 'group.picture_changed', removed: news.removed, ...by })];
    case 'invite':
      return [entryOf({ type: 'group.invite_revoked', ...by })];
    case 'requests': {
      const people = news.people.map((person) => asKnown(person, before));
      return [entryOf({ type: 'group.requests_changed', change: news.change, people, ...by })];
    }
    case 'left':
      return [entryOf({ type: 'group.left', reason: news.reason, ...by })];
  }
};

export const refusedFacts = ({ row }: OnRecord): Entry[] =>
  row === null || row.leftAt !== null ? [] : [entryOf({ type: 'group.left', reason: 'refused' })];

/** People who could not be added were invited. */
export const invitedFacts = (people: readonly GroupPerson[], before: OnRecord): Entry[] =>
  before.row === null
    ? []
    : [entryOf({ type: 'group.invited', people: people.map((person) => asKnown(person, before)) })];
