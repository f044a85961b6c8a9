/**
 * Facts without their data, as rows of numbers: a tenth of the bytes, so that a page can hold ten thousand of them and
 * answer at once which state was when. Words that come again and again stand once, and rows name them by their place.
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
  /** A word that is not there is −1, a causation that is not there 0. */
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
