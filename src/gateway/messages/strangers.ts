/** People whom a message mentions in a group that they are not in. Phones show such a mention, and notify nobody. */
import type { GroupMember } from '../../events/facts/group.ts';
import { type ChatId, isGroupChat, phoneNumberOf, type SessionId } from '../../kernel/ids.ts';
import type { Reads } from '../../projections/reads.ts';
import type { Surroundings } from './acceptance.ts';

const NAMED_MAX = 5;

const isHidden = (address: ChatId): boolean => address.endsWith('@lid');

/** The addresses of a member, under which others may know the same person. */
const addressesOf = ({ id, number, lid }: GroupMember): readonly ChatId[] =>
  [id, number, lid].filter((address) => address !== undefined);

/** Whether somebody is certainly no member: each member has an address of the same sort, and none is this one. */
const isStranger = (members: readonly (readonly ChatId[])[], address: ChatId): boolean =>
  members.every(
    (addresses) => !addresses.includes(address) && addresses.some((known) => isHidden(known) === isHidden(address)),
  );

/** A sentence about the people who are not members of the group; none where that is not known. */
export const aboutStrangers = (
  { groups }: Pick<Reads, 'groups'>,
  session: SessionId,
  chatId: ChatId,
  { mentions = [] }: Surroundings,
): string[] => {
  const members = isGroupChat(chatId) && mentions.length > 0 ? groups.members(session, chatId).map(addressesOf) : [];
  if (members.length === 0) return [];
  const strangers = mentions.filter((address) => isStranger(members, address));
  const names = strangers.slice(0, NAMED_MAX).map((address) => phoneNumberOf(address) ?? address);
  const more = strangers.length - names.length;
  if (names.length === 0) return [];
  const who = [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  const are = strangers.length === 1 ? 'is not a member' : 'are not members';
  return [`${who} ${are} of this group: phones show the mention, and notify nobody.`];
};
