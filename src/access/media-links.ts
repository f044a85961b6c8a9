/**
 * Signed addresses of files: who has one may fetch these bytes until it expires, without a token.
 *
 * The signature covers the id and the time, under a key that is derived from the secret of the installation and used for
 * nothing else. No list of addresses is kept, so one can be ended before its time only by removing the file, or by
 * another secret, which ends every address and every login.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Millis } from '../kernel/clock.ts';

/** The parts of an address that its signature covers. */
export interface LinkTerms {
  readonly id: string;
  /** In whole seconds, as an address writes it. */
  readonly expires: number;
}

export interface MediaLinks {
  /** 43 characters that an address may hold. */
  sign(terms: LinkTerms): string;
  /** Compares in constant time. */
  isGenuine(terms: LinkTerms, signature: string): boolean;
}

export const LINK_SECONDS = { byDefault: 900, max: 86_400 } as const;

const KEY_BYTES = 32;
const PURPOSE = 'waybill media links';

/** The time from which an address that was signed now is over, in whole seconds. */
export const linkExpiry = (now: Millis, seconds: number): number => Math.floor(now / 1_000) + seconds;

export const mediaLinks = (secret: Uint8Array): MediaLinks => {
  const key = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), PURPOSE, KEY_BYTES));
  const macOf = ({ id, expires }: LinkTerms): Buffer =>
    createHmac('sha256', key)
      .update(JSON.stringify([id, expires]))
      .digest();
  return {
    sign: (terms) => macOf(terms).toString('base64url'),
    isGenuine(terms, signature) {
      const [expected, given] = [macOf(terms), Buffer.from(signature, 'base64url')];
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
};
