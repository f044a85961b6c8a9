/**
 * The keys of the linked devices, sealed one by one, in the same SQLite file as everything else.
 *
 * The connection commits durably, so the keys are on disk when a call returns. Rejected: Baileys' own file store, which
 * rewrites whole files and has been seen half written.
 */
import type Database from 'better-sqlite3';
import type { Millis } from '../../kernel/clock.ts';
import { Fault } from '../../kernel/fault.ts';
import type { SessionId } from '../../kernel/ids.ts';
import type { Place, Seal } from '../../kernel/seal.ts';
import type { KeyChange, Leaving, ThreadVault, Vault } from '../../whatsapp/vault.ts';
import { credentialsPlace, keyPlace, openKeyTables, uploadPlace } from './key-tables.ts';

/** WhatsApp's own trust root. */
const WHATSAPP = 'whatsapp';

/**
 * A vault in an open database, which must commit durably.
 * @throws Fault as `vaultAtHand` does.
 */
export const sqliteVault = (db: Database.Database, seal: Seal, root?: string): Vault => {
  const vault = vaultAtHand(db, seal, root);
  return {
    open: async (...args) => vault.open(...args),
    create: async (...args) => vault.create(...args),
    save: async (...args) => vault.save(...args),
    getKeys: async (...args) => vault.getKeys(...args),
    setKeys: vault.setKeys,
    findUpload: async (...args) => vault.findUpload(...args),
    keepUpload: async (...args) => vault.keepUpload(...args),
    forgetUploads: async (...args) => vault.forgetUploads(...args),
    paired: async (...args) => vault.paired(...args),
    forget: async (...args) => vault.forget(...args),
    leaving: async (...args) => vault.leaving(...args),
    openAside: async (...args) => vault.openAside(...args),
    left: async (...args) => vault.left(...args),
  };
};

/**
 * A synchronous vault, for code in the thread that holds the database. Keys belong to the trust root under which they
 * were linked, 64 hex digits if it is not WhatsApp's own: a test with a sandbox does not touch the keys of a phone.
 * @throws Fault `seal.wrong_key` or `seal.broken` when a stored value does not open. Nothing is changed then.
 */
export const vaultAtHand = (db: Database.Database, seal: Seal, root: string = WHATSAPP): ThreadVault => {
  openKeyTables(db, seal);
  const inUse = db.prepare<[string, string], { id: number; sealed: Buffer }>(
    'select id, sealed from whatsapp_credentials where session = ? and root = ? and archived = 0',
  );
  const insert = db.prepare<[number, string, string, Buffer]>(
    'insert into whatsapp_credentials (id, session, root, sealed) values (?, ?, ?, ?)',
  );
  // Rows are never deleted, so this number was never used.
  const nextRing = db.prepare<[], number>('select coalesce(max(id), 0) + 1 from whatsapp_credentials').pluck();
  const update = db.prepare<[Buffer, number]>('update whatsapp_credentials set sealed = ? where id = ?');
  const archive = db.prepare<[Millis | null, number]>(
    'update whatsapp_credentials set archived = 1, unlink_until = ? where id = ?',
  );
  const leaving = db.prepare<[string, string], Leaving>(
    'select id as ring, unlink_until as until from whatsapp_credentials where session = ? and root = ? and unlink_until is not null order by id',
  );
  const aside = db
    .prepare<[number], Buffer>('select sealed from whatsapp_credentials where id = ? and archived = 1')
    .pluck();
  const left = db.prepare<[number]>('update whatsapp_credentials set unlink_until = null where id = ?');
  const select = db.prepare<[number, string, string], { sealed: Buffer }>(
    'select sealed from whatsapp_keys where credentials = ? and type = ? and id = ?',
  );
  const upsert = db.prepare<[number, string, string, Buffer]>(
    'insert into whatsapp_keys (credentials, type, id, sealed) values (?, ?, ?, ?) on conflict do update set sealed = excluded.sealed',
  );
  const remove = db.prepare<[number, string, string]>(
    'delete from whatsapp_keys where credentials = ? and type = ? and id = ?',
  );

  const findUpload = db
    .prepare<[string, string, string], Buffer>(
      'select sealed from whatsapp_uploads where root = ? and account = ? and id = ?',
    )
    .pluck();
  const keepUpload = db.prepare<[string, string, string, Millis, Buffer]>(
    'insert or replace into whatsapp_uploads (root, account, id, until, sealed) values (?, ?, ?, ?, ?)',
  );
  const forgetUploads = db.prepare<[Millis]>('delete from whatsapp_uploads where until <= ?');

  const forgetUploadsOf = db.prepare<[string]>('delete from whatsapp_uploads where id like ?');

  const sealed = (ring: number, session: SessionId, creds: string): Buffer =>
    seal.seal(creds, credentialsPlace(ring, session, root));

  const setAll = db.transaction((ring: number, changes: readonly KeyChange[]) => {
    for (const { type, id, value } of changes) {
      if (value === null) remove.run(ring, type, id);
      else upsert.run(ring, type, id, seal.seal(value, keyPlace(ring, type, id)));
    }
  });

  const stored = (session: SessionId) => {
    const row = inUse.get(session, root);
    if (!row) return null;
    return { ring: row.id, creds: seal.open(row.sealed, credentialsPlace(row.id, session, root)) };
  };

  /** Keys that do not open cannot unlink a device, but are put aside all the same. */
  const isLinked = (session: SessionId, { id, sealed: bytes }: { id: number; sealed: Buffer }): boolean => {
    try {
      return stateOf(seal.open(bytes, credentialsPlace(id, session, root))) === 'linked';
    } catch (thrown) {
      if (thrown instanceof Fault) return false;
      throw thrown;
    }
  };

  return {
    open(session) {
      const found = stored(session);
      if (!found || stateOf(found.creds) !== 'half_linked') return found;
      archive.run(null, found.ring);
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
    setKeys: async (ring, changes) => setAll(ring, changes),
    findUpload(account, id) {
      const found = findUpload.get(root, account, id);
      return found ? openedOr(seal, found, uploadPlace(root, account, id)) : null;
    },
    keepUpload({ account, id, value, until }, now) {
      forgetUploads.run(now);
      keepUpload.run(root, account, id, until, seal.seal(value, uploadPlace(root, account, id)));
    },
    forgetUploads: (sha256) => void forgetUploadsOf.run(`%/${sha256}`),
    paired(session) {
      const found = stored(session);
      return found !== null && stateOf(found.creds) === 'linked';
    },
    forget(session, unlinkUntil) {
      const row = inUse.get(session, root);
      if (!row) return null;
      archive.run(unlinkUntil !== null && isLinked(session, row) ? unlinkUntil : null, row.id);
      return row.id;
    },
    leaving: (session) => leaving.all(session, root),
    openAside(session, ring) {
      const found = aside.get(ring);
      return found ? { ring, creds: seal.open(found, credentialsPlace(ring, session, root)) } : null;
    },
    left: (ring) => void left.run(ring),
  };
};

/** Null for a value that was sealed with a key that is lost: an upload can be made again. */
const openedOr = (seal: Seal, sealed: Buffer, place: Place): string | null => {
  try {
    return seal.open(sealed, place);
  } catch (thrown) {
    if (thrown instanceof Fault) return null;
    throw thrown;
  }
};

/**
 * A request for a pairing code stores the account before a phone is linked, and a log-in with such keys is answered
 * 401. `registered` is deliberately not read: it stays false after a QR was scanned.
 */
const stateOf = (creds: string): 'new' | 'half_linked' | 'linked' => {
  const { me, account } = JSON.parse(creds) as { me?: unknown; account?: unknown };
  if (!me) return 'new';
  return account ? 'linked' : 'half_linked';
};
