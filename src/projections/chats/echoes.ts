/**
 * Which facts say something of another message: its edits, reactions and votes, and the answers that quote it. An erasure
 * finds here what has to go with a message. The newest of each is in other tables; here are all.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { Recorded } from '../../events/log/log.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { projection } from '../projection.ts';
import { keyOf } from './message-key.ts';

/** `quote` is 1 for an answer: its own words stay. `position` is where the first fact of a job stands. */
const schema = `
  create table echoes (
    session text not null,
    key text not null,
    position integer not null,
    chat text not null,
    quote integer not null,
    primary key (session, key, position)
  ) strict, without rowid;
`;

const prepare = (db: Database) => ({ add: db.prepare('insert or ignore into echoes values (?, ?, ?, ?, ?)') });
type Db = ReturnType<typeof prepare>;

type Saying = FactOf<'message.received' | 'message.repaired' | 'message.edited'>;
type Change = FactOf<'message.edited' | 'message.reacted' | 'poll.voted'>;

const change = (db: Db, { data, header, position }: Recorded<Change>): void =>
  void db.add.run(header.session, keyOf(data.messageId), position, header.chatId, 0);

const quote = (db: Db, { data, header, position }: Recorded<Saying>): void => {
  if (data.replyTo === undefined || data.heard === undefined) return;
  db.add.run(header.session, keyOf(data.replyTo), position, header.chatId, 1);
};

const refer = (db: Db, { data, streamId }: Recorded<FactOf<'job.queued' | 'job.drafted'>>): void => {
  const { refersTo, session, chat } = data;
  if (refersTo !== undefined) db.add.run(session, keyOf(refersTo), streamId, chat, 0);
};

export const echoes = projection({
  name: 'echoes',
  version: 1,
  schema,
  prepare,
  on: {
    'message.received': quote,
    'message.repaired': quote,
    'message.edited': (db, recorded) => {
      change(db, recorded);
      quote(db, recorded);
    },
    'message.reacted': change,
    'poll.voted': change,
    'job.queued': refer,
    'job.drafted': refer,
  },
});

export interface Echo {
  readonly position: number;
  readonly chat: ChatId;
  readonly quote: 0 | 1;
}

export interface EchoReads {
  /** The facts that speak of a message, in any chat of the session, the oldest first. */
  echoesOf(session: SessionId, key: string): readonly Echo[];
}

export const echoReads = (db: Database): EchoReads => {
  const all = db.prepare<[string, string], Echo>(
    'select position, chat, quote from echoes where session = +? and key = +? order by position',
  );
  return { echoesOf: (session, key) => all.all(session, key) };
};
