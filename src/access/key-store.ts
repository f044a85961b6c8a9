/**
 * The port to what API keys are made of: what a key may do, and the SHA-256 of each text that speaks for it.
 *
 * A key has one text, and while a rotation overlaps also the former ones. A revoked key stays, without its texts' right, so
 * that the answer to its next use and the names in the history are known. Each call happens as a whole or not at all.
 */
import type { Millis } from '../kernel/clock.ts';
import type { Reach } from '../kernel/reach.ts';
import type { Scope } from './scopes.ts';

export interface StoredKey extends Reach {
  readonly id: string;
  readonly name: string;
  /** The beginning of its text. */
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  /** Addresses and networks that it may be used from; null for all. */
  readonly ips: readonly string[] | null;
  readonly ratePerMinute: number | null;
  readonly expiresAt: Millis | null;
  /** A user's id, or `system`. */
  readonly createdBy: string;
  readonly createdAt: Millis;
  /** By the minute; null if it was never used. */
  readonly lastUsedAt: Millis | null;
  readonly revokedAt: Millis | null;
}

export interface FoundKey {
  readonly key: StoredKey;
  /** When this text ends, because another has taken its place; null for the current one. */
  readonly endsAt: Millis | null;
}

export interface KeyRotation {
  /** SHA-256 of the new text. */
  readonly hash: Uint8Array;
  readonly prefix: string;
  /** When the texts of before end. */
  readonly overlapUntil: Millis;
}

/** Every method throws a Fault when the disk refuses; nothing has happened then. */
export interface KeyStore {
  add(key: StoredKey, hash: Uint8Array): Promise<void>;
  /** In the order in which they were made, the revoked ones too. */
  all(): Promise<readonly StoredKey[]>;
  find(id: string): Promise<StoredKey | null>;
  byHash(hash: Uint8Array): Promise<FoundKey | null>;
  /** False when there is no such key, or it is revoked. */
  rotate(id: string, rotation: KeyRotation): Promise<boolean>;
  /** False when there is no such key, or it is revoked already. */
  revoke(id: string, at: Millis): Promise<boolean>;
  used(id: string, at: Millis): Promise<void>;
}
