/**
 * The lane of a job follows the person, whatever address it was queued to.
 *
 * Rows of the line keep the address of their job. Which addresses are one conversation is looked up when the line is
 * read, so a conversation that turns out to be another one's moves no row.
 */
import type { Database } from 'better-sqlite3';
import type { ChatId, SessionId } from '../kernel/ids.ts';
import { type Conversations, conversationsIn } from './chats/conversations.ts';

/** A job in the line, or one that was taken out of it. */
export interface Queued {
  readonly session: SessionId;
  readonly chatId: ChatId;
  /** Its index in the list of priorities. */
  readonly priority: number;
  readonly place: number;
}

export interface Lanes extends Pick<Conversations, 'of' | 'addresses'> {
  /** Whether an older job for another address of the same person is in the line, with the same priority. */
  isBehind(job: Queued): boolean;
}

export const laneReads = (db: Database): Lanes => {
  const conversations = conversationsIn(db);
  const older = db
    .prepare<[string, string, number, number], number>(
      'select 1 from line where session = ? and chat = ? and priority = ? and scheduled = 0 and place < ? limit 1',
    )
    .pluck();
  return {
    of: conversations.of,
    addresses: conversations.addresses,
    isBehind: ({ session, chatId, priority, place }) =>
      conversations
        .addresses(session, conversations.of(session, chatId))
        .some((address) => address !== chatId && older.get(session, address, priority, place) === 1),
  };
};
