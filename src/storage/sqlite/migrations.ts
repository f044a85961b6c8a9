/**
 * Migrations of the log's format that have to read facts.
 *
 * They read the log alone, the archive included, and no projection: a projection may be stale or missing. A step that
 * needs facts in a missing segment fails with `archive.missing` before anything has changed.
 */
import type { Database } from 'better-sqlite3';
import { PRIORITIES } from '../../events/facts/words.ts';
import { factOfRow, type HashedRow } from '../../events/log/row.ts';
import { archivedRows } from '../archive/archived-rows.ts';

const PAGE = 1_000;

/** The first facts of archived jobs, in order. */
function* archivedJobs(db: Database): Generator<HashedRow> {
  const archive = archivedRows(db);
  for (let after = 0; ; ) {
    const page = archive.rows({ after, type: 'job.queued', limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.position;
  }
}

/**
 * Uses the position of a text's fact as its key, so that texts of the same time are adjacent. With their digest as the
 * key, each text took a page of its own in every commit: a fifth of the cost of accepting a message.
 */
export const textsByPosition = (db: Database): void => {
  db.exec(`
    alter table contents rename to contents_by_digest;
    create table contents (
      position integer primary key,
      body text not null
    ) strict;
    insert into contents select position, body
      from events join contents_by_digest on contents_by_digest.id = unhex(data ->> 'content') where type = 'job.queued';
  `);
  const keep = db.prepare<[number, string]>(
    'insert into contents select ?, body from contents_by_digest where id = unhex(?)',
  );
  for (const { position, data } of archivedJobs(db)) {
    keep.run(position, (JSON.parse(data) as { content: string }).content);
  }
  db.exec('drop table contents_by_digest');
};

/**
 * A stream's header is written with its first fact and never changes. Stream names start with a kind and a slash; `0`
 * is the character after the slash.
 */
const HEADERS = `
  drop trigger streams_refuses_update;
  alter table streams add column session text;
  alter table streams add column chat text;
  alter table streams add column priority integer;
  alter table streams add column tenant text;
  update streams set session = substr(name, length('session/') + 1) where name >= 'session/' and name < 'session0';
  update streams set session = substr(name, length('queue/') + 1) where name >= 'queue/' and name < 'queue0';
  update streams set (session, chat, priority) = (
    select data ->> 'session', data ->> 'chat',
      case data ->> 'priority' ${PRIORITIES.map((priority, place) => `when '${priority}' then ${place}`).join(' ')} end
    from events where stream = streams.id and version = 1 and type = 'job.queued'
  ) where name >= 'job/' and name < 'job0';
`;

const REFUSE_UPDATE = `
  create trigger streams_refuses_update before update on streams begin select raise(abort, 'the log is append-only'); end;
`;

/** The first fact that claims a key holds it. Contents have a kind, a salt and a place among several. */
const CLAIMS_AND_CONTENTS = `
  create table claims (
    key text primary key,
    position integer not null
  ) strict, without rowid;
  insert into claims select data ->> '$.idempotency.key', position from events
    where type = 'job.queued' and data ->> '$.idempotency.key' is not null order by position
    on conflict do nothing;
  alter table contents rename to texts;
  create table contents (
    position integer not null,
    place integer not null,
    kind text not null,
    salt blob,
    body text not null,
    primary key (position, place)
  ) strict, without rowid;
  insert into contents select position, 0, 'text', null, body from texts order by position;
  drop table texts;
`;

export const headersAndClaims = (db: Database): void => {
  db.exec(HEADERS);
  db.exec(CLAIMS_AND_CONTENTS);
  const file = db.prepare('update streams set session = ?, chat = ?, priority = ? where id = ?');
  const claim = db.prepare(
    'insert into claims values (?, ?) on conflict do update set position = min(position, excluded.position)',
  );
  for (const row of archivedJobs(db)) {
    const fact = factOfRow(row);
    if (fact.type !== 'job.queued') continue;
    file.run(fact.session, fact.chat, PRIORITIES.indexOf(fact.priority), row.streamId);
    if (fact.idempotency) claim.run(fact.idempotency.key, row.position);
  }
  db.exec(REFUSE_UPDATE);
};

/** The most bytes of one value. */
const FILLER_BYTES = 64 * 1024 * 1024;
/** What a page that continues a value does not hold of it. */
const LINK_BYTES = 4;

/**
 * Overwrites free pages with zeros: before `secure_delete` was set, they kept what was deleted. A table takes them all,
 * and gives them back.
 */
export const clearFreePages = (db: Database): void => {
  const pragma = (name: string): number => db.pragma(name, { simple: true }) as number;
  const usable = pragma('page_size') - LINK_BYTES;
  db.exec('create table filler (body blob)');
  const fill = db.prepare('insert into filler values (zeroblob(?))');
  for (let free = pragma('freelist_count'); free > 0; free = pragma('freelist_count'))
    fill.run(Math.min(free * usable, FILLER_BYTES));
  db.exec('drop table filler');
};
