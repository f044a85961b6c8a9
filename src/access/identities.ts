/**
 * Whom an access token speaks for.
 *
 * Checking a signature costs half of a server's throughput, and looking up the login a good part of the rest. So what was
 * once found good is remembered by the token's full text until it expires, and all of it is forgotten as soon as any
 * login ends, which is rare.
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
  /** The login that the token came of. */
  readonly family: string;
  readonly expiresAt: Millis;
}

/** Null when the token is not good, or its login has ended. */
export type Identify = (accessToken: string) => Promise<Identity | null>;

const REMEMBERED_MAX = 10_000;

export const identities = (store: AccountStore, tokens: Tokens, clock: Clock): Identify => {
  const remembered = new Map<string, Identity>();
  let endings = store.endings();

  const recall = (token: string): Identity | null => {
    if (endings !== store.endings()) {
      remembered.clear();
      endings = store.endings();
    }
    const identity = remembered.get(token);
    return identity && identity.expiresAt > clock.now() ? identity : null;
  };

  const remember = (token: string, identity: Identity): void => {
    const [oldest] = remembered.keys();
    if (remembered.size >= REMEMBERED_MAX && oldest !== undefined) remembered.delete(oldest);
    remembered.set(token, identity);
  };

  return async (token) => {
    const known = recall(token);
    if (known) return known;
    const claims = await tokens.verify(token);
    const user = claims && store.userOfFamily(claims.family, claims.userId);
    if (!claims || !user) return null;
    const { family, expiresAt } = claims;
    const identity = { userId: user.id, email: user.email, role: user.role, family, expiresAt };
    remember(token, identity);
    return identity;
  };
};
