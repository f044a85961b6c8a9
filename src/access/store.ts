/**
 * The port to what people's accounts are made of, and must not be in the log: password hashes, and refresh tokens as SHA-256.
 *
 * A family is one login and every token that came of it. Ending a family deletes it, and with it its refresh tokens and the
 * right of its access tokens. A spent refresh token stays until it would have expired, so that a second use is recognised. A
 * home is an address from which a user has logged in; it is remembered beyond the logout. Each call happens as a whole or not
 * at all, whatever other processes call at the same time, so that no caller has to read before it writes.
 */
import type { KeyStore } from './key-store.ts';
import type { Role } from '../events/facts/user.ts';
import type { Millis } from '../kernel/clock.ts';

export interface StoredUser {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly hash: string;
  readonly addedAt: Millis;
}

export interface NewFamily {
  readonly id: string;
  readonly userId: string;
  /** The password hash that was just checked. */
  readonly userHash: string;
  readonly address: string | null;
  readonly expiresAt: Millis;
  /** SHA-256 of its first refresh token. */
  readonly token: Uint8Array;
}

export interface Rotation {
  /** SHA-256 of the token that is used, and of the one that takes its place. */
  readonly token: Uint8Array;
  readonly successor: Uint8Array;
  readonly expiresAt: Millis;
  /** A token that was spent earlier than this has no other successor. */
  readonly graceFrom: Millis;
}

export interface SpentToken {
  readonly family: string;
  readonly userId: string;
  /** False when it was spent before, and too long ago, or has expired: nothing was changed then. */
  readonly rotated: boolean;
  /** When it was spent before this call; null when this call has spent it. */
  readonly spentAt: Millis | null;
}

/** `last` when nobody would be left with the role `admin`; `unknown` when there is no such user. Nothing is changed then. */
export type Change = 'done' | 'last' | 'unknown';

/** Every method throws a Fault when the disk refuses; nothing has happened then. */
export interface AccountStore {
  readonly keys: KeyStore;
  /** False when the email is taken, in upper or lower case. */
  addUser(user: StoredUser): Promise<boolean>;
  /** In the order in which they were added. */
  users(): Promise<readonly StoredUser[]>;
  /** By id, or by email in upper or lower case. */
  user(idOrEmail: string): Promise<StoredUser | null>;
  /** Ends every login of the user. False when there is no such user. */
  setHash(userId: string, hash: string): Promise<boolean>;
  setRole(userId: string, role: Role): Promise<Change>;
  /** Ends every login of the user. */
  removeUser(userId: string): Promise<Change>;
  /** Begins a login, and clears away what has expired. False when the user has another password hash, or is gone. */
  beginFamily(family: NewFamily, now: Millis): Promise<boolean>;
  endFamily(family: string): Promise<void>;
  /** The user behind a login that has not ended. */
  userOfFamily(family: string, userId: string): Promise<Pick<StoredUser, 'id' | 'email' | 'role'> | null>;
  /** Whether this user has logged in from this address in the last 30 days. */
  knows(userId: string, address: string): Promise<boolean>;
  /** Spends a refresh token and keeps its successor, in one step. Null when there is no such token. */
  rotate(rotation: Rotation, now: Millis): Promise<SpentToken | null>;
}
