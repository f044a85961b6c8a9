/**
 * Decides whether memory or handles have grown.
 *
 * Memory rises and falls with every collection (which `collect.ts` forces), so only the low points count: the time
 * after the warm-up (the first third) is divided into four windows, and a line is fitted to their lowest values. Memory
 * has grown if the line rises faster than allowed and the last window's lowest value exceeds the first's by more than
 * noise. The peak of handles in the last window may not exceed the peak in the first, except for handles of a fault in
 * progress. Lag is reported and not judged: it depends as much on the machine as on Waybill.
 */
import type { Sample } from './gauges.ts';

const WINDOWS = 4;
const WARM_UP = 1 / 3;
/** A shorter run cannot tell growth from chance. */
const JUDGED_FROM_MS = 9 * 60_000;

const MIB = 1_048_576;
const HOUR_MS = 3_600_000;

interface Allowance {
  /** Bytes. */
  readonly perHour: number;
  readonly noise: number;
}

const MEMORY: Readonly<Record<'heap' | 'rss', Allowance>> = {
  heap: { perHour: 30 * MIB, noise: 8 * MIB },
  rss: { perHour: 60 * MIB, noise: 24 * MIB },
};
const HANDLES = { descriptors: 8, resources: 8 } as const;

const windowsOf = (samples: readonly Sample[]): Sample[][] => {
  const end = (samples.at(-1)?.atMs ?? 0) + 1;
  const start = end * WARM_UP;
  return Array.from({ length: WINDOWS }, (_, index) => {
    const [from, to] = [index, index + 1].map((place) => start + ((end - start) * place) / WINDOWS) as [number, number];
    return samples.filter(({ atMs }) => atMs >= from && atMs < to);
  });
};

/** The slope of the line of least squares, per millisecond. */
const slopeOf = (points: readonly (readonly [number, number])[]): number => {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
};

export interface Growth {
  /** How each figure moved, as sentences. */
  readonly found: readonly string[];
  /** The figures that moved more than allowed. */
  readonly tooMuch: readonly string[];
}

const memoryGrowth = (windows: readonly Sample[][], what: 'heap' | 'rss'): { found: string; tooMuch: boolean } => {
  const lowest = windows.map((window) => Math.min(...window.map((sample) => sample[what])));
  const middles = windows.map((window) => window.reduce((sum, { atMs }) => sum + atMs, 0) / window.length);
  const perHour = slopeOf(lowest.map((low, index) => [middles[index] ?? 0, low])) * HOUR_MS;
  const rise = (lowest.at(-1) ?? 0) - (lowest[0] ?? 0);
  const lows = lowest.map((low) => (low / MIB).toFixed(1)).join(', ');
  const allowed = MEMORY[what];
  return {
    found: `${what}: lowest in each window ${lows} MiB, ${(perHour / MIB).toFixed(1)} MiB an hour (allowed ${allowed.perHour / MIB})`,
    tooMuch: perHour > allowed.perHour && rise > allowed.noise,
  };
};

const handleGrowth = (
  windows: readonly Sample[][],
  what: 'descriptors' | 'resources',
): { found: string; tooMuch: boolean } => {
  const peaks = windows.map((window) => Math.max(...window.map((sample) => sample[what])));
  return {
    found: `${what}: highest in each window ${peaks.join(', ')}`,
    tooMuch: (peaks.at(-1) ?? 0) > (peaks[0] ?? 0) + HANDLES[what],
  };
};

export const growthOf = (samples: readonly Sample[]): Growth => {
  if ((samples.at(-1)?.atMs ?? 0) < JUDGED_FROM_MS)
    return { found: ['too short a run to tell whether anything grows'], tooMuch: [] };
  const windows = windowsOf(samples);
  const looks = [
    memoryGrowth(windows, 'heap'),
    memoryGrowth(windows, 'rss'),
    handleGrowth(windows, 'descriptors'),
    handleGrowth(windows, 'resources'),
  ];
  return {
    found: looks.map(({ found }) => found),
    tooMuch: looks.filter(({ tooMuch }) => tooMuch).map(({ found }) => `grows: ${found}`),
  };
};
