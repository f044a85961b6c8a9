/**
 * The keys of the linked devices, in the same SQLite file as everything else.
 *
 * It guarantees that a set of keys that belongs together is stored together or not at all, that it is on disk when the
 * call returns (the connection commits durably), and that nothing linked is ever deleted: keys that are put aside stay in
 * the file, unused, and whatever an old connection still saves goes to them and not to those that came after. Baileys'
 * own file store rewrites whole files and has been seen half written; it was not considered.
 */
import {
  type AuthenticationCreds,
  type AuthenticationState,
  BufferJSON,
  initAuthCreds,
  proto,
  type SignalDataTypeMap,
  type SignalKeyStore,
} from 'baileys';
import type Database from 'better-sqlite3';
import type { SessionId } from '../kernel/ids.ts';

export interface Keyring {
  readonly auth: AuthenticationState;
  /** Stores the credentials as they are now; Baileys changes them in place. */
  save(): void;
}

export interface Credentials {
  /** The session's keys, or new ones that have yet to be linked. */
  open(session: SessionId): Keyring;
  /** Whether a phone has linked the session's keys. */
  paired(session: SessionId): boolean;
  /** Puts the session's keys aside; the next `open` starts with new ones. */
  forget(session: SessionId): void;
}

const SCHEMA = `
  create table if not exists whatsapp_credentials (
    id integer primary key,
    session text not null,
    root text not null,
    archived integer not null default 0,
    value text not null
  ) strict;
  create unique index if not exists whatsapp_credentials_in_use on whatsapp_credentials (session, root) where archived = 0;
  create table if not exists whatsapp_keys (
    credentials integer not null references whatsapp_credentials (id),
    type text not null,
    id text not null,
    value text not null,
    primary key (credentials, type, id)
  ) strict, without rowid;
`;

/** The root of WhatsApp itself. */
const WHATSAPP = 'whatsapp';

/**
 * Keeps credentials in a database that is open, and that commits durably. Keys belong to the trust root under which they
 * were linked, 64 hex digits where it is not WhatsApp's own: a try with a sandbox does not touch the keys of a phone.
 */
export const sqliteCredentials = (db: Database.Database, root: string = WHATSAPP): Credentials => {
  db.exec(SCHEMA);
  const inUse = db.prepare<[string, string], { id: number; value: string }>(
    'select id, value from whatsapp_credentials where session = ? and root = ? and archived = 0',
  );
  const insert = db.prepare<[string, string, string]>(
    'insert into whatsapp_credentials (session, root, value) values (?, ?, ?)',
  );
  const update = db.prepare<[string, number]>('update whatsapp_credentials set value = ? where id = ?');
  const archive = db.prepare<[string, string]>(
    'update whatsapp_credentials set archived = 1 where session = ? and root = ? and archived = 0',
  );
  const keysOf = keyStores(db);

  const stored = (session: SessionId): { id: number; creds: AuthenticationCreds } | null => {
    const row = inUse.get(session, root);
    return row ? { id: row.id, creds: parse(row.value) as AuthenticationCreds } : null;
  };

  const create = (session: SessionId) => {
    const creds = initAuthCreds();
    const { lastInsertRowid } = insert.run(session, root, serialize(creds));
    return { id: Number(lastInsertRowid), creds };
  };

  return {
    open(session) {
      let found = stored(session);
      // Asking for a pairing code names the account before anything is linked. To log in with such keys is answered 401.
      if (found?.creds.me && !found.creds.account) {
        archive.run(session, root);
        found = null;
      }
      const { id, creds } = found ?? create(session);
      return { auth: { creds, keys: keysOf(id) }, save: () => void update.run(serialize(creds), id) };
    },
    paired: (session) => isLinked(stored(session)?.creds),
    forget: (session) => void archive.run(session, root),
  };
};

/** `registered` says nothing: it stays false after a QR was scanned. */
const isLinked = (creds: AuthenticationCreds | undefined): boolean => Boolean(creds?.me && creds.account);

const serialize = (value: unknown): string => JSON.stringify(value, BufferJSON.replacer);
const parse = (text: string): unknown => JSON.parse(text, BufferJSON.reviver);

const keyStores = (db: Database.Database) => {
  const select = db.prepare<[number, string, string], { value: string }>(
    'select value from whatsapp_keys where credentials = ? and type = ? and id = ?',
  );
  const upsert = db.prepare<[number, string, string, string]>(
    'insert into whatsapp_keys (credentials, type, id, value) values (?, ?, ?, ?) on conflict do update set value = excluded.value',
  );
  const remove = db.prepare<[number, string, string]>(
    'delete from whatsapp_keys where credentials = ? and type = ? and id = ?',
  );
  const setAll = db.transaction((credentials: number, data: Parameters<SignalKeyStore['set']>[0]) => {
    for (const [type, values] of Object.entries(data)) {
      for (const [id, value] of Object.entries(values)) {
        if (value === null || value === undefined) remove.run(credentials, type, id);
        else upsert.run(credentials, type, id, serialize(value));
      }
    }
  });

  return (credentials: number): SignalKeyStore => ({
    get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
      const found: Record<string, SignalDataTypeMap[T]> = {};
      for (const id of ids) {
        const row = select.get(credentials, type, id);
        if (row) found[id] = revive(type, parse(row.value));
      }
      return found;
    },
    set: (data) => setAll(credentials, data),
  });
};

const revive = <T extends keyof SignalDataTypeMap>(type: T, value: unknown): SignalDataTypeMap[T] => {
  const revived = type === 'app-state-sync-key' ? proto.Message.AppStateSyncKeyData.fromObject(value as object) : value;
  return revived as SignalDataTypeMap[T];
};
