/**
 * Where the keys of the linked devices lie: in the same SQLite file as everything else, each value sealed.
 *
 * It guarantees that a set of keys that belongs together is stored together or not at all, that it is on disk when the
 * call returns (the connection commits durably), and that nothing linked is ever deleted: keys that are put aside stay in
 * the file, unused, and whatever an old connection still saves goes to them and not to those that came after. It holds
 * texts and knows next to nothing of what they say. Baileys' own file store rewrites whole files and has been seen half
 * written; it was not considered.
 */
import type Database from 'better-sqlite3';
import type { SessionId } from '../kernel/ids.ts';
import type { Seal } from '../kernel/seal.ts';
import { credentialsPlace, keyPlace, openKeyTables } from './key-tables.ts';

/** One key to store, or to remove where there is no value. */
export interface KeyChange {
  readonly type: string;
  readonly id: string;
  readonly value: string | null;
}

/** `ring` names the credentials that keys belong to. Every call but `forget` may throw what the seal and the database throw. */
export interface Vault {
  /** The session's credentials; null when it has none that may be used. */
  open(session: SessionId): { readonly ring: number; readonly creds: string } | null;
  /** Stores new credentials and answers their ring. */
  create(session: SessionId, creds: string): number;
  save(session: SessionId, ring: number, creds: string): void;
  /** Those that exist, by their ids. */
  getKeys(ring: number, type: string, ids: readonly string[]): Readonly<Record<string, string>>;
  /** All of them or none. */
  setKeys(ring: number, changes: readonly KeyChange[]): void;
  /** Whether a phone has linked the session's credentials. */
  paired(session: SessionId): boolean;
  /** Puts the session's credentials aside. */
  forget(session: SessionId): void;
}

/** A vault in another thread: a set of keys is on disk when the promise resolves. */
export interface DistantVault extends Omit<Vault, 'setKeys'> {
  setKeys(ring: number, changes: readonly KeyChange[]): Promise<void>;
}

/** The root of WhatsApp itself. */
const WHATSAPP = 'whatsapp';

/**
 * A vault in a database that is open, and that commits durably. Keys belong to the trust root under which they were
 * linked, 64 hex digits where it is not WhatsApp's own: a try with a sandbox does not touch the keys of a phone.
 * @throws Fault `seal.wrong_key` or `seal.broken` when what is stored does not open. Nothing is changed then.
 */
export const sqliteVault = (db: Database.Database, seal: Seal, root: string = WHATSAPP): Vault => {
  openKeyTables(db, seal);
  const inUse = db.prepare<[string, string], { id: number; sealed: Buffer }>(
    'select id, sealed from whatsapp_credentials where session = ? and root = ? and archived = 0',
  );
  const insert = db.prepare<[number, string, string, Buffer]>(
    'insert into whatsapp_credentials (id, session, root, sealed) values (?, ?, ?, ?)',
  );
  // Rows are never deleted, so this is a number that none has had.
  const nextRing = db.prepare<[], number>('select coalesce(max(id), 0) + 1 from whatsapp_credentials').pluck();
  const update = db.prepare<[Buffer, number]>('update whatsapp_credentials set sealed = ? where id = ?');
  const archive = db.prepare<[string, string]>(
    'update whatsapp_credentials set archived = 1 where session = ? and root = ? and archived = 0',
  );
  const select = db.prepare<[number, string, string], { sealed: Buffer }>(
    'select sealed from whatsapp_keys where credentials = ? and type = ? and id = ?',
  );
  const upsert = db.prepare<[number, string, string, Buffer]>(
    'insert into whatsapp_keys (credentials, type, id, sealed) values (?, ?, ?, ?) on conflict do update set sealed = excluded.sealed',
  );
  const remove = db.prepare<[number, string, string]>(
    'delete from whatsapp_keys where credentials = ? and type = ? and id = ?',
  );

  const sealed = (ring: number, session: SessionId, creds: string): Buffer =>
    seal.seal(creds, credentialsPlace(ring, session, root));

  const stored = (session: SessionId) => {
    const row = inUse.get(session, root);
    if (!row) return null;
    return { ring: row.id, creds: seal.open(row.sealed, credentialsPlace(row.id, session, root)) };
  };

  return {
    open(session) {
      const found = stored(session);
      if (!found || stateOf(found.creds) !== 'half_linked') return found;
      archive.run(session, root);
      return null;
    },
    create(session, creds) {
      const ring = nextRing.get() ?? 1;
      insert.run(ring, session, root, sealed(ring, session, creds));
      return ring;
    },
    save: (session, ring, creds) => void update.run(sealed(ring, session, creds), ring),
    getKeys(ring, type, ids) {
      const found: Record<string, string> = {};
      for (const id of ids) {
        const row = select.get(ring, type, id);
        if (row) found[id] = seal.open(row.sealed, keyPlace(ring, type, id));
      }
      return found;
    },
    setKeys: db.transaction((ring: number, changes: readonly KeyChange[]) => {
      for (const { type, id, value } of changes) {
        if (value === null) remove.run(ring, type, id);
        else upsert.run(ring, type, id, seal.seal(value, keyPlace(ring, type, id)));
      }
    }),
    paired(session) {
      const found = stored(session);
      return found !== null && stateOf(found.creds) === 'linked';
    },
    forget: (session) => void archive.run(session, root),
  };
};

/**
 * Asking for a pairing code names the account before anything is linked; to log in with such keys is answered 401. That
 * `registered` is not looked at is no slip: it stays false after a QR was scanned.
 */
const stateOf = (creds: string): 'new' | 'half_linked' | 'linked' => {
  const { me, account } = JSON.parse(creds) as { me?: unknown; account?: unknown };
  if (!me) return 'new';
  return account ? 'linked' : 'half_linked';
};
