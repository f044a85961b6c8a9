/** What WhatsApp tells about people by itself: it is told again until it is on record. */
import { WHATSAPP } from '../../kernel/caller.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { ok } from '../../kernel/result.ts';
import type { Signal } from '../../whatsapp/port.ts';
import type { Insist } from '../insist.ts';
import type { Contacts } from './contacts.ts';

export interface InsistingContacts {
  /** What another device has changed of the block list, or all of it. */
  blocked(session: SessionId, news: Extract<Signal, { type: 'blocked' | 'block_list' }>): Promise<unknown>;
  /** These addresses are one person's. Resolves when that is on record. */
  same(session: SessionId, addresses: readonly ChatId[]): Promise<unknown>;
  /** WhatsApp answers the second address for the first. Resolves when all that was told of the person is on record. */
  answered(session: SessionId, asked: ChatId, answered: ChatId): Promise<unknown>;
}

export const insistingContacts = (contacts: Contacts, insist: Insist): InsistingContacts => {
  const same: InsistingContacts['same'] = (session, addresses) =>
    insist(async () => ok(await contacts.learn(session, { addresses })?.written));
  return {
    blocked: (session, news) =>
      insist(async () =>
        ok(
          await (news.type === 'blocked'
            ? contacts.setBlocked(session, news.person, news.blocked, WHATSAPP)
            : contacts.setBlockList(session, news.people, WHATSAPP)),
        ),
      ),
    same,
    answered: (session, asked, answered) =>
      asked === answered ? contacts.settled(session, asked) : same(session, [asked, answered]),
  };
};
