/**
 * Logging in, staying logged in, logging out.
 *
 * What an email that belongs to nobody is tried with is recorded in the stream `user/unknown`, after the same work as
 * for a user's, so that neither the answer nor its time says who exists.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import { streamOf } from '../kernel/ids.ts';
import type { Journal } from '../events/log/journal.ts';
import { type Identify, type Identity, identities } from './identities.ts';
import { loginGuard } from './login-guard.ts';
import type { Passwords } from './passwords.ts';
import type { AccountStore } from './store.ts';
import { ACCESS_TOKEN_SECONDS, type Tokens } from './tokens.ts';

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds until the access token expires. */
  readonly expiresIn: number;
}

/** Where a request came from: the peer's address, and the request id. */
export interface Origin {
  readonly address: string | null;
  readonly correlation: string | null;
}

export interface Logins {
  /** Refusals: `auth.invalid_credentials`, `auth.throttled`. */
  login(credentials: { email: string; password: string }, origin: Origin): Promise<Result<TokenPair>>;
  /** A new pair for a refresh token that was never used; one that was ends its family. Refusal: `auth.invalid_token`. */
  refresh(refreshToken: string, origin: Origin): Promise<Result<TokenPair>>;
  /** Ends the login that this identity belongs to: no token of it is good any more. */
  logout(identity: Identity, origin: Origin): Promise<void>;
  readonly identify: Identify;
}

const REFRESH_TOKEN_MS = 30 * 24 * 60 * 60 * 1000;

/** The stream for what is asked of emails that belong to nobody. */
const NOBODY = 'unknown';

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest();

const throttled = (waitS: number): Result<never> =>
  refuse('auth.throttled', `Too many failed logins; try again in ${waitS} s.`, waitS);

interface Parts {
  readonly store: AccountStore;
  readonly passwords: Passwords;
  readonly tokens: Tokens;
  readonly record: Journal;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

export const logins = ({ store, passwords, tokens, record, clock, entropy }: Parts): Logins => {
  const guard = loginGuard(clock, store.knows);
  const random = (bytes: number): string => Buffer.from(entropy.bytes(bytes)).toString('base64url');

  const pairOf = async (userId: string, family: string, refreshToken: string): Promise<TokenPair> => ({
    accessToken: await tokens.issue(userId, family),
    refreshToken,
    expiresIn: ACCESS_TOKEN_SECONDS,
  });

  return {
    async login({ email, password }, { address, correlation }) {
      const user = store.userByEmail(email);
      const id = user?.id ?? NOBODY;
      const refused = (reason: 'password' | 'throttled') =>
        record(streamOf.user(id), { type: 'user.login_refused', from: address, reason }, { by: 'system', correlation });

      const verdict = guard({ email, userId: user?.id ?? null, address });
      if (!verdict.allowed) {
        if (verdict.first) await refused('throttled');
        return throttled(verdict.waitS);
      }
      const right = await passwords.verify(user?.hash ?? null, password);
      // A password that was changed while this one was being checked has ended the old one's right.
      if (!right || store.userByEmail(email)?.hash !== user?.hash) {
        await refused('password');
        return refuse('auth.invalid_credentials', 'The email or the password is not right.');
      }
      verdict.forgive();
      const family = random(16);
      const token = random(32);
      const now = clock.now();
      store.beginFamily({ id: family, userId: id, address, expiresAt: now + REFRESH_TOKEN_MS }, sha256(token), now);
      const pair = await pairOf(id, family, token);
      await record(streamOf.user(id), { type: 'user.logged_in', from: address }, { by: id, correlation });
      return ok(pair);
    },
    async refresh(refreshToken, { address, correlation }) {
      const dead = refuse('auth.invalid_token', 'This refresh token is not good any more; log in again.');
      const next = random(32);
      const now = clock.now();
      const token = store.rotateToken(sha256(refreshToken), sha256(next), now + REFRESH_TOKEN_MS, now);
      if (!token) return dead;
      const { userId, family } = token;
      if (token.spentAt !== null) {
        store.endFamily(family);
        await record(
          streamOf.user(userId),
          { type: 'user.refresh_reused', from: address },
          { by: 'system', correlation },
        );
        return dead;
      }
      return token.expiresAt <= now ? dead : ok(await pairOf(userId, family, next));
    },
    async logout({ userId, family }, { address: from, correlation }) {
      store.endFamily(family);
      await record(streamOf.user(userId), { type: 'user.logged_out' }, { by: userId, correlation, from });
    },
    identify: identities(store, tokens, clock),
  };
};
