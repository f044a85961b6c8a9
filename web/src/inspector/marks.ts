/** Where on the slider something went wrong: a few hundred marks, however many facts there are. */
import type { Track } from './track.ts';

const BUCKETS = 400;

/** Parts of the slider, 0 to 1. */
export const marksOf = (track: Track): readonly number[] => {
  const total = Math.max(track.total(), 1);
  return [...new Set(track.troubles().map((index) => Math.floor((index / total) * BUCKETS) / BUCKETS))];
};
