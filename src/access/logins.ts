/**
 * Logging in, staying logged in, logging out.
 *
 * A try with an email that belongs to nobody is recorded in the stream `user/unknown`, after the same work as for a user, so
 * that neither the answer nor its time says who exists.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';
import { streamOf } from '../kernel/ids.ts';
import type { Journal } from '../events/log/journal.ts';
import type { Identify, Identities, PersonIdentity } from './identities.ts';
import { loginGuard } from './login-guard.ts';
import type { Passwords } from './passwords.ts';
import type { AccountStore, StoredUser } from './store.ts';
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
  /**
   * A new pair for a refresh token. Threads of one client may bring the same one at the same time: within ten seconds of its
   * first use each gets a pair of its own. A later use is taken for a theft, and ends the family. Refusal: `auth.invalid_token`.
   */
  refresh(refreshToken: string, origin: Origin): Promise<Result<TokenPair>>;
  /** Ends the login that this person is in by: no token of it is good any more. */
  logout(identity: PersonIdentity, origin: Origin): Promise<void>;
  readonly identify: Identify;
}

const REFRESH_TOKEN_MS = 30 * 24 * 60 * 60 * 1000;
/** How long after its first use a refresh token may be used by the other threads of its client. */
const GRACE_MS = 10_000;

/** The stream of tries with emails that belong to nobody. */
const NOBODY = 'unknown';

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest();

const throttled = (waitS: number): Result<never> =>
  refuse('auth.throttled', `Too many failed logins; try again in ${waitS} s.`, waitS);

interface Parts {
  readonly store: AccountStore;
  readonly passwords: Passwords;
  readonly tokens: Tokens;
  readonly identities: Identities;
  readonly record: Journal;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

export const logins = ({ store, passwords, tokens, identities, record, clock, entropy }: Parts): Logins => {
  const guard = loginGuard(clock);
  const random = (bytes: number): string => Buffer.from(entropy.bytes(bytes)).toString('base64url');

  const pairOf = async (userId: string, family: string, refreshToken: string): Promise<TokenPair> => ({
    accessToken: await tokens.issue(userId, family),
    refreshToken,
    expiresIn: ACCESS_TOKEN_SECONDS,
  });

  const begin = (
    user: StoredUser,
    { family, token, address }: { family: string; token: string; address: string | null },
  ) => {
    const now = clock.now();
    return store.beginFamily(
      {
        id: family,
        userId: user.id,
        userHash: user.hash,
        address,
        expiresAt: now + REFRESH_TOKEN_MS,
        token: sha256(token),
      },
      now,
    );
  };

  const end = async (family: string): Promise<void> => {
    await store.endFamily(family);
    identities.forget();
  };

  return {
    async login({ email, password }, { address, correlation }) {
      const user = await store.user(email);
      const id = user?.id ?? NOBODY;
      const isHome = user !== null && address !== null && (await store.knows(user.id, address));
      const refused = (reason: 'password' | 'throttled') =>
        record(streamOf.user(id), { type: 'user.login_refused', from: address, reason }, { by: 'system', correlation });

      const verdict = guard({ email, userId: user?.id ?? null, address, isHome });
      if (!verdict.allowed) {
        if (verdict.first) await refused('throttled');
        return throttled(verdict.waitS);
      }
      const right = await passwords.verify(user?.hash ?? null, password);
      const [family, token] = [random(16), random(32)];
      // Not begun where the password was changed while this one was being checked.
      if (!user || !right || !(await begin(user, { family, token, address }))) {
        await refused('password');
        return refuse('auth.invalid_credentials', 'The email or the password is not right.');
      }
      verdict.forgive();
      const pair = await pairOf(id, family, token);
      await record(streamOf.user(id), { type: 'user.logged_in', from: address }, { by: id, correlation });
      return ok(pair);
    },
    async refresh(refreshToken, { address, correlation }) {
      const dead = refuse('auth.invalid_token', 'This refresh token is not good any more; log in again.');
      const next = random(32);
      const now = clock.now();
      const used = await store.rotate(
        {
          token: sha256(refreshToken),
          successor: sha256(next),
          expiresAt: now + REFRESH_TOKEN_MS,
          graceFrom: now - GRACE_MS,
        },
        now,
      );
      if (!used) return dead;
      const { userId, family } = used;
      if (used.rotated) return ok(await pairOf(userId, family, next));
      if (used.spentAt === null) return dead;
      await end(family);
      await record(
        streamOf.user(userId),
        { type: 'user.refresh_reused', from: address },
        { by: 'system', correlation },
      );
      return dead;
    },
    async logout({ by, family }, { address: from, correlation }) {
      await end(family);
      await record(streamOf.user(by), { type: 'user.logged_out' }, { by, correlation, from });
    },
    identify: identities.identify,
  };
};
