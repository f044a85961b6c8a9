/** Randomness from a seed: the same seed gives the same run. SplitMix32, small and good enough here. */
import type { Entropy } from '../../src/kernel/entropy.ts';

export interface Random extends Entropy {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** One of the keys, with its weight as probability. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
  /** A separate source from here on, so that more draws in one place do not change another. */
  fork(): Random;
}

export const randomOf = (seed: number): Random => {
  let state = seed >>> 0;

  const next = (): number => {
    state = (state + 0x9e37_79b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const fraction = (): number => next() / 2 ** 32;
  const below = (count: number): number => Math.floor(fraction() * count);

  return {
    fraction,
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => fraction() < probability,
    pick: (from) => from[below(from.length)] ?? from[0],
    weighted(weights) {
      const entries = Object.entries<number>(weights) as [keyof typeof weights, number][];
      let left = fraction() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      const found = entries.find(([, weight]) => (left -= weight) < 0) ?? entries[0];
      if (!found) throw new Error('there is nothing to choose from');
      return found[0];
    },
    fork: () => randomOf(next()),
  };
};
