/** An hour of counts, one a minute. */
export interface Minutes {
  /** When the first minute began, in milliseconds. */
  readonly from: number;
  readonly completed: readonly number[];
  readonly failed: readonly number[];
}

const MINUTE_MS = 60_000;

export const sumOf = (counts: readonly number[]): number => counts.reduce((sum, each) => sum + each, 0);

/**
 * The same hour as it looks now. Minutes in which nothing happened bring no facts, so nothing is fetched for them: they are
 * empty, and the oldest go.
 */
export const upToNow = ({ from, completed, failed }: Minutes, now: number): Minutes => {
  const { length } = completed;
  const passed = Math.floor(now / MINUTE_MS) - (from / MINUTE_MS + length - 1);
  const moved = Math.min(Math.max(passed, 0), length);
  const shift = (counts: readonly number[]): number[] => [...counts.slice(moved), ...Array<number>(moved).fill(0)];
  return { from: from + Math.max(passed, 0) * MINUTE_MS, completed: shift(completed), failed: shift(failed) };
};
