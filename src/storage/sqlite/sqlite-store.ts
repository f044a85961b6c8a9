/** Rows of the log in SQLite. Statements are prepared once and take their parameters by position. */
import type { Database, Statement } from 'better-sqlite3';
import type { StreamHeader } from '../../events/facts/header.ts';
import { PRIORITIES } from '../../events/facts/words.ts';
import type { Head, Projector } from '../../events/log/log.ts';
import type { HashedRow, Row } from '../../events/log/row.ts';
import type { Batch, Selection, Store, StoredContent } from '../../events/log/store.ts';
import { Defect } from '../../kernel/fault.ts';
import { readTogether } from '../../projections/together.ts';
import { archivedRows, type HeaderOf, withArchived } from '../archive/archived-rows.ts';
import { diskFault } from './disk-fault.ts';
import { blocksOf, FROM_TYPE, openTypeBlocks, type TypeBlocks } from './type-blocks.ts';

const HASHED = `
  e.position, s.name as stream, e.stream as streamId, e.version, e.type, e.schema, e.data, e.at,
    e.from_state as "from", e.to_state as "to", e.causation, e.correlation, e."by", lower(hex(e.hash)) as hash`;

const COLUMNS = `select ${HASHED}, s.session, s.chat, s.priority, s.tenant`;

const FROM = 'from events e join streams s on s.id = e.stream';

/** A row of the log as it was hashed, from `events e` and `streams s`. */
export const SELECT_HASHED = `select ${HASHED} ${FROM}`;

const ROW = `${COLUMNS} ${FROM} where e.position > +? and e.position <= +?`;

const BY_STREAM = 'and e.stream = (select id from streams where name = +?) and e.version > +?';

/**
 * `+` before a column excludes it from the choice of index: each query has one good plan. `+` before a parameter keeps
 * SQLite from planning the query again for each value, which costs ten times as much as reading a short stream.
 */
const selects = (order: 'asc' | 'desc') => ({
  all: `${ROW} order by e.position ${order} limit +?`,
  type: `${COLUMNS} ${FROM_TYPE} and +e.position > +? and +e.position <= +?
    order by b.block ${order}, e.position ${order} limit +?`,
  stream: `${ROW} ${BY_STREAM} order by e.version ${order} limit +?`,
  streamAndType: `${ROW} ${BY_STREAM} and +e.type = +? order by e.version ${order} limit +?`,
  header: `${ROW} and +s.session is coalesce(+?, s.session) 
    and (+? is null or s.chat in (select value from json_each(+?)))
    and +e.type = coalesce(+?, e.type) order by e.position ${order} limit +?`,
});

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

interface StoredHeader {
  readonly session: string | null;
  readonly chat: string | null;
  /** An index into `PRIORITIES`. */
  readonly priority: number | null;
  readonly tenant: string | null;
}

const headerOf = ({ session, chat, priority, tenant }: StoredHeader): StreamHeader => ({
  session,
  chatId: chat,
  priority: priority === null ? null : (PRIORITIES[priority] ?? null),
  tenant,
});

/** Written out instead of spread: every fact that is read passes here. */
const rowOf = (stored: HashedRow & StoredHeader): Row => ({
  position: stored.position,
  stream: stored.stream,
  streamId: stored.streamId,
  header: headerOf(stored),
  version: stored.version,
  type: stored.type,
  schema: stored.schema,
  data: stored.data,
  at: stored.at,
  from: stored.from,
  to: stored.to,
  causation: stored.causation,
  correlation: stored.correlation,
  by: stored.by,
  hash: stored.hash,
});

const writes = (db: Database, types: TypeBlocks): ((batch: Batch) => void) => {
  const addStream = db.prepare(
    'insert into streams (id, name, session, chat, priority, tenant) values (?, ?, ?, ?, ?, ?)',
  );
  const addEvent = db.prepare('insert into events values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const addContent = db.prepare('insert into contents (position, place, kind, salt, body) values (?, ?, ?, ?, ?)');
  const erase = db.prepare('delete from contents where position = ? and kind = coalesce(?, kind)');
  const addUnfinished = db.prepare('insert into unfinished_erasures (position) values (?)');
  const addClaim = db.prepare('insert into claims (key, position) values (?, ?)');
  const moveHead = db.prepare('update head set position = ?, hash = ?');

  const begin = ({ streamId, stream, header }: Row): void => {
    const { session, chatId, priority, tenant } = header;
    addStream.run(streamId, stream, session, chatId, priority && PRIORITIES.indexOf(priority), tenant);
  };
  const insert = (row: Row): void => {
    if (row.version === 1) begin(row);
    const { position, streamId, version, type, schema, data, at, from, to, causation, correlation, by } = row;
    const hash = bytes(row.hash);
    addEvent.run(position, streamId, version, type, schema, data, at, from, to, causation, correlation, by, hash);
    types.add(position, type);
  };

  return ({ rows, contents, claims, erased }) => {
    for (const row of rows) insert(row);
    for (const { position, place, kind, salt, body } of contents)
      addContent.run(position, place, kind, salt && bytes(salt), body);
    for (const { key, position } of claims) addClaim.run(key, position);
    for (const { position, kind } of erased) erase.run(position, kind);
    for (const { type, position } of rows) if (ERASING.has(type)) addUnfinished.run(position);
    const last = rows.at(-1);
    if (last) moveHead.run(last.position, bytes(last.hash));
  };
};

/** The types of facts that erase contents: copies in the write-ahead log are left to remove after their commit. */
const ERASING: ReadonlySet<string> = new Set(['content.erased', 'webhook.removed']);

const commits = (db: Database, types: TypeBlocks, project: Projector | undefined): Store['commit'] => {
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  const rollback = db.prepare('rollback');
  const write = writes(db, types);
  return async (draft) => {
    try {
      begin.run();
      const batch = draft();
      if (batch.rows.length > 0) {
        write(batch);
        project?.apply(batch.facts);
      }
      commit.run();
      if (batch.facts.length > 0) project?.committed(batch.facts);
      return batch;
    } catch (thrown) {
      // SQLite may already have rolled back after a full disk or an I/O error.
      if (db.inTransaction) rollback.run();
      types.rolledBack();
      throw diskFault('The log cannot be written', thrown) ?? thrown;
    }
  };
};

const together = (db: Database): Store['together'] => {
  const atOnce = readTogether(db);
  return (read) => {
    try {
      return atOnce(read);
    } catch (thrown) {
      throw diskFault('The log cannot be read', thrown) ?? thrown;
    }
  };
};

type StoredRow = HashedRow & StoredHeader;

const rowsOf = (db: Database, order: 'asc' | 'desc'): ((selection: Selection) => StoredRow[]) => {
  const sql = selects(order);
  const select = (text: string): Statement<unknown[], StoredRow> => db.prepare(text);
  const all = select(sql.all);
  const byType = select(sql.type);
  const byStream = select(sql.stream);
  const byStreamAndType = select(sql.streamAndType);
  const byHeader = select(sql.header);
  return ({ after, upTo = Number.MAX_SAFE_INTEGER, limit = -1, stream, type, session, chatIds, afterVersion = 0 }) => {
    if (stream !== undefined && type !== undefined)
      return byStreamAndType.all(after, upTo, stream, afterVersion, type, limit);
    if (stream !== undefined) return byStream.all(after, upTo, stream, afterVersion, limit);
    if (session !== undefined || chatIds !== undefined) {
      const chats = chatIds === undefined ? null : JSON.stringify(chatIds);
      return byHeader.all(after, upTo, session ?? null, chats, chats, type ?? null, limit);
    }
    if (type !== undefined) return byType.all(type, ...blocksOf(after, upTo), after, upTo, limit);
    return all.all(after, upTo, limit);
  };
};

/** The upper bound of all names that start with the prefix. */
const LAST_CHARACTER = '\u{10FFFF}';

const heads = (
  db: Database,
): {
  of: (stream: string) => (StoredHeader & { id: number; version: number | null }) | undefined;
  header: HeaderOf;
} => {
  const one = db.prepare<[string], StoredHeader & { id: number; version: number | null }>(
    `select id, session, chat, priority, tenant, (select max(version) from events where stream = id) as version
      from streams where name = ?`,
  );
  const header = db.prepare<[number], StoredHeader>('select session, chat, priority, tenant from streams where id = ?');
  return {
    of: (stream) => one.get(stream),
    header(streamId) {
      const stored = header.get(streamId);
      if (stored) return headerOf(stored);
      throw new Defect(`The archive holds facts of stream ${streamId}, which the log does not know`);
    },
  };
};

/** `hex` returns an empty text for null. */
const salted = (row: StoredContent): StoredContent => (row.salt === '' ? { ...row, salt: null } : row);

const contentReads = (db: Database): Pick<Store, 'content' | 'contents'> => {
  const columns = 'position, place, kind, lower(hex(salt)) as salt, body';
  const said = db.prepare<[number, number], StoredContent>(
    `select ${columns} from contents where position = ? and place = ?`,
  );
  const page = db.prepare<[number, number, number], StoredContent>(
    `select ${columns} from contents where (position, place) > (+?, +?) order by position, place limit +?`,
  );
  return {
    content(position, place) {
      const row = said.get(position, place);
      return row ? salted(row) : null;
    },
    contents: ({ position, place }, limit) => page.all(position, place, limit).map(salted),
  };
};

export const sqliteStore = (db: Database, project?: Projector): Store => {
  const head = db.prepare<[], Head>('select position, lower(hex(hash)) as hash from head');
  const positionOf = db
    .prepare<[number, number], number>('select position from events where stream = ? and version = ?')
    .pluck();
  const claimed = db.prepare<[string], number>('select position from claims where key = ?').pluck();
  const streams = db
    .prepare<[string, string, number], string>(
      'select name from streams where name >= +? and name < +? order by name limit +?',
    )
    .pluck();
  const types = openTypeBlocks(db);
  const archive = archivedRows(db);
  const stream = heads(db);
  const oldestFirst = rowsOf(db, 'asc');
  const newestFirst = rowsOf(db, 'desc');

  return {
    commit: commits(db, types, project),
    together: together(db),
    head() {
      const row = head.get();
      if (!row) throw new Defect('The log has lost the row that says where it ends');
      return row;
    },
    streamHead(name) {
      const live = stream.of(name);
      if (!live) return null;
      return { id: live.id, version: live.version ?? archive.versionOf(live.id) ?? 0, header: headerOf(live) };
    },
    rows(selection) {
      const live = (selection.newestFirst ? newestFirst : oldestFirst)(selection).map(rowOf);
      return withArchived(live, selection, archive, stream.header);
    },
    streams: (prefix, limit, after = '') =>
      streams.all(after < prefix ? prefix : `${after}\0`, `${prefix}${LAST_CHARACTER}`, limit),
    positionOf: (streamId, version) => positionOf.get(streamId, version) ?? archive.positionOf(streamId, version),
    hasType: (position, type) => types.has(position, type),
    claimed: (key) => claimed.get(key) ?? null,
    ...contentReads(db),
    archive,
    close: () => db.close(),
  };
};
