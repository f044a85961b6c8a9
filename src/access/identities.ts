/**
 * Turns an access token into the user that it speaks for.
 *
 * Checking a signature costs half of a server's throughput, and looking up the login a good part of the rest. So each identity
 * is cached under the token's full text until the token expires, and the whole cache is dropped as soon as any login ends or
 * any role changes, which is rare.
 */
import type { Role } from '../events/facts/user.ts';
import type { Clock, Millis } from '../kernel/clock.ts';
import type { AccountStore } from './store.ts';
import type { Tokens } from './tokens.ts';

/** Who an access token speaks for, as of now. */
export interface Identity {
  readonly userId: string;
  readonly email: string;
  readonly role: Role;
  /** The login that the token belongs to. */
  readonly family: string;
  readonly expiresAt: Millis;
}

/** Null when the token is not good, or its login has ended. */
export type Identify = (accessToken: string) => Promise<Identity | null>;

export interface Identities {
  readonly identify: Identify;
  /** To be called when a login has ended, or a role has changed. */
  forget(): void;
}

const CACHED_MAX = 10_000;

export const identities = (store: AccountStore, tokens: Tokens, clock: Clock): Identities => {
  const cache = new Map<string, Identity>();
  /** Rises when the cache is dropped: an identity that was looked up before is not cached after. */
  let epoch = 0;

  const keep = (token: string, identity: Identity): void => {
    const [oldest] = cache.keys();
    if (cache.size >= CACHED_MAX && oldest !== undefined) cache.delete(oldest);
    cache.set(token, identity);
  };

  return {
    async identify(token) {
      const known = cache.get(token);
      if (known && known.expiresAt > clock.now()) return known;
      const before = epoch;
      const claims = await tokens.verify(token);
      const user = claims && (await store.userOfFamily(claims.family, claims.userId));
      if (!claims || !user) return null;
      const { family, expiresAt } = claims;
      const identity = { userId: user.id, email: user.email, role: user.role, family, expiresAt };
      if (epoch === before) keep(token, identity);
      return identity;
    },
    forget() {
      epoch += 1;
      cache.clear();
    },
  };
};
