/** How far a message to several people has come with each of them. */
import type { Schema } from '../../api/shape.ts';
import { nameOfPerson } from '../../kinds/message.ts';

type Detail = Pick<Schema<'ChatMessageDetail'>, 'receipts' | 'from'>;
type Member = Pick<Schema<'GroupDetail'>['members'][number], 'number' | 'lid' | 'name' | 'id'>;

export interface Reader {
  readonly name: string;
  /** Null for somebody whose phone has not confirmed it. */
  readonly at: string | null;
}

/** From the best to the least. A person who has played a message has read it too, and stands in the first list alone. */
export interface Standing {
  readonly played: readonly Reader[];
  readonly read: readonly Reader[];
  readonly delivered: readonly Reader[];
  readonly silent: readonly Reader[];
}

const addressesOf = ({ number, lid }: { readonly number: string | null; readonly lid: string | null }) =>
  [number, lid].filter((address) => address !== null);

/** `members` are those of the group now: without receipts they have not confirmed it, unless they came later. */
export const standingOf = ({ receipts, from }: Detail, members: readonly Member[]): Standing => {
  const all = receipts ?? [];
  const heard = new Set([from, ...all.map(({ recipient }) => recipient)].flatMap(addressesOf));
  const readers = (time: 'playedAt' | 'readAt' | 'deliveredAt', better: 'playedAt' | 'readAt' | null) =>
    all.flatMap((receipt): Reader[] => {
      const at = receipt[time];
      return at === null || (better && receipt[better] !== null) ? [] : [{ name: nameOfPerson(receipt.recipient), at }];
    });
  return {
    played: readers('playedAt', null),
    read: readers('readAt', 'playedAt'),
    delivered: readers('deliveredAt', 'readAt'),
    silent: members
      .filter((member) => !addressesOf(member).some((address) => heard.has(address)))
      .map(({ name, number, id }) => ({ name: name ?? number ?? id, at: null })),
  };
};
