/**
 * Turns an access token into the user that it speaks for.
 *
 * Checking a signature costs half of a server's throughput, and looking up the login a good part of the rest. So each identity
 * is cached under the token's full text until the token expires, and the whole cache is dropped as soon as any login ends or
 * any role changes, which is rare.
 */
import type { Role } from '../events/facts/user.ts';
import type { Clock, Millis } from '../kernel/clock.ts';
import { EVERYTHING, type Reach } from '../kernel/reach.ts';
import { SCOPES_OF_ROLE, type Scope } from './scopes.ts';
import type { AccountStore } from './store.ts';
import type { Tokens } from './tokens.ts';
import { keepLatest } from '../kernel/latest.ts';

interface Known {
  /** The name of the caller in facts. */
  readonly by: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly reach: Reach;
  readonly expiresAt: Millis;
}

/** A person, by an access token. */
export interface PersonIdentity extends Known {
  readonly kind: 'person';
  readonly email: string;
  readonly role: Role;
  /** The login that the token belongs to. */
  readonly family: string;
}

/** A program, by an API key. */
export interface KeyIdentity extends Known {
  readonly kind: 'key';
  readonly name: string;
  /** Null for the limit of everybody. */
  readonly ratePerMinute: number | null;
}

/** The command line on this machine, by the ticket of the running process. */
export interface TicketIdentity extends Known {
  readonly kind: 'ticket';
}

/** Who asks, as of now. */
export type Identity = PersonIdentity | KeyIdentity | TicketIdentity;

/** Null when the token is not good, or its login has ended. */
export type Identify = (accessToken: string) => Promise<PersonIdentity | null>;

export interface Identities {
  readonly identify: Identify;
  /** To be called when a login has ended, or a role has changed. */
  forget(): void;
}

const CACHED_MAX = 10_000;

export const identities = (store: AccountStore, tokens: Tokens, clock: Clock): Identities => {
  const cache = new Map<string, PersonIdentity>();
  /** Rises when the cache is dropped: an identity that was looked up before is not cached after. */
  let epoch = 0;

  const keep = (token: string, identity: PersonIdentity): void => {
    keepLatest(cache, token, identity, CACHED_MAX);
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
      const identity: PersonIdentity = {
        kind: 'person',
        by: user.id,
        email: user.email,
        role: user.role,
        family,
        scopes: SCOPES_OF_ROLE[user.role],
        reach: EVERYTHING,
        expiresAt,
      };
      if (epoch === before) keep(token, identity);
      return identity;
    },
    forget() {
      epoch += 1;
      cache.clear();
    },
  };
};
