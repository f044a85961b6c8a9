/**
 * Signatures as Standard Webhooks has them: HMAC-SHA256 over id, time and body, in base64, under a secret that begins with
 * `whsec_`. While a secret is replaced, the former one signs as well, and a receiver accepts either.
 *
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import { createHmac } from 'node:crypto';
import type { Millis } from '../../kernel/clock.ts';
import type { Entropy } from '../../kernel/entropy.ts';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;
/** As the standard has it. */

export const newSecret = (entropy: Pick<Entropy, 'bytes'>): string =>
  PREFIX + Buffer.from(entropy.bytes(SECRET_BYTES)).toString('base64');

const keyOf = (secret: string): Buffer => Buffer.from(secret.slice(PREFIX.length), 'base64');

interface Signed {
  readonly id: string;
  readonly at: Millis;
  readonly body: string;
}

/** The headers of a request, signed with the time of the attempt. */
export const signatureHeaders = (secrets: readonly string[], { id, at, body }: Signed): Record<string, string> => {
  const seconds = String(Math.floor(at / 1_000));
  const sign = (secret: string): string =>
    `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': secrets.map(sign).join(' '),
  };
};
