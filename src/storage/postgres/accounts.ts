/**
 * Accounts in PostgreSQL. Each call is one statement, so it happens as a whole or not at all, whatever other nodes call at
 * the same time: rows that decide are locked where they are read.
 */
import type { AccountStore, Change, NewFamily, Rotation, SpentToken, StoredUser } from '../../access/store.ts';
import type { Millis } from '../../kernel/clock.ts';
import { type Asking, asking } from './asking.ts';
import { postgresKeys } from './api-keys.ts';
import type { Lane } from './lane.ts';

/** What belongs to a login, or to a user, goes with it. */
export const ACCOUNTS = `
  create table account_users (
    id text primary key,
    email text not null,
    role text not null,
    hash text not null,
    added_at bigint not null
  );
  create unique index account_users_by_email on account_users (lower(email));

  create table account_families (
    id text primary key,
    user_id text not null references account_users (id) on delete cascade,
    address text,
    expires_at bigint not null
  );
  create index account_families_by_user on account_families (user_id);

  create table account_refresh_tokens (
    hash bytea primary key,
    family text not null references account_families (id) on delete cascade,
    expires_at bigint not null,
    spent_at bigint
  );
  create index account_refresh_tokens_by_family on account_refresh_tokens (family);

  create table account_homes (
    user_id text not null references account_users (id) on delete cascade,
    address text not null,
    expires_at bigint not null,
    primary key (user_id, address)
  );
`;

const USER = 'id, email, role, hash, added_at as "addedAt"';

/** The administrators, locked in one order: of two calls that would each leave the other's, the later sees what is left. */
const ADMINS = `admins as (select id from account_users where role = 'admin' order by id for update)`;
const ANOTHER_ADMIN = 'exists (select 1 from admins where id <> $1)';

type People = Pick<AccountStore, 'addUser' | 'users' | 'user' | 'setHash' | 'setRole' | 'removeUser'>;

const changeOf = (row: { readonly changed: boolean; readonly known: boolean } | undefined): Change => {
  if (row?.changed) return 'done';
  return row?.known ? 'last' : 'unknown';
};

const people = (ask: Asking): People => {
  /** A change of one user that must leave an administrator. `changed` names the rows that the change has touched. */
  const change = async (name: string, changed: string, values: readonly unknown[]): Promise<Change> => {
    const [row] = await ask<{ changed: boolean; known: boolean }>(
      name,
      `with ${ADMINS}, changed as (${changed} returning 1)
        select exists (select 1 from changed) as changed, exists (select 1 from account_users where id = $1) as known`,
      values,
    );
    return changeOf(row);
  };

  return {
    async addUser({ id, email, role, hash, addedAt }) {
      const added = await ask(
        'add user',
        'insert into account_users values ($1, $2, $3, $4, $5) on conflict do nothing returning id',
        [id, email, role, hash, addedAt],
      );
      return added.length === 1;
    },
    users: () => ask<StoredUser>('users', `select ${USER} from account_users order by added_at, id`),
    async user(idOrEmail) {
      const [user] = await ask<StoredUser>(
        'user',
        `select ${USER} from account_users where id = $1 or lower(email) = lower($1)`,
        [idOrEmail],
      );
      return user ?? null;
    },
    async setHash(userId, hash) {
      const changed = await ask(
        'set hash',
        `with ended as (delete from account_families where user_id = $1)
          update account_users set hash = $2 where id = $1 returning id`,
        [userId, hash],
      );
      return changed.length === 1;
    },
    setRole: (id, role) =>
      change(
        'set role',
        `update account_users set role = $2 where id = $1 and (role <> 'admin' or $2 = 'admin' or ${ANOTHER_ADMIN})`,
        [id, role],
      ),
    removeUser: (id) =>
      change('remove user', `delete from account_users where id = $1 and (role <> 'admin' or ${ANOTHER_ADMIN})`, [id]),
  };
};

type Families = Pick<AccountStore, 'beginFamily' | 'endFamily' | 'userOfFamily' | 'knows' | 'rotate'>;

/** The user's own home is not cleared with the expired ones, because one statement changes a row once. */
const BEGIN = `
  with homes as (delete from account_homes
      where expires_at <= $7 and (user_id <> $2 or address is distinct from $4)),
    families as (delete from account_families where expires_at <= $7),
    tokens as (delete from account_refresh_tokens where expires_at <= $7),
    family as (insert into account_families
      select $1, id, $4, $5 from account_users where id = $2 and hash = $3 returning id),
    home as (insert into account_homes select $2, $4, $5 from family where $4::text is not null
      on conflict (user_id, address) do update set expires_at = excluded.expires_at),
    token as (insert into account_refresh_tokens select $6, id, $5 from family)
  select id from family
`;

/** A second use waits for the first, and sees what it has written. */
const ROTATE = `
  with token as (
      select t.family, f.user_id, t.expires_at, t.spent_at from account_refresh_tokens t
        join account_families f on f.id = t.family where t.hash = $1 for update),
    decided as (
      select *, expires_at > $5 and (spent_at is null or spent_at between $4 and $5) as rotated from token),
    spent as (update account_refresh_tokens t set spent_at = $5 from decided d
      where t.hash = $1 and d.rotated and d.spent_at is null),
    kept as (insert into account_refresh_tokens select $2, family, $3 from decided where rotated),
    extended as (update account_families f set expires_at = $3 from decided d where f.id = d.family and d.rotated)
  select family, user_id as "userId", spent_at as "spentAt", rotated from decided
`;

const families = (ask: Asking): Families => ({
  async beginFamily({ id, userId, userHash, address, expiresAt, token }: NewFamily, now: Millis) {
    const begun = await ask('begin family', BEGIN, [id, userId, userHash, address, expiresAt, Buffer.from(token), now]);
    return begun.length === 1;
  },
  async endFamily(family) {
    await ask('end family', 'delete from account_families where id = $1', [family]);
  },
  async userOfFamily(family, userId) {
    const [user] = await ask<Pick<StoredUser, 'id' | 'email' | 'role'>>(
      'user of family',
      `select u.id, u.email, u.role from account_families f join account_users u on u.id = f.user_id
        where f.id = $1 and f.user_id = $2`,
      [family, userId],
    );
    return user ?? null;
  },
  async knows(userId, address) {
    const known = await ask('home', 'select 1 from account_homes where user_id = $1 and address = $2', [
      userId,
      address,
    ]);
    return known.length > 0;
  },
  async rotate({ token, successor, expiresAt, graceFrom }: Rotation, now: Millis) {
    const values = [Buffer.from(token), Buffer.from(successor), expiresAt, graceFrom, now];
    const [spent] = await ask<SpentToken>('rotate', ROTATE, values);
    return spent ?? null;
  },
});

/** The tables must be there (`schema.ts`). */
export const postgresAccounts = (lane: Lane): AccountStore => {
  const ask = asking(lane, 'The accounts cannot be read or written');
  return { keys: postgresKeys(ask), ...people(ask), ...families(ask) };
};
