/**
 * Signatures as Standard Webhooks has them: HMAC-SHA256 over id, time and body, in base64, under a secret that begins with
 * `whsec_`. While a secret is replaced, the former one signs as well, and a receiver accepts either.
 *
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Millis } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';

const PREFIX = 'whsec_';
/** As the standard has it. */
const SECRET_BYTES = 32;

export const newSecret = (entropy: Pick<Entropy, 'bytes'>): string =>
  PREFIX + Buffer.from(entropy.bytes(SECRET_BYTES)).toString('base64');

/** The key of a secret. Each signature copies a key that is bytes, and not one that is an object. */
export const signingKey = (secret: string): KeyObject =>
  createSecretKey(Buffer.from(secret.slice(PREFIX.length), 'base64'));

interface Signed {
  readonly id: string;
  readonly at: Millis;
  readonly body: string;
}

/** The headers of a request, signed with the time of the attempt. */
export const signatureHeaders = (keys: readonly KeyObject[], { id, at, body }: Signed): Record<string, string> => {
  const seconds = String(Math.floor(at / 1_000));
  const sign = (key: KeyObject): string =>
    `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': keys.map(sign).join(' '),
  };
};
