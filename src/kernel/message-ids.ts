/**
 * The id under which WhatsApp knows a job: the job's own id, shuffled, so that a receipt names its job without a look-up.
 *
 * A job's id tells when it was queued, and to everyone who sees two of them how much was sent in between. Those of
 * WhatsApp's own clients look random, and so do these: the two halves of 36 bits go through a Feistel network, which can
 * be undone whatever its rounds do. It hides the order from whoever looks, and is no secret.
 */
import * as v from 'valibot';
import { type JobId, MessageId } from './ids.ts';

const PREFIX = '3EB0';
const HALF_DIGITS = 9;
const HALF = 2 ** 36;
const ROUNDS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1, 0x2545f491] as const;

/** Any number of 36 bits becomes another, of which nobody needs to know the way back. */
const mix = (half: number, key: number): number => {
  const high = Math.floor(half / 16) | 0;
  const first = Math.imul(high ^ (high >>> 15) ^ ((half % 16) * 0x1000193), key | 1);
  const second = Math.imul(first ^ (first >>> 13), 0x5bd1e995 ^ key);
  return ((second ^ (second >>> 16)) >>> 0) * 16 + (second >>> 28);
};

const forth = (left: number, right: number): readonly [number, number] => {
  for (const key of ROUNDS) [left, right] = [right, (left + mix(right, key)) % HALF];
  return [left, right];
};

const back = (left: number, right: number): readonly [number, number] => {
  for (const key of ROUNDS.toReversed()) [left, right] = [(right - mix(left, key) + HALF) % HALF, left];
  return [left, right];
};

const shuffled = (digits: string, shuffle: typeof forth): string =>
  shuffle(Number.parseInt(digits.slice(0, HALF_DIGITS), 16), Number.parseInt(digits.slice(HALF_DIGITS), 16))
    .map((half) => half.toString(16).padStart(HALF_DIGITS, '0'))
    .join('');

export const messageIdOf = (job: JobId): MessageId => PREFIX + shuffled(job, forth).toUpperCase();

/** The job behind a message id; some job that never was when Waybill did not give it; null when it is not of that form. */
export const jobOfMessage = (messageId: string): JobId | null =>
  v.is(MessageId, messageId) ? shuffled(messageId.slice(PREFIX.length), back) : null;
