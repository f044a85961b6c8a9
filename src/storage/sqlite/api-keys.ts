/** API keys in SQLite, in tables beside the accounts. */
import type { Database } from 'better-sqlite3';
import type { KeyRotation, KeyStore, StoredKey } from '../../access/key-store.ts';
import type { Millis } from '../../kernel/clock.ts';

const schema = `
  create table if not exists account_keys (
    id text primary key,
    name text not null,
    prefix text not null,
    bounds text not null,
    expires_at integer,
    created_by text not null,
    created_at integer not null,
    last_used_at integer,
    revoked_at integer
  ) strict, without rowid;
  create table if not exists account_key_texts (
    hash blob primary key,
    key_id text not null,
    ends_at integer
  ) strict, without rowid;
`;

type Bounds = Pick<StoredKey, 'scopes' | 'sessions' | 'chats' | 'ips' | 'ratePerMinute'>;
/** Its bounds are JSON: nothing is found by them. */
type KeyRow = Omit<StoredKey, keyof Bounds> & { readonly bounds: string };

const KEY = `id, name, prefix, bounds, expires_at as expiresAt, created_by as createdBy, created_at as createdAt,
  last_used_at as lastUsedAt, revoked_at as revokedAt`;

const keyOf = ({ bounds, ...row }: KeyRow): StoredKey => ({ ...row, ...(JSON.parse(bounds) as Bounds) });

/** Runs in one transaction. */
type Writing = <A extends unknown[], R>(work: (...args: A) => R) => (...args: A) => Promise<R>;

/** Creates the missing tables. */
export const sqliteKeys = (db: Database, writing: Writing): KeyStore => {
  db.exec(schema);
  const insert = db.prepare<Omit<KeyRow, 'lastUsedAt' | 'revokedAt'>>(
    `insert into account_keys (id, name, prefix, bounds, expires_at, created_by, created_at)
      values (@id, @name, @prefix, @bounds, @expiresAt, @createdBy, @createdAt)`,
  );
  const insertText = db.prepare('insert into account_key_texts (hash, key_id) values (?, ?)');
  const all = db.prepare<[], KeyRow>(`select ${KEY} from account_keys order by created_at, id`);
  const byId = db.prepare<[string], KeyRow>(`select ${KEY} from account_keys where id = ?`);
  const textOf = db.prepare<[Uint8Array], { keyId: string; endsAt: Millis | null }>(
    'select key_id as keyId, ends_at as endsAt from account_key_texts where hash = ?',
  );
  const setPrefix = db.prepare('update account_keys set prefix = ? where id = ? and revoked_at is null');
  const endTexts = db.prepare(
    'update account_key_texts set ends_at = min(coalesce(ends_at, @until), @until) where key_id = @id',
  );
  const revoke = db.prepare('update account_keys set revoked_at = ? where id = ? and revoked_at is null');
  const use = db.prepare('update account_keys set last_used_at = ? where id = ? and revoked_at is null');

  return {
    add: writing(({ scopes, sessions, chats, ips, ratePerMinute, ...key }: StoredKey, hash: Uint8Array) => {
      const { lastUsedAt: _, revokedAt: __, ...row } = key;
      insert.run({ ...row, bounds: JSON.stringify({ scopes, sessions, chats, ips, ratePerMinute } satisfies Bounds) });
      insertText.run(hash, key.id);
    }),
    all: async () => all.all().map(keyOf),
    async find(id) {
      const row = byId.get(id);
      return row ? keyOf(row) : null;
    },
    async byHash(hash) {
      const text = textOf.get(hash);
      const row = text && byId.get(text.keyId);
      return row ? { key: keyOf(row), endsAt: text.endsAt } : null;
    },
    rotate: writing((id: string, { hash, prefix, overlapUntil: until }: KeyRotation) => {
      if (setPrefix.run(prefix, id).changes === 0) return false;
      endTexts.run({ id, until });
      insertText.run(hash, id);
      return true;
    }),
    revoke: writing((id: string, at: Millis) => revoke.run(at, id).changes === 1),
    used: writing((id: string, at: Millis) => void use.run(at, id)),
  };
};
