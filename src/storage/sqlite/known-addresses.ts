/** Sessions and the addresses of their chats, for commands that read a file beside a server. */
import type { Database } from 'better-sqlite3';
import type { ChatReads } from '../../projections/chats/chats.ts';
import { conversationsIn } from '../../projections/chats/conversations.ts';
import { type SessionReads, sessionReads } from '../../projections/sessions.ts';

interface KnownAddresses {
  readonly chats: Pick<ChatReads, 'chatOf' | 'addresses'>;
  readonly sessions: Pick<SessionReads, 'list'>;
}

/** Nothing is read before it is asked for: until the server has started, the tables may be those of an older Waybill. */
export const knownAddresses = (db: Database): KnownAddresses => ({
  get chats() {
    const { of: chatOf, addresses } = conversationsIn(db);
    return { chatOf, addresses };
  },
  get sessions() {
    return sessionReads(db);
  },
});
