/**
 * Where accounts keep what must not be in the log: password hashes, and refresh tokens as SHA-256.
 *
 * A family is one login and every token that came of it. Ending a family deletes it, and with it go its refresh tokens
 * and the right of its access tokens. A spent refresh token stays until it would have expired, so that a second use is
 * recognised as a theft. A home is an address from which a user has logged in; it is remembered beyond the logout.
 */
import type { Database } from 'better-sqlite3';
import { diskFault } from '../storage/sqlite/disk-fault.ts';
import type { Role } from '../events/facts/user.ts';
import type { Millis } from '../kernel/clock.ts';

export interface StoredUser {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly hash: string;
  readonly addedAt: Millis;
}

export interface StoredToken {
  readonly family: string;
  readonly userId: string;
  readonly expiresAt: Millis;
  readonly spentAt: Millis | null;
}

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

const USER = 'id, email, role, hash, added_at as addedAt';

export const accountStore = (db: Database) => {
  db.exec(schema);
  const insertUser = db.prepare(
    'insert into account_users (id, email, role, hash, added_at) values (?, ?, ?, ?, ?) on conflict do nothing',
  );
  const users = db.prepare(`select ${USER} from account_users order by added_at, id`);
  const userByEmail = db.prepare(`select ${USER} from account_users where email = ?`);
  const userOfFamily = db.prepare(
    `select u.id, u.email, u.role from account_families f join account_users u on u.id = f.user_id
      where f.id = ? and f.user_id = ?`,
  );
  const setHash = db.prepare('update account_users set hash = ? where id = ?');
  const deleteUser = db.prepare('delete from account_users where id = ?');

  const insertFamily = db.prepare(
    'insert into account_families (id, user_id, address, expires_at) values (?, ?, ?, ?)',
  );
  const extendFamily = db.prepare('update account_families set expires_at = ? where id = ?');
  const families = db.prepare('select id from account_families where user_id = ?').pluck();
  const addHome = db.prepare(
    `insert into account_homes (user_id, address, expires_at) values (?, ?, ?)
      on conflict (user_id, address) do update set expires_at = excluded.expires_at`,
  );
  const homeOf = db.prepare('select 1 from account_homes where user_id = ? and address = ?');
  const expireHomes = db.prepare('delete from account_homes where expires_at <= ?');
  const deleteHomes = db.prepare('delete from account_homes where user_id = ?');
  const deleteFamily = db.prepare('delete from account_families where id = ?');
  const deleteTokens = db.prepare('delete from account_refresh_tokens where family = ?');
  const expireFamilies = db.prepare('delete from account_families where expires_at <= ?');
  const expireTokens = db.prepare('delete from account_refresh_tokens where expires_at <= ?');

  const insertToken = db.prepare('insert into account_refresh_tokens (hash, family, expires_at) values (?, ?, ?)');
  const token = db.prepare(
    `select t.family, f.user_id as userId, t.expires_at as expiresAt, t.spent_at as spentAt
      from account_refresh_tokens t join account_families f on f.id = t.family where t.hash = ?`,
  );
  const spend = db.prepare('update account_refresh_tokens set spent_at = ? where hash = ?');

  let endings = 0;
  const endFamily = (family: string): void => {
    endings += 1;
    deleteTokens.run(family);
    deleteFamily.run(family);
  };
  const endFamiliesOf = (userId: string): void => {
    for (const family of families.all(userId) as string[]) endFamily(family);
  };

  /** One transaction. @throws Fault when the disk would not have it; nothing of it happened then. */
  const writing = <A extends unknown[], R>(work: (...args: A) => R): ((...args: A) => R) => {
    const transaction = db.transaction(work);
    return (...args) => {
      try {
        return transaction(...args);
      } catch (thrown) {
        throw diskFault('The accounts cannot be written', thrown) ?? thrown;
      }
    };
  };

  const addToken = (hash: Uint8Array, family: string, expiresAt: Millis): void => {
    insertToken.run(hash, family, expiresAt);
    extendFamily.run(expiresAt, family);
  };

  return {
    /** False when the email is taken. */
    addUser: writing(
      ({ id, email, role, hash, addedAt }: StoredUser): boolean =>
        insertUser.run(id, email, role, hash, addedAt).changes === 1,
    ),
    users: () => users.all() as StoredUser[],
    userByEmail: (email: string) => userByEmail.get(email) as StoredUser | undefined,
    /** The user behind a family that has not ended. */
    userOfFamily: (family: string, userId: string) =>
      userOfFamily.get(family, userId) as Pick<StoredUser, 'id' | 'email' | 'role'> | undefined,
    /** Ends everything that was logged in with the old password. */
    setHash: writing((userId: string, hash: string) => {
      setHash.run(hash, userId);
      endFamiliesOf(userId);
    }),
    removeUser: writing((userId: string) => {
      endFamiliesOf(userId);
      deleteHomes.run(userId);
      deleteUser.run(userId);
    }),
    /** Begins a family with its first refresh token, and clears away what has expired. */
    beginFamily: writing(
      (
        family: { id: string; userId: string; address: string | null; expiresAt: Millis },
        hash: Uint8Array,
        now: Millis,
      ) => {
        expireTokens.run(now);
        expireFamilies.run(now);
        expireHomes.run(now);
        insertFamily.run(family.id, family.userId, family.address, family.expiresAt);
        if (family.address !== null) addHome.run(family.userId, family.address, family.expiresAt);
        addToken(hash, family.id, family.expiresAt);
      },
    ),
    endFamily: writing(endFamily),
    /** How many families were ended: it changes when one does. */
    endings: () => endings,
    /** Whether this user has logged in from this address in the last 30 days. */
    knows: (userId: string, address: string): boolean => homeOf.get(userId, address) !== undefined,
    /** What a refresh token stood for before this call, which spends it and keeps its successor. */
    rotateToken: writing(
      (hash: Uint8Array, next: Uint8Array, expiresAt: Millis, now: Millis): StoredToken | undefined => {
        const found = token.get(hash) as StoredToken | undefined;
        if (found?.spentAt !== null) return found;
        spend.run(now, hash);
        if (found.expiresAt > now) addToken(next, found.family, expiresAt);
        return found;
      },
    ),
  };
};

export type AccountStore = ReturnType<typeof accountStore>;
