/** API keys in PostgreSQL, in tables beside the accounts. Each call is one statement. */
import type { KeyStore, StoredKey } from '../../access/key-store.ts';
import type { Millis } from '../../kernel/clock.ts';
import type { Asking } from './asking.ts';

export const KEYS = `
  create table account_keys (
    id text primary key,
    name text not null,
    prefix text not null,
    bounds text not null,
    expires_at bigint,
    created_by text not null,
    created_at bigint not null,
    last_used_at bigint,
    revoked_at bigint
  );

  create table account_key_texts (
    hash bytea primary key,
    key_id text not null references account_keys (id),
    ends_at bigint
  );
`;

type Bounds = Pick<StoredKey, 'scopes' | 'sessions' | 'chats' | 'ips' | 'ratePerMinute'>;
/** Its bounds are JSON: nothing is found by them. */
type KeyRow = Omit<StoredKey, keyof Bounds> & { readonly bounds: string };

const KEY = `k.id, k.name, k.prefix, k.bounds, k.expires_at as "expiresAt", k.created_by as "createdBy",
  k.created_at as "createdAt", k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt"`;

const keyOf = ({ bounds, ...row }: KeyRow): StoredKey => ({ ...row, ...(JSON.parse(bounds) as Bounds) });

export const postgresKeys = (ask: Asking): KeyStore => ({
  async add({ scopes, sessions, chats, ips, ratePerMinute, ...key }, hash) {
    const bounds: Bounds = { scopes, sessions, chats, ips, ratePerMinute };
    await ask(
      'add key',
      `with added as (insert into account_keys (id, name, prefix, bounds, expires_at, created_by, created_at)
          values ($1, $2, $3, $4, $5, $6, $7) returning id)
        insert into account_key_texts (hash, key_id) select $8, id from added`,
      [
        key.id,
        key.name,
        key.prefix,
        JSON.stringify(bounds),
        key.expiresAt,
        key.createdBy,
        key.createdAt,
        Buffer.from(hash),
      ],
    );
  },
  async all() {
    const rows = await ask<KeyRow>('keys', `select ${KEY} from account_keys k order by k.created_at, k.id`);
    return rows.map(keyOf);
  },
  async find(id) {
    const [row] = await ask<KeyRow>('key', `select ${KEY} from account_keys k where k.id = $1`, [id]);
    return row ? keyOf(row) : null;
  },
  async byHash(hash) {
    const [row] = await ask<KeyRow & { endsAt: Millis | null }>(
      'key by hash',
      `select ${KEY}, t.ends_at as "endsAt" from account_key_texts t join account_keys k on k.id = t.key_id
        where t.hash = $1`,
      [Buffer.from(hash)],
    );
    if (!row) return null;
    const { endsAt, ...key } = row;
    return { key: keyOf(key), endsAt };
  },
  async rotate(id, { hash, prefix, overlapUntil }) {
    const rotated = await ask(
      'rotate key',
      `with key as (update account_keys set prefix = $2 where id = $1 and revoked_at is null returning id),
          ended as (update account_key_texts t set ends_at = least(t.ends_at, $4) from key where t.key_id = key.id)
        insert into account_key_texts (hash, key_id) select $3, id from key returning key_id`,
      [id, prefix, Buffer.from(hash), overlapUntil],
    );
    return rotated.length === 1;
  },
  async revoke(id, at) {
    const revoked = await ask(
      'revoke key',
      'update account_keys set revoked_at = $2 where id = $1 and revoked_at is null returning id',
      [id, at],
    );
    return revoked.length === 1;
  },
  async used(id, at) {
    await ask('use key', 'update account_keys set last_used_at = $2 where id = $1 and revoked_at is null', [id, at]);
  },
});
