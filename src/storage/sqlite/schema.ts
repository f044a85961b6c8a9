/**
 * The log's tables.
 *
 * They are made step by step, as older files were: the last step adds the header of each stream, the claims, and contents
 * of any kind (`migrations.ts`).
 *
 * `events` is a rowid table whose rowid is the position, so a page of the log is a walk along the file. A stream is named
 * by the position of its first fact: integers stay small in the index, and they grow with age. `head` is one row that moves
 * with each commit: without it nobody could tell that the end of the log was cut off.
 *
 * Facts of one type are found by the blocks that have any (`type-blocks.ts`). Without them a page of one type walks the log
 * to its end when a million facts of other types lie before the next one, and holds up every request meanwhile.
 *
 * A row of `events` leaves in one way only, which the trigger knows: once `archived` says where it has gone. `archived`
 * keeps the places of a stream's facts, `segment_blocks` where each place is in the segment's file, and `seams` the hash
 * of the last of each run of neighbours that left together: with it the chain goes on across the gap.
 */

import type { Database } from 'better-sqlite3';
import { headersAndClaims, textsByPosition } from './migrations.ts';
import { TYPE_BLOCKS } from './type-blocks.ts';

/** `WAYB`: SQLite's mark for whose file this is. */
export const APPLICATION_ID = 0x57_41_59_42;

/** No table of the log changed; but a Waybill from before does not know what `in step` means in `projections`. */
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

type Step = string | ((db: Database) => void);

/** What takes a file from each version to the next; the first makes an empty one a log. */
export const STEPS: readonly Step[] = [LOG, ARCHIVE, textsByPosition, TYPE_BLOCKS, TABLES_IN_STEP, headersAndClaims];

/** Rises with each change to these tables or to the shape of a fact: an older Waybill must not open what it cannot read. */
export const SCHEMA_VERSION = STEPS.length;
