/**
 * What each person last said about a message: one row for each message and person. What comes late is dropped if the
 * person has said something newer.
 */
import type { Database } from 'better-sqlite3';
import type { Recorded } from '../../events/log/log.ts';
import type { Millis } from '../../kernel/clock.ts';
import { type ChatId, phoneNumberOf, type SessionId } from '../../kernel/ids.ts';
import { LISTED } from '../listed.ts';

/** How the account itself stands in these tables, whichever of its devices spoke. */
export const SELF = '';

/** `at` is null for a job that WhatsApp has not acknowledged. */
export const latestSchema = (table: string): string => `
  create table ${table} (
    position integer primary key,
    session text not null,
    chat text not null,
    key text not null,
    "by" text not null,
    at integer,
    said_at integer not null
  ) strict;
  create index ${table}_by_message on ${table} (session, key, chat, "by") where at is not null;
`;

export const prepareLatest = (db: Database, table: string) => ({
  add: db.prepare(`insert into ${table} values (?, ?, ?, ?, ?, ?, ?)`),
  remove: db.prepare(`delete from ${table} where position = ?`),
  pending: db.prepare<[string], { position: number; key: string }>(
    `select position, key from ${table} where position in ${LISTED} and at is null`,
  ),
  confirm: db.prepare(`update ${table} set at = ? where position = ?`),
  say: db.prepare(`update ${table} set said_at = ? where position = ?`),
  latest: db.prepare<[string, string, string, string], { position: number; at: Millis }>(
    `select position, at from ${table} where session = ? and key = ? and chat = ? and "by" = ? and at is not null`,
  ),
});

export type LatestDb = ReturnType<typeof prepareLatest>;

/** Makes way for a newer row of the same person; false if there is a newer one already. */
export const makeWay = (
  db: LatestDb,
  { header }: Recorded,
  { key, by, at }: { key: string; by: string; at: Millis },
): boolean => {
  const before = db.latest.get(header.session ?? '', key, header.chatId ?? '', by);
  if (before && before.at > at) return false;
  if (before) db.remove.run(before.position);
  return true;
};

/** One name for a person whose number and hidden id are both told. */
export const personOf = ({
  direction,
  by,
  byOther,
}: {
  direction: 'in' | 'out';
  by: ChatId;
  byOther?: ChatId | undefined;
}): string => {
  if (direction === 'out') return SELF;
  return byOther !== undefined && phoneNumberOf(by) === null && phoneNumberOf(byOther) !== null ? byOther : by;
};

export interface LatestRow {
  readonly chat: ChatId;
  /** `SELF` for the account itself. */
  readonly by: string;
  readonly at: Millis;
  readonly saidAt: number;
}

/** The rows of a message in any chat of the session. */
export const latestReads = (db: Database, table: string): ((session: SessionId, key: string) => LatestRow[]) => {
  const all = db.prepare<[string, string], LatestRow>(`
    select chat, "by", at, said_at as saidAt from ${table} where session = +? and key = +? and at is not null
  `);
  return (session, key) => all.all(session, key);
};
