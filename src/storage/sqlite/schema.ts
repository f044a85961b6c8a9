/**
 * The log's tables.
 *
 * They are created step by step, as older files were: the last step adds the header of each stream, the claims, and
 * contents of any kind (`migrations.ts`).
 *
 * `events` is a rowid table with the position as its rowid, so a page of the log is a sequential read. The id of a
 * stream is the position of its first fact: it is a small integer, and it grows with age. `head` is one row that
 * changes with each commit. Without it, a truncated end of the log could not be detected.
 *
 * Facts of one type are found by the blocks that contain any (`type-blocks.ts`). Without this index, a page of one type
 * would scan the log to its end if a million facts of other types come before the next one, and block every request
 * meanwhile.
 *
 * A trigger allows one way to delete a row of `events`: `archived` must already have its new place. `archived` has the
 * places of archived facts, and `segment_blocks` the location of each place in the segment's file. `seams` has the hash
 * of the last row of each archived run of neighbours, with which the hash chain continues across the gap.
 */

import type { Database } from 'better-sqlite3';
import { clearFreePages, headersAndClaims, textsByPosition } from './migrations.ts';
import { TYPE_BLOCKS } from './type-blocks.ts';
import { WEBHOOKS, WEBHOOKS_UNSETTLED } from './webhook-tables.ts';

/** `WAYB`: the `application_id`, by which SQLite files state their owner. */
export const APPLICATION_ID = 0x57_41_59_42;

/** No table of the log changed, but older versions of Waybill do not know the mark `in step` in `projections`. */
const TABLES_IN_STEP = '';

const final = (table: string): string => `
  create trigger ${table}_refuses_update before update on ${table} begin select raise(abort, 'the log is append-only'); end;
  create trigger ${table}_refuses_delete before delete on ${table} begin select raise(abort, 'the log is append-only'); end;`;

const LOG = `
  create table streams (
    id integer primary key,
    name text not null unique
  ) strict;

  create table events (
    position integer primary key,
    stream integer not null references streams (id),
    version integer not null,
    type text not null,
    schema integer not null,
    data text not null,
    at integer not null,
    from_state text,
    to_state text,
    causation integer,
    correlation text,
    "by" text not null,
    hash blob not null,
    unique (stream, version)
  ) strict;
  create index events_by_type on events (type);

  create table contents (
    id blob primary key,
    body text not null
  ) strict;

  create table head (
    one integer primary key check (one = 1),
    position integer not null,
    hash blob not null
  ) strict;
  insert into head values (1, 0, zeroblob(32));
  ${final('streams')}
  ${final('events')}
`;

const ARCHIVE = `
  create table segments (
    number integer primary key,
    file text not null,
    first integer not null,
    last integer not null,
    facts integer not null,
    sha256 blob not null
  ) strict;

  create table segment_blocks (
    segment integer not null references segments (number),
    last integer not null,
    first integer not null,
    start integer not null,
    bytes integer not null,
    types text not null,
    primary key (segment, last)
  ) strict, without rowid;

  create table archived (
    stream integer not null references streams (id),
    version integer not null,
    position integer not null,
    segment integer not null references segments (number),
    primary key (stream, version)
  ) strict, without rowid;

  create table seams (
    first integer primary key,
    last integer not null,
    segment integer not null references segments (number),
    hash blob not null
  ) strict;
  ${['segments', 'segment_blocks', 'archived', 'seams'].map(final).join('')}

  drop trigger events_refuses_delete;
  create trigger events_refuses_delete before delete on events
    when not exists (select 1 from archived
      where stream = old.stream and version = old.version and position = old.position)
    begin select raise(abort, 'the log is append-only'); end;
`;

/** Files of uploads; older versions do not know the facts of media and of messages that refer to others. */
const MEDIA_FILES = `
  create table media_files (
    media text primary key,
    sha256 blob not null
  ) strict, without rowid;
  create index media_files_by_hash on media_files (sha256);
`;

/** No table of the log changed, but older versions of Waybill do not know the facts of groups. */
const GROUPS = '';

/**
 * Erasures whose traces are still to be removed from the write-ahead log and from what is kept beside the database. A
 * row is written in the transaction of the fact. Older versions do not know that fact.
 */
const erasures = (db: Database): void => {
  db.exec('create table unfinished_erasures (position integer primary key) strict');
  clearFreePages(db);
};

type Step = string | ((db: Database) => void);

/** The migrations from each version to the next; the first one turns an empty file into a log. */
export const STEPS: readonly Step[] = [
  LOG,
  ARCHIVE,
  textsByPosition,
  TYPE_BLOCKS,
  TABLES_IN_STEP,
  headersAndClaims,
  MEDIA_FILES,
  GROUPS,
  erasures,
  WEBHOOKS,
  WEBHOOKS_UNSETTLED,
];

/** Raised with each change to these tables or to the shape of a fact, so that an older Waybill refuses the file. */
export const SCHEMA_VERSION = STEPS.length;
