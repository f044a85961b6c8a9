/** The facts that follow from what WhatsApp tells about a group, given what is on record. */
import type { FactOf } from '../../events/facts/catalogue.ts';
import { type Said, sayBeside } from '../../events/log/content.ts';
import type { Entry } from '../../events/log/log.ts';
import type { Entropy } from '../../kernel/entropy.ts';
import type { ChatId } from '../../kernel/ids.ts';
import type { GroupWords } from '../../messages/beside.ts';
import type { GroupRow } from '../../projections/groups.ts';
import type { GroupInfo, GroupNews } from '../../whatsapp/port.ts';

/** The record of a group; `row` is null if there is none. */
export interface OnRecord {
  readonly row: GroupRow | null;
  readonly words: GroupWords | null;
  /** The id of a member by any address; null for strangers. */
  idOf(address: ChatId): ChatId | null;
}

const NO_WORDS: GroupWords = { subject: '', description: null };

const entryOf = (fact: Entry['fact'], contents?: readonly Said[]): Entry => ({
  fact,
  from: null,
  to: null,
  ...(contents ? { contents } : {}),
});

const described = (words: GroupWords, before: GroupWords | null, entropy: Pick<Entropy, 'bytes'>): Entry[] => {
  if (before?.subject === words.subject && before.description === words.description) return [];
  const { said, ref } = sayBeside('group', words, entropy);
  return [entryOf({ type: 'group.described', words: ref }, [said])];
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

const membersChanged = ({ action, members, by }: News<'members'>, { idOf }: OnRecord): Entry[] => [
  entryOf({
    type: 'group.members_changed',
    action,
    members: members.map((person) => {
      const { id, number, lid } = person;
      const known = idOf(id) ?? (number && idOf(number)) ?? (lid && idOf(lid));
      return known ? { ...person, id: known } : person;
    }),
    ...(by === null ? {} : { by: idOf(by) ?? by }),
  }),
];

const settingsChanged = ({ settings }: News<'settings'>, row: GroupRow): Entry[] => {
  const names = Object.keys(settings) as (keyof typeof settings)[];
  return names.some((name) => settings[name] !== row[name])
    ? [entryOf({ type: 'group.settings_changed', ...settings })]
    : [];
};

/** The facts of a notice; none if the group is not on record, or if the notice brings nothing new. */
export const noticeFacts = (news: GroupNews, before: OnRecord, entropy: Pick<Entropy, 'bytes'>): Entry[] => {
  if (news.kind === 'whole') return recordedFacts(news.group, 'notice', before, entropy);
  const { row, words } = before;
  if (row === null || row.leftAt !== null) return [];
  switch (news.kind) {
    case 'members':
      return membersChanged(news, before);
    case 'settings':
      return settingsChanged(news, row);
    case 'words':
      return described({ ...NO_WORDS, ...words, ...news.words }, words, entropy);
    case 'left':
      return [entryOf({ type: 'group.left', reason: news.reason })];
  }
};

export const refusedFacts = ({ row }: OnRecord): Entry[] =>
  row === null || row.leftAt !== null ? [] : [entryOf({ type: 'group.left', reason: 'refused' })];
