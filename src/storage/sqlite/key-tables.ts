/**
 * The tables of WhatsApp's keys and of proxies, and the operations on all of their rows and on those of webhooks.
 *
 * Every value is sealed. The session, the type of key and Baileys' own id of a key are stored in plain text. A key
 * rotation seals all rows in one transaction, so at any moment one encryption key opens everything that is in use. Rows
 * that were put aside because their encryption key is lost are left as they are.
 */
import type Database from 'better-sqlite3';
import { Fault } from '../../kernel/fault.ts';
import { headerOf, keyNameOf, type Place, type Seal } from '../../kernel/seal.ts';
import { webhookSecretPlace } from './webhook-records.ts';

const SCHEMA = `
  create table if not exists whatsapp_credentials (
    id integer primary key,
    session text not null,
    root text not null,
    archived integer not null default 0,
    sealed blob not null,
    unlink_until integer
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

const UPLOADS = `
  create table if not exists whatsapp_uploads (
    root text not null,
    account text not null,
    id text not null,
    until integer not null,
    sealed blob not null,
    primary key (root, account, id)
  ) strict, without rowid;
`;

/** The addresses of proxies have passwords. The digest is the one in the fact. */
export const PROXIES = `
  create table if not exists session_proxies (
    session text not null,
    digest text not null,
    sealed blob not null,
    primary key (session, digest)
  ) strict, without rowid;
`;

/** The columns to which a value of each table is bound. */
const PLACES = {
  whatsapp_credentials: 'id, session, root',
  whatsapp_keys: 'credentials, type, id',
  whatsapp_uploads: 'root, account, id',
  webhook_secrets: 'endpoint, kind, kind',
  session_proxies: 'session, digest, digest',
} as const;
type Table = keyof typeof PLACES;
const TABLES = Object.keys(PLACES) as Table[];
/** The tables whose values were once stored in plain text. */
const ONCE_PLAIN: readonly Table[] = ['whatsapp_credentials', 'whatsapp_keys'];

type Columns = readonly [number | string, string, string];

export const credentialsPlace = (...[id, session, root]: Columns): Place => ({
  name: `whatsapp_credentials/${id}`,
  id: `${root}/${session}`,
});

export const keyPlace = (...[credentials, type, id]: Columns): Place => ({
  name: `whatsapp_keys/${credentials}/${type}`,
  id,
});

export const uploadPlace = (...[root, account, id]: Columns): Place => ({
  name: `whatsapp_uploads/${root}/${account}`,
  id,
});

export const proxyPlace = (...[session, digest]: Columns): Place => ({
  name: `session_proxies/${session}`,
  id: digest,
});

const PLACE_OF: Readonly<Record<Table, (...columns: Columns) => Place>> = {
  whatsapp_credentials: credentialsPlace,
  whatsapp_keys: keyPlace,
  whatsapp_uploads: uploadPlace,
  webhook_secrets: webhookSecretPlace,
  session_proxies: proxyPlace,
};

const placeOf = (table: Table, columns: Columns): Place => PLACE_OF[table](...columns);

interface InUse {
  readonly id: number;
  readonly session: string;
  readonly root: string;
  readonly sealed: Buffer;
}

const inUse = (db: Database.Database): InUse[] =>
  db.prepare<[], InUse>('select id, session, root, sealed from whatsapp_credentials where archived = 0').all();

const hasColumn = (db: Database.Database, name: string): boolean =>
  db.prepare(`select 1 from pragma_table_info('whatsapp_credentials') where name = ?`).get(name) !== undefined;

interface WebhookSecret {
  readonly endpoint: string;
  readonly kind: string;
  readonly sealed: Buffer;
}

interface SealedProxy {
  readonly session: string;
  readonly digest: string;
  readonly sealed: Buffer;
}

/** Empty in a file of an older Waybill, which has no such table. */
const rowsOf = <Row>(db: Database.Database, table: Table, columns: string): Row[] => {
  const hasTable = db.prepare("select 1 from sqlite_schema where type = 'table' and name = ?").get(table);
  return hasTable ? db.prepare<[], Row>(`select ${columns} from ${table}`).all() : [];
};

const webhookSecrets = (db: Database.Database): WebhookSecret[] =>
  rowsOf(db, 'webhook_secrets', 'endpoint, kind, sealed');

const sealedProxies = (db: Database.Database): SealedProxy[] =>
  rowsOf(db, 'session_proxies', 'session, digest, sealed');

/** The names of the encryption keys that open the rows in use: one, or none while nothing is sealed. */
export const keysInUse = (db: Database.Database): string[] => {
  const credentials = hasColumn(db, 'sealed') ? inUse(db) : [];
  return [
    ...new Set([...credentials, ...webhookSecrets(db), ...sealedProxies(db)].map(({ sealed }) => keyNameOf(sealed))),
  ];
};

/**
 * Creates the tables, seals values that were stored before sealing existed, and opens the credentials in use once.
 * @throws Fault `seal.wrong_key` or `seal.broken` when one of them does not open. Nothing is changed then.
 */
export const openKeyTables = (db: Database.Database, seal: Seal): void => {
  if (hasColumn(db, 'value')) sealAll(db, seal);
  createKeyTables(db);
  if (!hasColumn(db, 'unlink_until')) db.exec('alter table whatsapp_credentials add column unlink_until integer');
  for (const { id, session, root, sealed } of inUse(db)) seal.open(sealed, credentialsPlace(id, session, root));
};

/** Creates the tables that are not there. */
export const createKeyTables = (db: Database.Database): void => {
  db.exec(SCHEMA);
  db.exec(UPLOADS);
  db.exec(PROXIES);
};

const sealAll = (db: Database.Database, seal: Seal): void => {
  db.transaction(() => {
    for (const table of ONCE_PLAIN) {
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

/** Replaces the seal of `from` with the seal of `to` on all values, in one transaction. */
export const resealKeys = (db: Database.Database, from: Seal, to: Seal): void =>
  db.transaction(() => {
    // A file of an older Waybill has none of these.
    db.exec(UPLOADS);
    db.exec(PROXIES);
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

/** Rewrites the whole file, because its free space still contains overwritten and deleted values. */
export const wipeFreePages = (db: Database.Database): void => {
  db.exec('vacuum');
  db.pragma('wal_checkpoint(truncate)');
};

const opens = (seal: Seal | null, sealed: Buffer, place: Place): boolean => {
  try {
    seal?.open(sealed, place);
    return seal !== null;
  } catch (thrown) {
    if (thrown instanceof Fault) return false;
    throw thrown;
  }
};

/** Puts aside the credentials that do not open, or all of them if there is no key; returns their sessions. */
export const putAsideUnopened = (db: Database.Database, seal: Seal | null): string[] => {
  const archive = db.prepare<[number]>('update whatsapp_credentials set archived = 1 where id = ?');
  return db.transaction(() =>
    inUse(db)
      .filter(({ id, session, root, sealed }) => !opens(seal, sealed, credentialsPlace(id, session, root)))
      .map(({ id, session }) => {
        archive.run(id);
        return session;
      }),
  )();
};

/** Removes the secrets and headers of webhooks that do not open; returns their endpoints. */
export const forgetUnopenedSecrets = (db: Database.Database, seal: Seal | null): string[] => {
  const remove = db.prepare<[string, string]>('delete from webhook_secrets where endpoint = ? and kind = ?');
  return db.transaction(() => {
    const lost = webhookSecrets(db).filter(
      ({ endpoint, kind, sealed }) => !opens(seal, sealed, webhookSecretPlace(endpoint, kind)),
    );
    for (const { endpoint, kind } of lost) remove.run(endpoint, kind);
    return [...new Set(lost.map(({ endpoint }) => endpoint))];
  })();
};

/** Removes the addresses of proxies that do not open; returns their sessions, which connect no more until it is set again. */
export const forgetUnopenedProxies = (db: Database.Database, seal: Seal | null): string[] => {
  db.exec(PROXIES);
  const remove = db.prepare<[string, string]>('delete from session_proxies where session = ? and digest = ?');
  return db.transaction(() => {
    const lost = sealedProxies(db).filter(
      ({ session, digest, sealed }) => !opens(seal, sealed, proxyPlace(session, digest, digest)),
    );
    for (const { session, digest } of lost) remove.run(session, digest);
    return [...new Set(lost.map(({ session }) => session))];
  })();
};
