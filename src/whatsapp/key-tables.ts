/**
 * The tables of WhatsApp's keys, and what is done to all of their rows at once.
 *
 * Every value in them is sealed; who and what a row is about (session, type of key, the id under which Baileys knows it)
 * stays readable. Rows are sealed anew in one transaction, so at any moment one key opens all that is in use. What was put
 * aside because its key is lost stays as it is.
 */
import type Database from 'better-sqlite3';
import { Fault } from '../kernel/fault.ts';
import { headerOf, keyNameOf, type Place, type Seal } from '../kernel/seal.ts';

const SCHEMA = `
  create table if not exists whatsapp_credentials (
    id integer primary key,
    session text not null,
    root text not null,
    archived integer not null default 0,
    sealed blob not null
  ) strict;
  create unique index if not exists whatsapp_credentials_in_use on whatsapp_credentials (session, root) where archived = 0;
  create table if not exists whatsapp_keys (
    credentials integer not null references whatsapp_credentials (id),
    type text not null,
    id text not null,
    sealed blob not null,
    primary key (credentials, type, id)
  ) strict, without rowid;
`;

/** The columns that a value of each table is bound to. */
const PLACES = { whatsapp_credentials: 'id, session, root', whatsapp_keys: 'credentials, type, id' } as const;
const TABLES = Object.keys(PLACES) as (keyof typeof PLACES)[];

type Columns = readonly [id: number, string, string];

export const credentialsPlace = (...[id, session, root]: Columns): Place => ({
  name: `whatsapp_credentials/${id}`,
  id: `${root}/${session}`,
});

export const keyPlace = (...[credentials, type, id]: Columns): Place => ({
  name: `whatsapp_keys/${credentials}/${type}`,
  id,
});

const placeOf = (table: keyof typeof PLACES, columns: Columns): Place =>
  table === 'whatsapp_keys' ? keyPlace(...columns) : credentialsPlace(...columns);

interface InUse {
  readonly id: number;
  readonly session: string;
  readonly root: string;
  readonly sealed: Buffer;
}

const inUse = (db: Database.Database): InUse[] =>
  db.prepare<[], InUse>('select id, session, root, sealed from whatsapp_credentials where archived = 0').all();

const isOfOldShape = (db: Database.Database): boolean =>
  db.prepare(`select 1 from pragma_table_info('whatsapp_credentials') where name = 'value'`).get() !== undefined;

const isThere = (db: Database.Database): boolean =>
  db.prepare(`select 1 from pragma_table_info('whatsapp_credentials') where name = 'sealed'`).get() !== undefined;

/** The names of the encryption keys that open what is in use: one, or none while nothing is sealed. */
export const keysInUse = (db: Database.Database): string[] => [
  ...new Set(isThere(db) ? inUse(db).map(({ sealed }) => keyNameOf(sealed)) : []),
];

/**
 * Makes the tables, seals what was stored before keys were sealed, and opens the credentials in use once.
 * @throws Fault `seal.wrong_key` or `seal.broken` when one of them does not open. Nothing is changed then.
 */
export const openKeyTables = (db: Database.Database, seal: Seal): void => {
  if (isOfOldShape(db)) sealAll(db, seal);
  db.exec(SCHEMA);
  for (const { id, session, root, sealed } of inUse(db)) seal.open(sealed, credentialsPlace(id, session, root));
};

const sealAll = (db: Database.Database, seal: Seal): void => {
  db.transaction(() => {
    for (const table of TABLES) {
      db.function('sealed_now', { varargs: true }, (plain: string, ...columns: Columns) =>
        seal.seal(plain, placeOf(table, columns)),
      );
      db.exec(`
        alter table ${table} add column sealed blob not null default x'';
        update ${table} set sealed = sealed_now(value, ${PLACES[table]});
        alter table ${table} drop column value;
      `);
    }
  })();
  wipeFreePages(db);
};

/** Seals with `to` what `from` has sealed, all of it or nothing. */
export const resealKeys = (db: Database.Database, from: Seal, to: Seal): void =>
  db.transaction(() => {
    for (const table of TABLES) {
      db.function('resealed', { varargs: true }, (sealed: Buffer, ...columns: Columns) => {
        const place = placeOf(table, columns);
        return to.seal(from.open(sealed, place), place);
      });
      db.prepare(`update ${table} set sealed = resealed(sealed, ${PLACES[table]}) where substr(sealed, 1, 5) = ?`).run(
        headerOf(from.keyName),
      );
    }
  })();

/** Writes the whole file anew, because what was overwritten or deleted still stands in its free space. */
export const wipeFreePages = (db: Database.Database): void => {
  db.exec('vacuum');
  db.pragma('wal_checkpoint(truncate)');
};

const opens = (seal: Seal | null, { id, session, root, sealed }: InUse): boolean => {
  try {
    seal?.open(sealed, credentialsPlace(id, session, root));
    return seal !== null;
  } catch (thrown) {
    if (thrown instanceof Fault) return false;
    throw thrown;
  }
};

/** Puts aside the credentials that do not open, all of them where there is no key; answers the sessions they were of. */
export const putAsideUnopened = (db: Database.Database, seal: Seal | null): string[] => {
  const archive = db.prepare<[number]>('update whatsapp_credentials set archived = 1 where id = ?');
  return db.transaction(() =>
    inUse(db)
      .filter((row) => !opens(seal, row))
      .map(({ id, session }) => {
        archive.run(id);
        return session;
      }),
  )();
};
