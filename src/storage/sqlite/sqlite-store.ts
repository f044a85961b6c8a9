/** Rows of the log in SQLite. Statements are prepared once and take their parameters by position. */
import type { Database, Statement } from 'better-sqlite3';
import { Defect } from '../../kernel/fault.ts';
import { archivedRows, withArchived } from '../archive/archived-rows.ts';
import { diskFault } from './disk-fault.ts';
import type { Head } from '../../events/log/log.ts';
import type { Row } from '../../events/log/row.ts';
import type { Store, Text } from '../../events/log/store.ts';
import { blocksOf, FROM_TYPE, openTypeBlocks, type TypeBlocks } from './type-blocks.ts';

const COLUMNS = `
  select e.position, s.name as stream, e.stream as streamId, e.version, e.type, e.schema, e.data, e.at,
    e.from_state as "from", e.to_state as "to", e.causation, e.correlation, e."by", lower(hex(e.hash)) as hash`;

/** A row of the log, from `events e` and `streams s`. */
export const SELECT_ROW = `${COLUMNS} from events e join streams s on s.id = e.stream`;

const ROW = `${SELECT_ROW} where e.position > +? and e.position <= +?`;

const BY_STREAM = 'and e.stream = (select id from streams where name = +?) and e.version > +?';

/**
 * `+` before a column keeps it out of the choice of index: each of these has one good plan. Before a parameter it keeps
 * SQLite from planning anew for each value, which costs ten times the reading of a short stream.
 */
const selects = (order: 'asc' | 'desc') => ({
  all: `${ROW} order by e.position ${order} limit +?`,
  type: `${COLUMNS} ${FROM_TYPE} and +e.position > +? and +e.position <= +?
    order by b.block ${order}, e.position ${order} limit +?`,
  stream: `${ROW} ${BY_STREAM} order by e.version ${order} limit +?`,
  streamAndType: `${ROW} ${BY_STREAM} and +e.type = +? order by e.version ${order} limit +?`,
});

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

const transactions = (db: Database, rolledBack: () => void): Store['transaction'] => {
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  const rollback = db.prepare('rollback');
  return (work) => {
    try {
      begin.run();
      const result = work();
      commit.run();
      return result;
    } catch (thrown) {
      // A full disk or an I/O error may already have undone the transaction.
      if (db.inTransaction) rollback.run();
      rolledBack();
      throw diskFault('The log cannot be written', thrown) ?? thrown;
    }
  };
};

const inserts = (db: Database, types: TypeBlocks): Store['insert'] => {
  const addStream = db.prepare('insert into streams (id, name) values (?, ?)');
  const addEvent = db.prepare('insert into events values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const addContent = db.prepare('insert into contents (position, body) values (?, ?)');
  const moveHead = db.prepare('update head set position = ?, hash = ?');

  const insert = (row: Row): void => {
    if (row.version === 1) addStream.run(row.streamId, row.stream);
    const { position, streamId, version, type, schema, data, at, from, to, causation, correlation, by } = row;
    const hash = bytes(row.hash);
    addEvent.run(position, streamId, version, type, schema, data, at, from, to, causation, correlation, by, hash);
    types.add(position, type);
  };

  return (rows, texts) => {
    for (const row of rows) insert(row);
    for (const { position, body } of texts) addContent.run(position, body);
    const last = rows.at(-1);
    if (last) moveHead.run(last.position, bytes(last.hash));
  };
};

const rowsOf = (db: Database, order: 'asc' | 'desc'): Store['rows'] => {
  const sql = selects(order);
  const select = (text: string): Statement<unknown[], Row> => db.prepare(text);
  const all = select(sql.all);
  const byType = select(sql.type);
  const byStream = select(sql.stream);
  const byStreamAndType = select(sql.streamAndType);
  return ({ after, upTo = Number.MAX_SAFE_INTEGER, limit = -1, stream, type, afterVersion = 0 }) => {
    if (stream !== undefined && type !== undefined)
      return byStreamAndType.all(after, upTo, stream, afterVersion, type, limit);
    if (stream !== undefined) return byStream.all(after, upTo, stream, afterVersion, limit);
    if (type !== undefined) return byType.all(type, ...blocksOf(after, upTo), after, upTo, limit);
    return all.all(after, upTo, limit);
  };
};

/** Behind every name that begins with what stands before it. */
const LAST_CHARACTER = '\u{10FFFF}';

export const sqliteStore = (db: Database): Store => {
  const head = db.prepare<[], Head>('select position, lower(hex(hash)) as hash from head');
  const streamHead = db.prepare<[string], { id: number; version: number | null }>(
    'select id, (select max(version) from events where stream = id) as version from streams where name = ?',
  );
  const positionOf = db
    .prepare<[number, number], number>('select position from events where stream = ? and version = ?')
    .pluck();
  const content = db
    .prepare<[string], string>('select body from contents where position = (select id from streams where name = ?)')
    .pluck();
  const texts = db.prepare<[number, number], Text>(
    'select position, body from contents where position > +? order by position limit +?',
  );
  const types = openTypeBlocks(db);
  const archive = archivedRows(db);
  const oldestFirst = rowsOf(db, 'asc');
  const newestFirst = rowsOf(db, 'desc');
  const streams = db
    .prepare<[string, string, number], string>(
      'select name from streams where name >= +? and name < +? order by name limit +?',
    )
    .pluck();

  return {
    transaction: transactions(db, types.rolledBack),
    insert: inserts(db, types),
    head() {
      const row = head.get();
      if (!row) throw new Defect('The log has lost the row that says where it ends');
      return row;
    },
    streamHead(stream) {
      const live = streamHead.get(stream);
      return live ? { id: live.id, version: live.version ?? archive.versionOf(live.id) ?? 0 } : null;
    },
    rows(selection) {
      const live = (selection.newestFirst ? newestFirst : oldestFirst)(selection);
      return withArchived(live, selection, archive);
    },
    streams: (prefix, limit) => streams.all(prefix, `${prefix}${LAST_CHARACTER}`, limit),
    positionOf: (streamId, version) => positionOf.get(streamId, version) ?? archive.positionOf(streamId, version),
    hasType: (position, type) => types.has(position, type),
    content: (stream) => content.get(stream) ?? null,
    texts: (after, limit) => texts.all(after, limit),
    archive,
    close: () => db.close(),
  };
};
