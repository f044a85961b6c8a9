/**
 * Storage for the keys of the linked devices, and for what their accounts have uploaded.
 *
 * A vault guarantees that a set of keys is stored as a whole or not at all, that it is on disk when the promise
 * resolves, and that linked keys are never deleted. Keys that are put aside stay, unused. A late save of an old
 * connection goes to its own keys, not to their successors. A vault stores text, and reads from it only whether the
 * keys are linked. Every call may reject with a fault of the seal or of the storage. Calls take effect in the order in
 * which they are made.
 */
import type { Millis } from '../kernel/clock.ts';
import type { ChatId, SessionId } from '../kernel/ids.ts';

/** A key to store, or to remove if it has no value. */
export interface KeyChange {
  readonly type: string;
  readonly id: string;
  readonly value: string | null;
}

/** The credentials of one device. `ring` identifies them and their keys. */
export interface StoredCredentials {
  readonly ring: number;
  readonly creds: string;
}

/** A device whose keys are put aside, and that WhatsApp still has to unlink. */
export interface Leaving {
  readonly ring: number;
  /** The deadline of the attempt. */
  readonly until: Millis;
}

/** What a media host answered to an upload, as text. */
export interface KeptUpload {
  /** The account that uploaded it, whatever session it was linked to. */
  readonly account: ChatId;
  readonly id: string;
  readonly value: string;
  readonly until: Millis;
}

export interface Vault {
  /** The session's credentials; null if it has no usable ones. */
  open(session: SessionId): Promise<StoredCredentials | null>;
  /** Stores new credentials and returns their ring. */
  create(session: SessionId, creds: string): Promise<number>;
  save(session: SessionId, ring: number, creds: string): Promise<void>;
  /** The existing keys, by id. */
  getKeys(ring: number, type: string, ids: readonly string[]): Promise<Readonly<Record<string, string>>>;
  /** Stores all of them or none. */
  setKeys(ring: number, changes: readonly KeyChange[]): Promise<void>;
  /** An upload of an account, by any of its sessions; null if there is none, or if it cannot be opened any more. */
  findUpload(account: ChatId, id: string): Promise<string | null>;
  /** Keeps an upload in place of the one before it, and forgets those whose time is over. */
  keepUpload(upload: KeptUpload, now: Millis): Promise<void>;
  /** Forgets what hosts answered to uploads of a file, by the hash with which their ids end. */
  forgetUploads(sha256: string): Promise<void>;
  /** Whether a phone has linked the session's credentials. */
  paired(session: SessionId): Promise<boolean>;
  /**
   * Puts the session's credentials aside and returns their ring; null if it has none. With `unlinkUntil` the vault
   * remembers that WhatsApp still has to unlink the device, unless no phone had linked it.
   */
  forget(session: SessionId, unlinkUntil: Millis | null): Promise<number | null>;
  /** The session's devices that WhatsApp still has to unlink, oldest first. */
  leaving(session: SessionId): Promise<readonly Leaving[]>;
  /** Credentials that were put aside. */
  openAside(session: SessionId, ring: number): Promise<StoredCredentials | null>;
  /** WhatsApp has unlinked the device, or the attempt was given up. */
  left(ring: number): Promise<void>;
}

/**
 * The vault in the session's thread. Answers are synchronous, since the thread blocks for them. Only a set of keys is
 * stored while the thread goes on.
 */
export type ThreadVault = {
  readonly [M in keyof Vault]: M extends 'setKeys'
    ? Vault[M]
    : (...args: Parameters<Vault[M]>) => Awaited<ReturnType<Vault[M]>>;
};

/** The methods that change keys: where the log is elsewhere, they wait until the change is there too. */
export const VAULT_CHANGES = ['create', 'save', 'setKeys', 'keepUpload', 'forgetUploads', 'forget', 'left'] as const;
