/** The facts that an endpoint is still to be told of: ranges of positions in their order. The last one has no end. */
import type { Range } from '../records.ts';

const endOf = ({ upTo }: Range): number => upTo ?? Number.POSITIVE_INFINITY;

/** All of the ranges and one more, in order and without overlap. */
export const withRange = (ranges: readonly Range[], added: Range): readonly Range[] => {
  const merged: Range[] = [];
  for (const range of [...ranges, added].toSorted((one, other) => one.after - other.after)) {
    const last = merged.at(-1);
    if (!last || endOf(last) < range.after) merged.push(range);
    else if (endOf(last) < endOf(range)) merged.splice(-1, 1, { after: last.after, upTo: range.upTo });
  }
  return merged;
};

/** What remains once everything up to a place is settled. */
export const afterPlace = (ranges: readonly Range[], place: number): readonly Range[] =>
  ranges
    .filter((range) => range.upTo === null || range.upTo > place)
    .map((range) => ({ after: Math.max(range.after, place), upTo: range.upTo }));
