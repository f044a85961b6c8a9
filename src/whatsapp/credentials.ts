/**
 * The keys of the linked devices, in the same SQLite file as everything else, each value sealed.
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
import type { Seal } from '../kernel/seal.ts';
import { credentialsPlace, keyPlace, openKeyTables } from './key-tables.ts';

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

/** The root of WhatsApp itself. */
const WHATSAPP = 'whatsapp';

/**
 * Keeps credentials in a database that is open, and that commits durably. Keys belong to the trust root under which they
 * were linked, 64 hex digits where it is not WhatsApp's own: a try with a sandbox does not touch the keys of a phone.
 * @throws Fault `seal.wrong_key` or `seal.broken` when what is stored does not open. Nothing is changed then.
 */
export const sqliteCredentials = (db: Database.Database, seal: Seal, root: string = WHATSAPP): Credentials => {
  openKeyTables(db, seal);
  const inUse = db.prepare<[string, string], { id: number; sealed: Buffer }>(
    'select id, sealed from whatsapp_credentials where session = ? and root = ? and archived = 0',
  );
  const insert = db.prepare<[number, string, string, Buffer]>(
    'insert into whatsapp_credentials (id, session, root, sealed) values (?, ?, ?, ?)',
  );
  // Rows are never deleted, so this is a number that none has had.
  const nextId = db.prepare<[], number>('select coalesce(max(id), 0) + 1 from whatsapp_credentials').pluck();
  const update = db.prepare<[Buffer, number]>('update whatsapp_credentials set sealed = ? where id = ?');
  const archive = db.prepare<[string, string]>(
    'update whatsapp_credentials set archived = 1 where session = ? and root = ? and archived = 0',
  );
  const keysOf = keyStores(db, seal);

  const sealed = (id: number, session: SessionId, creds: AuthenticationCreds): Buffer =>
    seal.seal(serialize(creds), credentialsPlace(id, session, root));

  const stored = (session: SessionId): { id: number; creds: AuthenticationCreds } | null => {
    const row = inUse.get(session, root);
    if (!row) return null;
    const text = seal.open(row.sealed, credentialsPlace(row.id, session, root));
    return { id: row.id, creds: parse(text) as AuthenticationCreds };
  };

  const create = (session: SessionId) => {
    const creds = initAuthCreds();
    const id = nextId.get() ?? 1;
    insert.run(id, session, root, sealed(id, session, creds));
    return { id, creds };
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
      return { auth: { creds, keys: keysOf(id) }, save: () => void update.run(sealed(id, session, creds), id) };
    },
    paired: (session) => isLinked(stored(session)?.creds),
    forget: (session) => void archive.run(session, root),
  };
};

/** `registered` says nothing: it stays false after a QR was scanned. */
const isLinked = (creds: AuthenticationCreds | undefined): boolean => Boolean(creds?.me && creds.account);

const serialize = (value: unknown): string => JSON.stringify(value, BufferJSON.replacer);
const parse = (text: string): unknown => JSON.parse(text, BufferJSON.reviver);

const keyStores = (db: Database.Database, seal: Seal) => {
  const select = db.prepare<[number, string, string], { sealed: Buffer }>(
    'select sealed from whatsapp_keys where credentials = ? and type = ? and id = ?',
  );
  const upsert = db.prepare<[number, string, string, Buffer]>(
    'insert into whatsapp_keys (credentials, type, id, sealed) values (?, ?, ?, ?) on conflict do update set sealed = excluded.sealed',
  );
  const remove = db.prepare<[number, string, string]>(
    'delete from whatsapp_keys where credentials = ? and type = ? and id = ?',
  );
  const setAll = db.transaction((credentials: number, data: Parameters<SignalKeyStore['set']>[0]) => {
    for (const [type, values] of Object.entries(data)) {
      for (const [id, value] of Object.entries(values)) {
        if (value === null || value === undefined) remove.run(credentials, type, id);
        else upsert.run(credentials, type, id, seal.seal(serialize(value), keyPlace(credentials, type, id)));
      }
    }
  });

  return (credentials: number): SignalKeyStore => ({
    get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
      const found: Record<string, SignalDataTypeMap[T]> = {};
      for (const id of ids) {
        const row = select.get(credentials, type, id);
        if (row) found[id] = revive(type, parse(seal.open(row.sealed, keyPlace(credentials, type, id))));
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
