/**
 * Checks the signature of a request as its receiver does. Signatures are compared in constant time.
 *
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import { timingSafeEqual } from 'node:crypto';
import type { Millis } from '../../kernel/clock.ts';
import { signatureHeaders, signingKey } from './signing.ts';

export const SIGNATURES = ['holds', 'missing', 'stale', 'wrong'] as const;
/** `missing`: a header is not there, or cannot be read. `stale`: it holds, and was made too long ago or too far ahead. */
export type Signature = (typeof SIGNATURES)[number];

/** As the libraries of the standard have it. */
const TOLERANCE_MS = 5 * 60_000;

const SECONDS = /^\d{1,12}$/;

const isSame = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
};

interface Signed {
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Whether one of the signatures in the headers is of one of these secrets. */
export const checkSignature = (secrets: readonly string[], { headers, body }: Signed, now: Millis): Signature => {
  const { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': given } = headers;
  if (!id || !given || !SECONDS.test(seconds ?? '')) return 'missing';
  const at = Number(seconds) * 1_000;
  const right = secrets.map(
    (secret) => signatureHeaders([signingKey(secret)], { id, at, body })['webhook-signature'] ?? '',
  );
  const holds = given.split(' ').some((one) => right.some((other) => isSame(one, other)));
  if (!holds) return 'wrong';
  return Math.abs(now - at) > TOLERANCE_MS ? 'stale' : 'holds';
};
