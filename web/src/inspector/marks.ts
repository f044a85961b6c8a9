/** Where on the slider something went wrong: a few hundred marks, however many facts there are. */
import { isTrouble } from './kinds.ts';
import type { Track } from './track.ts';

const BUCKETS = 400;

export interface Mark {
  /** 0 to 1 */
  readonly at: number;
}

export const marksOf = (track: Track): readonly Mark[] => {
  const total = track.total();
  const found = new Set<number>();
  for (let index = 1; index <= total; index += 1) {
    const bucket = Math.floor((index / total) * BUCKETS);
    if (found.has(bucket)) continue;
    const row = track.row(index);
    if (row && isTrouble(row.type)) found.add(bucket);
  }
  return [...found].map((bucket) => ({ at: bucket / BUCKETS }));
};
