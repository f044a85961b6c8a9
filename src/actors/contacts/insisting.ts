/** What WhatsApp tells about people by itself: it is told again until it is on record. */
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { ok } from '../../kernel/result.ts';
import type { Insist } from '../insist.ts';
import type { Contacts } from './contacts.ts';

export interface InsistingContacts {
  /** These addresses are one person's. Resolves when that is on record. */
  same(session: SessionId, addresses: readonly ChatId[]): Promise<unknown>;
  /** WhatsApp answers the second address for the first. Resolves when all that was told of the person is on record. */
  answered(session: SessionId, asked: ChatId, answered: ChatId): Promise<unknown>;
}

export const insistingContacts = (contacts: Contacts, insist: Insist): InsistingContacts => {
  const same: InsistingContacts['same'] = (session, addresses) =>
    insist(async () => ok(await contacts.learn(session, { addresses })?.written));
  return {
    same,
    answered: (session, asked, answered) =>
      asked === answered ? contacts.settled(session, asked) : same(session, [asked, answered]),
  };
};
