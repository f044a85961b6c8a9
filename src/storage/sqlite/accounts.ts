/** Accounts in SQLite, in tables beside the log: one file holds both. */
import type { Database } from 'better-sqlite3';
import type { AccountStore, Change, NewFamily, Rotation, SpentToken, StoredUser } from '../../access/store.ts';
import { roleOf } from '../../events/facts/user.ts';
import type { Millis } from '../../kernel/clock.ts';
import { sqliteKeys } from './api-keys.ts';
import { diskFault } from './disk-fault.ts';

const schema = `
  create table if not exists account_users (
    id text primary key,
    email text not null unique collate nocase,
    role text not null,
    hash text not null,
    added_at integer not null
  ) strict, without rowid;
  create table if not exists account_families (
    id text primary key,
    user_id text not null,
    address text,
    expires_at integer not null
  ) strict, without rowid;
  create index if not exists account_families_by_user on account_families (user_id);
  create table if not exists account_refresh_tokens (
    hash blob primary key,
    family text not null,
    expires_at integer not null,
    spent_at integer
  ) strict, without rowid;
  create table if not exists account_homes (
    user_id text not null,
    address text not null,
    expires_at integer not null,
    primary key (user_id, address)
  ) strict, without rowid;
  create index if not exists account_refresh_tokens_by_family on account_refresh_tokens (family);
`;

/** A user's row. Its role may be an old word, written by an older version of Waybill. */
interface UserRow extends Omit<StoredUser, 'role'> {
  readonly role: string;
}

const userOf = <T extends { readonly role: string }>(row: T) => ({ ...row, role: roleOf(row.role) });

const USER = 'id, email, role, hash, added_at as addedAt';
const ANOTHER_ADMIN = "exists (select 1 from account_users where role = 'admin' and id <> @id)";

/** Each runs in one transaction. @throws Fault when the disk fails; then nothing was written. */
const writing = <A extends unknown[], R>(db: Database, work: (...args: A) => R): ((...args: A) => Promise<R>) => {
  const transaction = db.transaction(work);
  return async (...args) => {
    try {
      return transaction(...args);
    } catch (thrown) {
      throw diskFault('The accounts cannot be written', thrown) ?? thrown;
    }
  };
};

/** Ends logins. Must run inside a transaction. */
const endings = (db: Database) => {
  const families = db.prepare<[string], string>('select id from account_families where user_id = ?').pluck();
  const deleteFamily = db.prepare('delete from account_families where id = ?');
  const deleteTokens = db.prepare('delete from account_refresh_tokens where family = ?');
  const endFamily = (family: string): void => {
    deleteTokens.run(family);
    deleteFamily.run(family);
  };
  return {
    endFamily,
    endFamiliesOf: (userId: string): void => {
      for (const family of families.all(userId)) endFamily(family);
    },
  };
};

type People = Pick<AccountStore, 'addUser' | 'users' | 'user' | 'setHash' | 'setRole' | 'removeUser'>;

const people = (db: Database, endFamiliesOf: (userId: string) => void): People => {
  const insert = db.prepare(
    'insert into account_users (id, email, role, hash, added_at) values (?, ?, ?, ?, ?) on conflict do nothing',
  );
  const all = db.prepare<[], UserRow>(`select ${USER} from account_users order by added_at, id`);
  const byIdOrEmail = db.prepare<[string, string], UserRow>(
    `select ${USER} from account_users where id = ? or email = ?`,
  );
  const setHash = db.prepare('update account_users set hash = ? where id = ?');
  const setRole = db.prepare<{ id: string; role: string }>(
    `update account_users set role = @role
      where id = @id and (role <> 'admin' or @role = 'admin' or ${ANOTHER_ADMIN})`,
  );
  const remove = db.prepare<{ id: string }>(
    `delete from account_users where id = @id and (role <> 'admin' or ${ANOTHER_ADMIN})`,
  );
  const deleteHomes = db.prepare('delete from account_homes where user_id = ?');
  const exists = db.prepare('select 1 from account_users where id = ?');

  const changed = (rows: number, id: string): Change => {
    if (rows > 0) return 'done';
    return exists.get(id) === undefined ? 'unknown' : 'last';
  };

  return {
    addUser: writing(
      db,
      ({ id, email, role, hash, addedAt }: StoredUser) => insert.run(id, email, role, hash, addedAt).changes === 1,
    ),
    users: async () => all.all().map(userOf),
    async user(idOrEmail) {
      const row = byIdOrEmail.get(idOrEmail, idOrEmail);
      return row ? userOf(row) : null;
    },
    setHash: writing(db, (userId: string, hash: string) => {
      endFamiliesOf(userId);
      return setHash.run(hash, userId).changes === 1;
    }),
    setRole: writing(db, (id: string, role: string) => changed(setRole.run({ id, role }).changes, id)),
    removeUser: writing(db, (id: string) => {
      const change = changed(remove.run({ id }).changes, id);
      if (change !== 'done') return change;
      endFamiliesOf(id);
      deleteHomes.run(id);
      return change;
    }),
  };
};

type Families = Pick<AccountStore, 'beginFamily' | 'endFamily' | 'userOfFamily' | 'knows' | 'rotate'>;

const families = (db: Database, endFamily: (family: string) => void): Families => {
  const insertFamily = db.prepare(
    `insert into account_families (id, user_id, address, expires_at)
      select ?, id, ?, ? from account_users where id = ? and hash = ?`,
  );
  const userOfFamily = db.prepare<[string, string], Pick<UserRow, 'id' | 'email' | 'role'>>(
    `select u.id, u.email, u.role from account_families f join account_users u on u.id = f.user_id
      where f.id = ? and f.user_id = ?`,
  );
  const addHome = db.prepare(
    `insert into account_homes (user_id, address, expires_at) values (?, ?, ?)
      on conflict (user_id, address) do update set expires_at = excluded.expires_at`,
  );
  const homeOf = db.prepare('select 1 from account_homes where user_id = ? and address = ?');
  const expire = ['account_homes', 'account_families', 'account_refresh_tokens'].map((table) =>
    db.prepare(`delete from ${table} where expires_at <= ?`),
  );
  const extendFamily = db.prepare('update account_families set expires_at = ? where id = ?');
  const insertToken = db.prepare('insert into account_refresh_tokens (hash, family, expires_at) values (?, ?, ?)');
  const tokenOf = db.prepare<[Uint8Array], Omit<SpentToken, 'rotated'> & { expiresAt: Millis }>(
    `select t.family, f.user_id as userId, t.expires_at as expiresAt, t.spent_at as spentAt
      from account_refresh_tokens t join account_families f on f.id = t.family where t.hash = ?`,
  );
  const spend = db.prepare('update account_refresh_tokens set spent_at = ? where hash = ? and spent_at is null');

  return {
    beginFamily: writing(db, ({ id, userId, userHash, address, expiresAt, token }: NewFamily, now: Millis) => {
      for (const clear of expire) clear.run(now);
      if (insertFamily.run(id, address, expiresAt, userId, userHash).changes === 0) return false;
      if (address !== null) addHome.run(userId, address, expiresAt);
      insertToken.run(token, id, expiresAt);
      return true;
    }),
    endFamily: writing(db, endFamily),
    async userOfFamily(family, userId) {
      const row = userOfFamily.get(family, userId);
      return row ? userOf(row) : null;
    },
    knows: async (userId, address) => homeOf.get(userId, address) !== undefined,
    rotate: writing(db, ({ token, successor, expiresAt, graceFrom }: Rotation, now: Millis): SpentToken | null => {
      const found = tokenOf.get(token);
      if (!found) return null;
      const { family, userId, spentAt } = found;
      const rotated = found.expiresAt > now && (spentAt === null || (spentAt >= graceFrom && spentAt <= now));
      if (rotated) {
        spend.run(now, token);
        insertToken.run(successor, family, expiresAt);
        extendFamily.run(expiresAt, family);
      }
      return { family, userId, spentAt, rotated };
    }),
  };
};

/** Creates the missing tables. */
export const sqliteAccounts = (db: Database): AccountStore => {
  db.exec(schema);
  const { endFamily, endFamiliesOf } = endings(db);
  return {
    keys: sqliteKeys(db, (work) => writing(db, work)),
    ...people(db, endFamiliesOf),
    ...families(db, endFamily),
  };
};
