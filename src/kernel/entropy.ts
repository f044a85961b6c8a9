/** Randomness as a port, so that a test can seed it. */
import { randomBytes, randomFillSync } from 'node:crypto';

export interface Entropy {
  bytes(count: number): Uint8Array;
  /** A number in [0, 1). Good for jitter, not for secrets. */
  fraction(): number;
}

/** Random bytes are requested in bulk: the system call costs the same for few bytes as for many. */
const drawn = Buffer.alloc(4_096);
let used = drawn.length;

/** Takes random bytes from the pool; no two calls return the same ones. */
const draw = (count: number): Uint8Array => {
  if (count > drawn.length) return randomBytes(count);
  if (used + count > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  const taken = Uint8Array.from(drawn.subarray(used, used + count));
  drawn.fill(0, used, used + count);
  used += count;
  return taken;
};

export const systemEntropy: Entropy = {
  bytes: draw,
  fraction: () => Buffer.from(draw(6)).readUIntBE(0, 6) / 2 ** 48,
};
