/** A group as it is on record, for links. */
import type { Reads } from '../../projections/reads.ts';
import type { GroupOnRecord } from '../../whatsapp/port.ts';

/** A group that this account has left is not on record for its links. */
export const knownGroupIn =
  ({ groups, together }: Pick<Reads, 'groups' | 'together'>): GroupOnRecord =>
  (session, chat) =>
    together(() => {
      const row = groups.byChat(session, chat);
      if (row === null || row.leftAt !== null) return null;
      const { version, addressing, self, announceOnly, locked, disappearingSeconds } = row;
      const members = groups.members(session, chat);
      return { version, addressing, self, members, announceOnly, locked, disappearingSeconds };
    });
