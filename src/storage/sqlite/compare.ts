/**
 * Proves that the live tables equal their rebuild.
 *
 * Every projection is built a second time, from the log alone, in a temporary database, and compared row by row with a
 * snapshot of the live tables. The live tables are only read, appends continue, and the event loop gets its turn
 * between pages. While the snapshot is held, SQLite cannot shrink its write-ahead log.
 */
import Database from 'better-sqlite3';
import { shortChat } from '../../kernel/ids.ts';
import { projections } from '../../projections/all.ts';
import { moving } from '../../projections/projection.ts';
import type { Recorded } from '../../events/log/log.ts';
import { IN_STEP, LAG_MAX, nextTurn, type Progress, type Source } from './projector.ts';

/** The first row that differs from its rebuild. */
export interface Difference {
  readonly projection: string;
  /** The row's key, with phone numbers shortened. */
  readonly row: string;
  readonly problem: string;
}

/** Facts or rows between two turns of the event loop: a few milliseconds of work. */
const PAGE = 1_000;

/** A snapshot of the committed state, which lasts until the connection is closed. */
const snapshotOf = (db: Database.Database): Database.Database => {
  if (db.memory) return new Database(db.serialize());
  const snapshot = new Database(db.name, { readonly: true });
  snapshot.exec('begin');
  return snapshot;
};

/** Builds each table up to the position at which its live one is. */
const build = async (db: Database.Database, log: Source, live: Live, progress: Progress): Promise<void> => {
  // The database is temporary: durability is off.
  db.pragma('journal_mode = off');
  db.pragma('synchronous = off');
  for (const { schema } of projections) db.exec(schema);
  const move = moving(projections.map(({ attach }) => attach(db)));
  const isBeyond = (name: string, position: number): boolean => position > live.reached(name);
  const apply = db.transaction((facts: readonly Recorded[]) => move(facts, isBeyond));
  for (let position = 0; position < live.head; ) {
    const facts = log.page({ after: position, limit: Math.min(PAGE, live.head - position) });
    apply(facts);
    position = facts.at(-1)?.position ?? live.head;
    progress(position, live.head);
    await nextTurn();
  }
};

type Value = string | number | Buffer | null;

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** Indexes of the key's columns, in the key's order. */
  readonly key: readonly number[];
}

const tableOf = (db: Database.Database, name: string): Table => {
  const columns = db.pragma(`table_info(${name})`) as { name: string; pk: number }[];
  const key = columns.flatMap(({ pk }, index) => (pk > 0 ? [{ pk, index }] : []));
  return {
    name,
    columns: columns.map((column) => column.name),
    key: key.sort((a, b) => a.pk - b.pk).map(({ index }) => index),
  };
};

const rowsOf = (db: Database.Database, { name, columns, key }: Table): Iterator<Value[], undefined> =>
  db
    .prepare<[], Value[]>(`select * from ${name} order by ${key.map((index) => columns[index]).join(', ')}`)
    .raw()
    .iterate();

const same = (one: Value | undefined, other: Value | undefined): boolean =>
  one === other || (Buffer.isBuffer(one) && Buffer.isBuffer(other) && one.equals(other));

/** Keys of strict tables: within a column, all are text or all are numbers. */
const isBefore = (one: Value[], other: Value[], key: readonly number[]): boolean => {
  const place = key.find((index) => one[index] !== other[index]) ?? 0;
  return (one[place] ?? '') < (other[place] ?? '');
};

const problemOf = (live: Value[] | null, rebuilt: Value[] | null, { columns, key }: Table): string | null => {
  if (live === null) return rebuilt && 'is missing';
  if (rebuilt === null || isBefore(live, rebuilt, key)) return 'should not be there';
  if (isBefore(rebuilt, live, key)) return 'is missing';
  const wrong = columns.filter((_, index) => !same(live[index], rebuilt[index]));
  return wrong.length > 0 ? `differs in ${wrong.join(', ')}` : null;
};

const describe = (row: Value[], { columns, key }: Table): string =>
  key
    .map((index) => {
      const value = String(row[index]);
      return `${columns[index]} ${value.includes('@') ? shortChat(value) : value}`;
    })
    .join(', ');

const compareTable = async (
  live: Database.Database,
  rebuilt: Database.Database,
  table: Table,
): Promise<Difference | null> => {
  const [left, right] = [rowsOf(live, table), rowsOf(rebuilt, table)];
  try {
    for (let count = 1; ; count += 1) {
      const one = left.next().value ?? null;
      const other = right.next().value ?? null;
      const problem = problemOf(one, other, table);
      if (problem) {
        const row = problem === 'is missing' ? other : one;
        return { projection: table.name, row: describe(row ?? [], table), problem };
      }
      if (one === null) return null;
      if (count % PAGE === 0) await nextTurn();
    }
  } finally {
    // A connection cannot be closed while it reads.
    left.return?.();
    right.return?.();
  }
};

interface Live {
  readonly head: number;
  /** The position of a table. */
  reached(name: string): number;
}

const lagging = new Set(projections.filter(({ lags }) => lags).map(({ name }) => name));

/** Where the live tables are, or the first that is further behind than it may. */
const liveOf = (live: Database.Database): Live | { difference: Difference } => {
  const head = live.prepare<[], number>('select position from head').pluck().get() ?? 0;
  const stored = live.prepare<[], { name: string; position: number }>('select name, position from projections').all();
  const positions = new Map(stored.map(({ name, position }) => [name, position === IN_STEP ? head : position]));
  const wrong = [...positions].find(([name, at]) => at > head || at < (lagging.has(name) ? head - LAG_MAX : head));
  if (!wrong) return { head, reached: (name) => positions.get(name) ?? 0 };
  const [projection, position] = wrong;
  return { difference: { projection, row: 'none', problem: `stands at position ${position}, the log at ${head}` } };
};

/** The first difference between the live tables and their rebuild; null if there is none. */
export const compare = async (
  db: Database.Database,
  log: Source,
  progress: Progress = () => {},
): Promise<Difference | null> => {
  const live = snapshotOf(db);
  try {
    const at = liveOf(live);
    if ('difference' in at) return at.difference;
    // A temporary file, which SQLite deletes by itself.
    const rebuilt = new Database('');
    try {
      await build(rebuilt, log, at, progress);
      for (const { name } of projections) {
        const difference = await compareTable(live, rebuilt, tableOf(rebuilt, name));
        if (difference) return difference;
      }
      return null;
    } finally {
      rebuilt.close();
    }
  } finally {
    live.close();
  }
};
