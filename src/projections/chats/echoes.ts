/**
 * Which facts say something of another message: its edits, reactions and votes, the answers that quote it, and the jobs
 * that pass it on. An erasure finds here what has to go with a message. The newest of each is in other tables; here are
 * all.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { Recorded } from '../../events/log/log.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { projection } from '../projection.ts';
import { keyOf } from './message-key.ts';

/** How a fact speaks of a message. The own words of an answer stay; a copy says the same, in any chat. */
export const ECHOES = { about: 0, quote: 1, copy: 2 } as const;
type EchoKind = (typeof ECHOES)[keyof typeof ECHOES];

/** `position` is where the first fact of a job stands. */
const schema = `
  create table echoes (
    session text not null,
    key text not null,
    position integer not null,
    chat text not null,
    kind integer not null,
    primary key (session, key, position)
  ) strict, without rowid;
`;

const prepare = (db: Database) => ({ add: db.prepare('insert or ignore into echoes values (?, ?, ?, ?, ?)') });
type Db = ReturnType<typeof prepare>;

type Saying = FactOf<'message.received' | 'message.repaired' | 'message.edited'>;
type Change = FactOf<'message.edited' | 'message.reacted' | 'poll.voted'>;

const change = (db: Db, { data, header, position }: Recorded<Change>): void =>
  void db.add.run(header.session, keyOf(data.messageId), position, header.chatId, ECHOES.about);

const quote = (db: Db, { data, header, position }: Recorded<Saying>): void => {
  if (data.replyTo === undefined || data.heard === undefined) return;
  db.add.run(header.session, keyOf(data.replyTo), position, header.chatId, ECHOES.quote);
};

const refer = (db: Db, { data, streamId }: Recorded<FactOf<'job.queued' | 'job.drafted'>>): void => {
  const { refersTo, passesOn, session, chat } = data;
  if (refersTo !== undefined) db.add.run(session, keyOf(refersTo), streamId, chat, ECHOES.about);
  if (passesOn !== undefined) db.add.run(session, keyOf(passesOn), streamId, chat, ECHOES.copy);
};

export const echoes = projection({
  name: 'echoes',
  version: 2,
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
  readonly kind: EchoKind;
}

export interface EchoReads {
  /** The facts that speak of a message, in any chat of the session, the oldest first. */
  echoesOf(session: SessionId, key: string): readonly Echo[];
}

export const echoReads = (db: Database): EchoReads => {
  const all = db.prepare<[string, string], Echo>(
    'select position, chat, kind from echoes where session = +? and key = +? order by position',
  );
  return { echoesOf: (session, key) => all.all(session, key) };
};
