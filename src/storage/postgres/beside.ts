/**
 * The rows that stand beside a log: keys of linked devices, secrets and places of webhooks, proxies, files of media. They
 * are read and changed in the copy, by the same code as without PostgreSQL, and every change follows to the database.
 *
 * It guarantees that a change which `flushed` has waited for survives the copy, that changes of one row arrive in their
 * order, and that they are written by the owner of the log alone. Triggers of the copy note each change in its own
 * transaction, as the whole row, so sending it again changes nothing. If somebody else has owned the log since, what the
 * copy had not sent is given up, and the rows are those of the database.
 */
import type { Database } from 'better-sqlite3';
import { nothingToCancel } from '../../kernel/clock.ts';
import type { Lane } from './lane.ts';
import { type OwnedLog, refusalOf } from './owned-log.ts';

export const BESIDE = `
  create table beside (
    log int not null references logs (id),
    "table" text not null,
    key text not null,
    row text not null,
    primary key (log, "table", key)
  ) with (fillfactor = 70);
`;

/** Rows that others refer to stand before those. */
export const BESIDE_TABLES = [
  'whatsapp_credentials',
  'whatsapp_keys',
  'whatsapp_uploads',
  'session_proxies',
  'webhook_places',
  'webhook_secrets',
  'webhook_lanes',
  'webhook_parcels',
  'webhook_deliveries',
  'media_files',
] as const;

/** In the copy alone. `row` is null for a row that was removed. */
const NOTES = `
  create table if not exists unsent (
    number integer primary key autoincrement,
    name text not null,
    key text not null,
    row text,
    unique (name, key)
  ) strict;
  create table if not exists copy_of (
    one integer primary key check (one = 1),
    cluster text not null,
    epoch integer not null
  ) strict;
`;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly pk: number;
}

const columnsOf = (db: Database, table: string): Column[] => db.pragma(`table_info(${table})`) as Column[];

const keyOf = (columns: readonly Column[]): Column[] =>
  columns.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);

/** JSON has no bytes: they are written as hex digits, and read back by the type of their column. */
const shown = ({ name, type }: Column, of: 'new' | 'old'): string =>
  type === 'BLOB' ? `hex(${of}."${name}")` : `${of}."${name}"`;

const noting = (db: Database, table: string): string => {
  const columns = columnsOf(db, table);
  const key = (of: 'new' | 'old'): string =>
    `json_array(${keyOf(columns)
      .map((each) => shown(each, of))
      .join(', ')})`;
  const row = `json_object(${columns.map((each) => `'${each.name}', ${shown(each, 'new')}`).join(', ')})`;
  const note = (of: 'new' | 'old', what: string): string => `
    delete from unsent where name = '${table}' and key = ${key(of)};
    insert into unsent (name, key, row) values ('${table}', ${key(of)}, ${what});`;
  return `
    create trigger note_insert_${table} after insert on ${table} begin ${note('new', row)} end;
    create trigger note_update_${table} after update on ${table} begin ${note('old', 'null')} ${note('new', row)} end;
    create trigger note_delete_${table} after delete on ${table} begin ${note('old', 'null')} end;`;
};

const silence = (table: string): string =>
  ['insert', 'update', 'delete'].map((act) => `drop trigger if exists note_${act}_${table};`).join(' ');

interface Row {
  readonly key: string;
  readonly row: string;
}

/** Rows read at once. */
const PAGE = 1_000;

const rowsOf = async (lane: Lane, log: number, table: string): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (let after = ''; ; ) {
    const page = await lane.run<Row>({
      name: 'rows beside',
      text: `select key, row from beside where log = $1 and "table" = $2 and key > $3 order by key limit ${PAGE}`,
      values: [log, table, after],
    });
    rows.push(...page);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return rows;
    after = last.key;
  }
};

const inserting = (db: Database, table: string): ((row: string) => void) => {
  const columns = columnsOf(db, table);
  const insert = db.prepare(
    `insert into ${table} (${columns.map(({ name }) => `"${name}"`).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  );
  return (text) => {
    const row = JSON.parse(text) as Record<string, string | number | null>;
    insert.run(
      ...columns.map(({ name, type }) => {
        const value = row[name] ?? null;
        return type === 'BLOB' && typeof value === 'string' ? Buffer.from(value, 'hex') : value;
      }),
    );
  };
};

/** Makes the rows of the copy those of the database. */
const load = async (db: Database, lane: Lane, log: number): Promise<void> => {
  const loaded = new Map<string, readonly Row[]>();
  for (const table of BESIDE_TABLES) loaded.set(table, await rowsOf(lane, log, table));
  db.transaction(() => {
    for (const table of BESIDE_TABLES.toReversed()) db.exec(`delete from ${table}`);
    for (const [table, rows] of loaded) {
      const insert = inserting(db, table);
      for (const { row } of rows) insert(row);
    }
    db.exec('delete from unsent');
  }).immediate();
};

export interface Beside {
  /**
   * Resolves once everything that the copy holds at the call is in the database.
   * @throws Fault or Defect as `OwnedLog.write` does.
   */
  flushed(): Promise<void>;
  /** Ends the attempts to send what nobody waits for. */
  stop(): void;
}

export interface BesideOptions {
  readonly db: Database;
  readonly lane: Lane;
  readonly owned: OwnedLog;
  readonly cluster: string;
  /** Calls back when it is time to send what nobody waits for; the answer cancels it. */
  readonly later: (send: () => void) => () => void;
}

interface Unsent {
  readonly number: number;
  readonly name: string;
  readonly key: string;
  readonly row: string | null;
}

/** The guard locks the row of the log, so that a write of an earlier owner cannot come after one of a later. */
const SEND = `
  with held as (update logs set epoch = epoch where id = $1 and epoch = $2 returning id),
  sent as (select * from unnest($3::text[], $4::text[], $5::text[]) as t("table", key, row)),
  written as (
    insert into beside (log, "table", key, row)
      select held.id, sent."table", sent.key, sent.row from sent, held where sent.row is not null
      on conflict (log, "table", key) do update set row = excluded.row),
  gone as (
    delete from beside b using sent, held
      where b.log = held.id and b."table" = sent."table" and b.key = sent.key and sent.row is null)
  select id from held
`;

/** Whether the copy may still hold changes of this owner that the database does not have. */
const isOwn = (db: Database, { cluster, owned }: Pick<BesideOptions, 'cluster' | 'owned'>): boolean => {
  const known = db.prepare<[], { cluster: string; epoch: number }>('select cluster, epoch from copy_of').get();
  return known?.cluster === cluster && known.epoch === owned.epoch() - 1;
};

/** The tables must be there. */
export const openBeside = async ({ db, lane, owned, cluster, later }: BesideOptions): Promise<Beside> => {
  db.exec(NOTES);
  if (!isOwn(db, { cluster, owned })) {
    for (const table of BESIDE_TABLES) db.exec(silence(table));
    await load(db, lane, owned.id);
  }
  for (const table of BESIDE_TABLES) db.exec(`${silence(table)} ${noting(db, table)}`);
  const keepEpoch = db.prepare<[string, number]>('insert or replace into copy_of values (1, ?, ?)');
  keepEpoch.run(cluster, owned.epoch());

  const next = db.prepare<[], Unsent>(`select number, name, key, row from unsent order by number limit ${PAGE}`);
  const last = db.prepare<[], number | null>('select max(number) from unsent').pluck();
  const first = db.prepare<[], number | null>('select min(number) from unsent').pluck();
  const forget = db.prepare<[number]>('delete from unsent where number <= ?');

  const sendSome = async (): Promise<void> => {
    const rows = next.all();
    const end = rows.at(-1);
    if (!end) return;
    const epoch = owned.epoch();
    const [held] = await lane.run<{ id: number }>({
      name: 'send beside',
      text: SEND,
      values: [owned.id, epoch, rows.map(({ name }) => name), rows.map(({ key }) => key), rows.map(({ row }) => row)],
    });
    if (held) forget.run(end.number);
    // A write in doubt raises the epoch, and the owner stays.
    else if (owned.epoch() === epoch) throw owned.lose();
    else keepEpoch.run(cluster, owned.epoch());
  };

  let sending: Promise<void> | null = null;
  const flushed = async (): Promise<void> => {
    const upTo = last.get() ?? 0;
    try {
      while ((first.get() ?? Infinity) <= upTo) {
        sending ??= sendSome().finally(() => {
          sending = null;
        });
        await sending;
      }
    } catch (thrown) {
      throw refusalOf(thrown);
    }
  };

  let cancel = nothingToCancel;
  let stopped = false;
  const sendLater = (): void => {
    if (stopped) return;
    cancel = later(() => {
      flushed().then(sendLater, sendLater);
    });
  };
  sendLater();
  return {
    flushed,
    stop() {
      stopped = true;
      cancel();
    },
  };
};
