/**
 * Facts without their data, as rows of numbers: a tenth of the bytes. A page can hold ten thousand of them and find the
 * state of any stream at any time without asking. Repeated words are stored once, in a table; rows refer to their
 * index.
 */
import type { Recorded } from '../events/log/log.ts';

export type OutlineRow = readonly [
  position: number,
  at: number,
  stream: number,
  type: number,
  from: number,
  to: number,
  by: number,
  causation: number,
];

export interface Outline {
  /** Streams, types, states and authors. */
  readonly words: readonly string[];
  /** The index is −1 for a missing word; a missing causation is 0. */
  readonly rows: readonly OutlineRow[];
}

export const outlineOf = (facts: readonly Recorded[]): Outline => {
  const words = new Map<string, number>();
  const place = (word: string | null): number => {
    if (word === null) return -1;
    const known = words.get(word);
    if (known !== undefined) return known;
    words.set(word, words.size);
    return words.size - 1;
  };
  const rows = facts.map(
    ({ position, at, stream, type, from, to, by, causation }): OutlineRow => [
      position,
      at,
      place(stream),
      place(type),
      place(from),
      place(to),
      place(by),
      causation ?? 0,
    ],
  );
  return { words: [...words.keys()], rows };
};
