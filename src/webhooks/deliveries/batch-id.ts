/** The ids of batches. A batch is a row before its first attempt, so its id may be random. */
import type { Entropy } from '../../kernel/entropy.ts';

const BYTES = 18;

export const batchId = (entropy: Pick<Entropy, 'bytes'>): string =>
  `bat_${Buffer.from(entropy.bytes(BYTES)).toString('base64url')}`;

/** The terms of an endpoint that gets events one by one. */
export const EVERY_ALONE = { maxEvents: 1, maxDelayMs: 0 } as const;
