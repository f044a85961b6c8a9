/** Seals under keys that a test can name. */
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { aesSeal, type Seal } from '../../src/kernel/seal.ts';

/** The same key for the same number. */
export const testSeal = (key = 1): Seal => aesSeal(Buffer.alloc(32, key), systemEntropy);
