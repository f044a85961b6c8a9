/**
 * Where the keys of the linked devices lie.
 *
 * A vault guarantees that a set of keys is stored as a whole or not at all, that it is on disk when the promise
 * resolves, and that linked keys are never deleted: keys that are put aside stay, unused, and what an old connection
 * still saves goes to them and not to their successors. A vault holds texts and reads of them only whether they are
 * linked. Every call may reject with a fault of the seal or of the storage. Calls take effect in the order in which
 * they are made.
 */
import type { Millis } from '../kernel/clock.ts';
import type { SessionId } from '../kernel/ids.ts';

/** One key to store, or to remove where there is no value. */
export interface KeyChange {
  readonly type: string;
  readonly id: string;
  readonly value: string | null;
}

/** The credentials of one device. `ring` names them, and the keys that belong to them. */
export interface StoredCredentials {
  readonly ring: number;
  readonly creds: string;
}

/** A device whose keys are put aside, and which WhatsApp has yet to unlink. */
export interface Leaving {
  readonly ring: number;
  /** After this the attempt is given up. */
  readonly until: Millis;
}

export interface Vault {
  /** The session's credentials; null when it has none that may be used. */
  open(session: SessionId): Promise<StoredCredentials | null>;
  /** Stores new credentials and answers their ring. */
  create(session: SessionId, creds: string): Promise<number>;
  save(session: SessionId, ring: number, creds: string): Promise<void>;
  /** The keys that exist, by their ids. */
  getKeys(ring: number, type: string, ids: readonly string[]): Promise<Readonly<Record<string, string>>>;
  /** All of them or none. */
  setKeys(ring: number, changes: readonly KeyChange[]): Promise<void>;
  /** Whether a phone has linked the session's credentials. */
  paired(session: SessionId): Promise<boolean>;
  /**
   * Puts the session's credentials aside and answers their ring; null when it has none. With `unlinkUntil` the vault
   * remembers that WhatsApp has yet to unlink the device, unless no phone had linked it.
   */
  forget(session: SessionId, unlinkUntil: Millis | null): Promise<number | null>;
  /** The session's devices that WhatsApp has yet to unlink, the oldest first. */
  leaving(session: SessionId): Promise<readonly Leaving[]>;
  /** Credentials that are put aside. */
  openAside(session: SessionId, ring: number): Promise<StoredCredentials | null>;
  /** WhatsApp has unlinked the device, or the attempt is given up. */
  left(ring: number): Promise<void>;
}

/**
 * A vault as the code in the session's thread has it: every answer is there at once, since the thread waits for it where
 * it stands. A set of keys alone is stored while the thread does something else.
 */
export type ThreadVault = {
  readonly [M in keyof Vault]: M extends 'setKeys'
    ? Vault[M]
    : (...args: Parameters<Vault[M]>) => Awaited<ReturnType<Vault[M]>>;
};
