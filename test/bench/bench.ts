/**
 * The form of a benchmark. Its two sides are measured alternately, so that a busy minute of the machine affects both.
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';

export type Size = 'full' | 'quick';

/** Both sides, ready to be measured. */
export interface Sides {
  ours(): Promise<number>;
  /** Left out if the figure is absolute. */
  readonly theirs?: () => Promise<number>;
  close(): Promise<void>;
}

export interface Bench {
  /** `p1` */
  readonly name: string;
  readonly title: string;
  /** The name of the other side. */
  readonly against?: string;
  /** The unit of a measurement, such as `jobs/s`. */
  readonly unit: string;
  readonly better: 'more' | 'less';
  /** The bounds of the ratio ours / theirs; of our figure if there is no other side. */
  readonly floor: number;
  readonly aim: number;
  open(size: Size): Promise<Sides>;
}

export interface Outcome {
  readonly name: string;
  readonly unit: string;
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  /** The median of the ratios of the pairs, or of our figures. */
  readonly figure: number;
  readonly figures: readonly number[];
}

export const PAIRS = 5;

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
};

/** Measures one side, then the other, `PAIRS` times. `heard` is called with each pair. */
export const run = async (bench: Bench, size: Size, heard: (figure: number) => void): Promise<Outcome> => {
  const sides = await bench.open(size);
  const ours: number[] = [];
  const theirs: number[] = [];
  const figures: number[] = [];
  try {
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const one = await sides.ours();
      ours.push(one);
      const other = await sides.theirs?.();
      if (other !== undefined) theirs.push(other);
      figures.push(other === undefined ? one : one / other);
      heard(figures.at(-1) ?? Number.NaN);
    }
  } finally {
    await sides.close();
  }
  return { name: bench.name, unit: bench.unit, ours, theirs, figures, figure: median(figures) };
};

/** The speed of the disk: how many times a second 4 KiB can be appended and flushed. */
export const flushRate = (): number => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-flush-'));
  const file = openSync(join(folder, 'file'), 'w');
  const page = Buffer.alloc(4_096, 1);
  const start = performance.now();
  let flushes = 0;
  for (; performance.now() - start < 500; flushes += 1) {
    writeSync(file, page);
    fdatasyncSync(file);
  }
  const rate = (flushes / (performance.now() - start)) * 1_000;
  closeSync(file);
  rmSync(folder, { recursive: true });
  return Math.round(rate);
};

/** The machine on which this was measured, in one line. */
export const machine = (): string => {
  const processor = `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores`;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
  return `${processor}, ${memory}; the disk flushes 4 KiB ${flushRate()} times a second`;
};
