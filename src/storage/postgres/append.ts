/**
 * The one statement that writes to logs in PostgreSQL.
 *
 * It guarantees that a log is written by its owner alone, and continues where the owner believes that it ends: the
 * guard names epoch, position and hash. The epoch shuts out an owner that lost the log before its successor has written.
 * Position and hash notice a database that went back in time. A log that is not returned was not written; the others of
 * the statement were. It is committed by itself, so a process that stops half-way holds no lock.
 */
import { PRIORITIES } from '../../events/facts/words.ts';
import type { Head } from '../../events/log/log.ts';
import type { Batch, StoredContent } from '../../events/log/store.ts';
import type { Statement } from './lane.ts';

/** What one log has to write. */
export interface Asked {
  readonly log: number;
  readonly epoch: number;
  /** The head that the log must have. */
  readonly was: Head;
  readonly batch: Batch;
}

export const headAfter = ({ was, batch: { rows } }: Asked): Head => {
  const { position, hash } = rows.at(-1) ?? was;
  return { position, hash };
};

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** The rows that one statement inserts into a table: a type for each column, and the values of each row. */
interface Rows {
  readonly table: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: readonly (readonly unknown[])[];
}

const STREAMS = {
  log: 'int',
  id: 'bigint',
  name: 'text',
  session: 'text',
  chat: 'text',
  priority: 'smallint',
  tenant: 'text',
};
const EVENTS = {
  log: 'int',
  position: 'bigint',
  stream: 'bigint',
  version: 'int',
  type: 'text',
  schema: 'smallint',
  data: 'text',
  at: 'bigint',
  from_state: 'text',
  to_state: 'text',
  causation: 'bigint',
  correlation: 'text',
  by: 'text',
  hash: 'bytea',
};
const CONTENTS = { log: 'int', position: 'bigint', place: 'int', kind: 'text', salt: 'bytea', body: 'text' };
const CLAIMS = { log: 'int', key: 'text', position: 'bigint' };
const ERASED = { log: 'int', position: 'bigint', kind: 'text' };
const ASKED = {
  id: 'int',
  epoch: 'bigint',
  was_position: 'bigint',
  was_hash: 'bytea',
  position: 'bigint',
  hash: 'bytea',
};

const streamsOf = ({ log, batch }: Asked): unknown[][] =>
  batch.rows
    .filter(({ version }) => version === 1)
    .map(({ streamId, stream, header: { session, chatId, priority, tenant } }) => {
      const rank = priority === null ? null : PRIORITIES.indexOf(priority);
      return [log, streamId, stream, session, chatId, rank, tenant];
    });

const eventsOf = ({ log, batch }: Asked): unknown[][] =>
  batch.rows.map((row) => [
    log,
    row.position,
    row.streamId,
    row.version,
    row.type,
    row.schema,
    row.data,
    row.at,
    row.from,
    row.to,
    row.causation,
    row.correlation,
    row.by,
    bytes(row.hash),
  ]);

/** A statement does not see the rows that it inserts, so what it also erases is left out. */
const keptOf = ({ contents, erased }: Batch): readonly StoredContent[] =>
  contents.filter(
    ({ position, kind }) => !erased.some((each) => each.position === position && (each.kind ?? kind) === kind),
  );

const contentsOf = (asked: Asked): unknown[][] =>
  keptOf(asked.batch).map(({ position, place, kind, salt, body }) => [
    asked.log,
    position,
    place,
    kind,
    salt === null ? null : bytes(salt),
    body,
  ]);

const claimsOf = ({ log, batch }: Asked): unknown[][] => batch.claims.map(({ key, position }) => [log, key, position]);

const erasedOf = ({ log, batch }: Asked): unknown[][] =>
  batch.erased.map(({ position, kind }) => [log, position, kind]);

/** `unnest($1::int[], …) as t(log, …)`, with one list for each column. */
const listed = (columns: Readonly<Record<string, string>>, from: number): string => {
  const lists = Object.values(columns).map((type, index) => `$${from + index}::${type}[]`);
  const names = Object.keys(columns).map((name) => `"${name}"`);
  return `unnest(${lists.join(', ')}) as t(${names.join(', ')})`;
};

const inColumns = ({ columns, rows }: Rows): unknown[][] =>
  Object.keys(columns).map((_, index) => rows.map((row) => row[index]));

/** The statement for any number of logs. It returns the ids of those that were written. */
export const appendStatement = (asked: readonly Asked[]): Statement => {
  const guard: Rows = {
    table: 'asked',
    columns: ASKED,
    rows: asked.map((each) => {
      const head = headAfter(each);
      return [each.log, each.epoch, each.was.position, bytes(each.was.hash), head.position, bytes(head.hash)];
    }),
  };
  const inserts: readonly Rows[] = [
    { table: 'streams', columns: STREAMS, rows: asked.flatMap(streamsOf) },
    { table: 'events', columns: EVENTS, rows: asked.flatMap(eventsOf) },
    { table: 'contents', columns: CONTENTS, rows: asked.flatMap(contentsOf) },
    { table: 'claims', columns: CLAIMS, rows: asked.flatMap(claimsOf) },
  ].filter(({ rows }) => rows.length > 0);
  const erased: Rows = { table: 'erased', columns: ERASED, rows: asked.flatMap(erasedOf) };
  const values: unknown[] = [];
  const list = (some: Rows): string => {
    const text = listed(some.columns, values.length + 1);
    values.push(...inColumns(some));
    return text;
  };
  const parts = [
    `asked as (select * from ${list(guard)})`,
    `moved as (
      update logs l set position = a.position, hash = a.hash from asked a
        where l.id = a.id and l.epoch = a.epoch and l.position = a.was_position and l.hash = a.was_hash
        returning l.id)`,
    ...inserts.map(
      (some) =>
        `in_${some.table} as (insert into ${some.table} select t.* from ${list(some)} join moved m on m.id = t.log)`,
    ),
  ];
  if (erased.rows.length > 0)
    parts.push(`gone as (
      delete from contents c using (select t.* from ${list(erased)} join moved m on m.id = t.log) e
        where c.log = e.log and c.position = e.position and c.kind = coalesce(e.kind, c.kind))`);
  // One plan for each combination of tables.
  const name = `append ${inserts.map(({ table }) => table).join(' ')}${erased.rows.length > 0 ? ' gone' : ''}`;
  return { name, text: `with ${parts.join(',\n')} select id from moved`, values };
};
