/** Seals with keys that a test can choose. */
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { aesSeal, type Seal } from '../../src/kernel/seal.ts';

const keyOf = (key: number): Buffer => Buffer.alloc(32, key);

/** The key of `testSeal`. */
export const TEST_KEY = keyOf(1);

/** The same number yields the same key. */
export const testSeal = (key = 1): Seal => aesSeal(keyOf(key), systemEntropy);
