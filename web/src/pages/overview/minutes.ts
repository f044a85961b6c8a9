/** An hour of counts, one a minute. */
export interface Minutes {
  /** When the first minute began, in milliseconds. */
  readonly from: number;
  readonly completed: readonly number[];
  readonly failed: readonly number[];
  readonly received: readonly number[];
}

const MINUTE_MS = 60_000;

export const sumOf = (counts: readonly number[]): number => counts.reduce((sum, each) => sum + each, 0);

/**
 * The same hour as it looks now. Minutes in which nothing happened bring no facts, so nothing is fetched for them: they are
 * empty, and the oldest go.
 */
export const upToNow = ({ from, completed, failed, received }: Minutes, now: number): Minutes => {
  const { length } = completed;
  const passed = Math.floor(now / MINUTE_MS) - (from / MINUTE_MS + length - 1);
  const moved = Math.min(Math.max(passed, 0), length);
  const shift = (counts: readonly number[]): number[] => [...counts.slice(moved), ...Array<number>(moved).fill(0)];
  return {
    from: from + Math.max(passed, 0) * MINUTE_MS,
    completed: shift(completed),
    failed: shift(failed),
    received: shift(received),
  };
};

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] as const;
const LINES = 4;

/** A twentieth of the power of ten below: a large step is round in it, as 12,500 is. */
const roundUp = (step: number): number => {
  const unit = 10 ** Math.floor(Math.log10(step)) / 20;
  return Math.ceil(step / unit) * unit;
};

/** The numbers beside the chart, from 0 up to at least `most`. */
export const scaleOf = (most: number): readonly number[] => {
  const step = STEPS.find((each) => each * LINES >= most) ?? roundUp(most / LINES);
  return Array.from({ length: LINES + 1 }, (_, nth) => nth * step);
};
