/**
 * The full-text index of messages.
 *
 * A text is cut into words by `Intl.Segmenter`. Words of scripts that are written without spaces are cut further, into
 * characters, and searched as a phrase: so two characters are found wherever the segmenter would cut. The index knows
 * session, chat and author as words of a column of their own, so a search reads no message of others.
 *
 * A message's id grows with its place, and its rowid falls, so the newest are read first and a span of time is a span of rows. Rows
 * are removed from the index at once (`secure-delete`), and leave no trace in it.
 *
 * It is no projection, because it needs what stands beside the facts. `src/gateway/chats/search.ts` keeps it, and lets it
 * catch up before anybody reads.
 */
import type { Database } from 'better-sqlite3';
import type { Millis } from '../../kernel/clock.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import type { MessageRow } from './messages.ts';

/** Raised whenever the rows would differ: the index is then emptied, and filled again. */
const VERSION = 2;

/** `ascii` leaves all other letters alone: what a word is, is decided here. */
const SCHEMA = `
  create virtual table message_words using fts5 (place, words, position unindexed, tokenize = 'ascii');
  insert into message_words (message_words, rank) values ('secure-delete', 1);
  create table message_words_head (
    version integer not null,
    position integer not null
  ) strict;
`;

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** What the tokenizer takes as a part of a word. */
const IN_INDEX = /[0-9a-z\u0080-\u{10ffff}]/u;

/** Accents of Latin, Greek and Cyrillic letters. */
const ACCENTS = /[\u0300-\u036f]/g;

const plain = (text: string): string => text.normalize('NFKD').replace(ACCENTS, '').normalize('NFC').toLowerCase();

/** The words of a text, each as one phrase of the index. Neighbours that are written without a space are one phrase. */
export const phrasesOf = (text: string): string[] => {
  const phrases: string[] = [];
  let joinsAt = -1;
  for (const { segment, index, isWordLike } of segmenter.segment(plain(text))) {
    if (!isWordLike || !IN_INDEX.test(segment)) continue;
    const isSpaceless = SPACELESS.test(segment);
    const phrase = isSpaceless ? Array.from(segment).join(' ') : segment;
    if (isSpaceless && joinsAt === index) phrases.push(`${phrases.pop() ?? ''} ${phrase}`);
    else phrases.push(phrase);
    joinsAt = isSpaceless ? index + segment.length : -1;
  }
  return phrases;
};

/** A name as one word of the index: all but digits and the letters before z are written as z and their code. */
const token = (prefix: string, name: string): string =>
  prefix + name.replace(/[^0-9a-y]/g, (other) => `z${other.charCodeAt(0).toString(16).padStart(2, '0')}`);

const ofSession = (session: SessionId): string => token('s', session);
const ofChat = (session: SessionId, chat: ChatId): string => token('c', `${session}/${chat}`);
const byPerson = (person: ChatId): string => token('p', person);

/** Positions in the lower 21 bits, seconds above: less than 2^53 until the year 2106. */
const PLACES = 2 ** 21;
const SECONDS_MAX = 2 ** 32 - 1;
const idAt = (at: Millis): number => Math.min(Math.floor(at / 1_000), SECONDS_MAX) * PLACES;
const idOf = ({ sortAt, joined }: Pick<MessageRow, 'sortAt' | 'joined'>): number => idAt(sortAt) + (joined % PLACES);

const FIRST_ID = 0;
export const LAST_ID = Number.MAX_SAFE_INTEGER;

/**
 * FTS5 reads its lists of rows forwards for half of what it costs backwards (`bench:reading`). So the newest message has the
 * lowest rowid.
 */
const rowidOf = (id: number): number => LAST_ID - id;
const idOfRow = (rowid: number): number => LAST_ID - rowid;

export interface WordsQuery {
  readonly session: SessionId;
  /** At least one phrase. */
  readonly phrases: readonly string[];
  /** Only messages of these chats; of all, if there are none. */
  readonly chats: readonly ChatId[];
  /** Only messages by these addresses; by all, if there are none. */
  readonly people: readonly ChatId[];
  /** Only messages at this time or later, and before that one. */
  readonly since: Millis | null;
  readonly until: Millis | null;
  /** Only ids below this one. */
  readonly before: number;
  readonly limit: number;
}

export interface Hit {
  readonly id: number;
  /** The position of the message's first fact. */
  readonly position: number;
}

export interface MessageWords {
  /** The position up to which messages are in the index. */
  head(): number;
  /** Puts the texts of messages in place of their former ones, and moves the head. */
  index(texts: readonly { readonly row: MessageRow; readonly text: string | null }[], head: number): void;
  /** The newest first. */
  find(query: WordsQuery): readonly Hit[];
}

const quoted = (word: string): string => `"${word.replaceAll('"', '')}"`;
const anyOf = (words: readonly string[]): string => `(${words.map(quoted).join(' OR ')})`;

/** The query in FTS5's language. */
const matchOf = ({ session, phrases, chats, people }: WordsQuery): string => {
  const where = chats.length > 0 ? anyOf(chats.map((chat) => ofChat(session, chat))) : quoted(ofSession(session));
  const who = people.length > 0 ? ` AND ${anyOf(people.map(byPerson))}` : '';
  return `place : (${where}${who}) AND words : (${phrases.map(quoted).join(' AND ')})`;
};

const begin = (db: Database): void => {
  const isThere = db.prepare("select 1 from sqlite_schema where name = 'message_words_head'").get() !== undefined;
  const version = isThere ? db.prepare('select version from message_words_head').pluck().get() : null;
  if (version === VERSION) return;
  db.exec(`drop table if exists message_words; drop table if exists message_words_head; ${SCHEMA}`);
  db.prepare('insert into message_words_head values (?, 0)').run(VERSION);
};

/** Creates the index where it is missing, or of another version. */
export const openMessageWords = (db: Database): MessageWords => {
  db.transaction(begin).immediate(db);
  const head = db.prepare<[], number>('select position from message_words_head').pluck();
  const move = db.prepare('update message_words_head set position = ?');
  const add = db.prepare('insert into message_words (rowid, place, words, position) values (?, ?, ?, ?)');
  const remove = db.prepare('delete from message_words where rowid = ?');
  const positionOf = db.prepare<[number], number>('select position from message_words where rowid = ?').pluck();
  const find = db.prepare<[string, number, number, number], Hit>(`
    select rowid as id, position from message_words where message_words match ? and rowid > ? and rowid <= ?
      order by rowid limit ?
  `);

  /** The id of a message: the next free one in the rare case that another message of its second has it. */
  const place = (row: MessageRow): { id: number; isThere: boolean } => {
    for (let id = idOf(row); ; id += 1) {
      const position = positionOf.get(rowidOf(id));
      if (position === undefined || position === row.position) return { id, isThere: position !== undefined };
    }
  };

  const put = (row: MessageRow, text: string | null): void => {
    const { id, isThere } = place(row);
    if (isThere) remove.run(rowidOf(id));
    const phrases = text === null ? [] : phrasesOf(text);
    if (phrases.length === 0) return;
    const people = [row.by, row.byOther].filter((each) => each !== null).map(byPerson);
    const where = [ofSession(row.session), ofChat(row.session, row.chat), ...people];
    add.run(rowidOf(id), where.join(' '), phrases.join(' '), row.position);
  };

  return {
    head: () => head.get() ?? 0,
    index: db.transaction((...[texts, reached]: Parameters<MessageWords['index']>) => {
      // FTS5 writes what it has gathered before each row that is lower than the last.
      for (const { row, text } of texts.toSorted((a, b) => idOf(b.row) - idOf(a.row))) put(row, text);
      move.run(reached);
    }),
    find: (query) => {
      const from = query.since === null ? FIRST_ID : idAt(query.since);
      const to = Math.min(query.before, query.until === null ? LAST_ID : idAt(query.until));
      return find
        .all(matchOf(query), rowidOf(to), rowidOf(from), query.limit)
        .map(({ id, position }) => ({ id: idOfRow(id), position }));
    },
  };
};
