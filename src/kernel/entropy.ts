/** Randomness as a port, so that a test can seed it. */
import { randomBytes } from 'node:crypto';

export interface Entropy {
  bytes(count: number): Uint8Array;
  /** A number in [0, 1). Good for jitter, not for secrets. */
  fraction(): number;
}

export const systemEntropy: Entropy = {
  bytes: (count) => randomBytes(count),
  fraction: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
};
