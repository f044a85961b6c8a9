/**
 * Access tokens: JWTs that say who is asking, for a quarter of an hour.
 *
 * A token proves that Waybill issued it, and for whom; whether its login is still good is for `logins.ts` to say.
 */
import { errors, jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';
import type { Clock, Millis } from '../kernel/clock.ts';
import type { Entropy } from '../kernel/entropy.ts';

export const ACCESS_TOKEN_SECONDS = 15 * 60;
const SECRET_BYTES_MIN = 32;

const ALGORITHM = 'HS256';
const ISSUER = 'waybill';
const AUDIENCE = 'waybill-api';

/** `family` is the login that the token belongs to, and the claim `sid`. */
export interface Claims {
  readonly userId: string;
  readonly family: string;
  readonly expiresAt: Millis;
}

export interface Tokens {
  issue(userId: string, family: string): Promise<string>;
  /** Null for whatever is not a token of ours that is good now. */
  verify(token: string): Promise<Claims | null>;
}

const Payload = v.object({ sub: v.string(), sid: v.string(), exp: v.number(), iat: v.number(), jti: v.string() });

const seconds = (at: Millis): number => Math.floor(at / 1000);

export const openTokens = async (secret: Uint8Array, clock: Clock, entropy: Entropy): Promise<Tokens> => {
  if (secret.byteLength < SECRET_BYTES_MIN) throw new RangeError(`The token secret needs ${SECRET_BYTES_MIN} bytes`);
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(secret), hmac, false, ['sign', 'verify']);
  return {
    issue: (userId, family) =>
      new SignJWT({ sid: family })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(userId)
        .setIssuedAt(seconds(clock.now()))
        .setExpirationTime(seconds(clock.now()) + ACCESS_TOKEN_SECONDS)
        .setJti(Buffer.from(entropy.bytes(16)).toString('base64url'))
        .sign(key),
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          currentDate: new Date(clock.now()),
        });
        const { sub, sid, exp } = v.parse(Payload, payload);
        return { userId: sub, family: sid, expiresAt: exp * 1000 };
      } catch (thrown) {
        if (thrown instanceof errors.JOSEError || v.isValiError(thrown)) return null;
        throw thrown;
      }
    },
  };
};
