/**
 * WhatsApp's message id of a job: the job's own id, shuffled, so that a receipt names its job without a look-up.
 *
 * A job's id contains the time of queueing, and two ids together reveal how many messages were queued in between. The
 * ids of WhatsApp's own clients look random, and so do these: a Feistel network permutes the two 36-bit halves, and can
 * be inverted whatever its round function does. The permutation hides the order from an observer. It is not encryption.
 */
import * as v from 'valibot';
import { type JobId, MessageId } from './ids.ts';

const PREFIX = '3EB0';
const HALF_DIGITS = 9;
const HALF = 2 ** 36;
const ROUNDS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1, 0x2545f491] as const;

/** The round function: maps a 36-bit number to another. It need not be invertible. */
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

/**
 * The job id behind a message id, or null if the form is wrong. An id that Waybill did not issue yields a job that does
 * not exist.
 */
export const jobOfMessage = (messageId: string): JobId | null =>
  v.is(MessageId, messageId) ? shuffled(messageId.slice(PREFIX.length), back) : null;
