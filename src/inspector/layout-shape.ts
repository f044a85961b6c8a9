/** A chart with a place for everything in it, in pixels from its top left corner. */
import type { Chart, ChartEdge, ChartState } from './chart-shape.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge extends ChartEdge {
  /** Corners of the line, from the source to the target. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** What its labels say, one line each, in the same order. */
  readonly lines: readonly string[];
  /** Where they stand; null when there is none. */
  readonly place: Box | null;
}

/** What `npm run inspector:layout` writes: everything that a page needs to draw a machine, and to light its arrows. */
export interface Layout extends Omit<Chart, 'states' | 'edges'>, Omit<Box, 'x' | 'y'> {
  /** Of the chart that was laid out: another one, another layout. */
  readonly hash: string;
  readonly states: readonly (ChartState & Box)[];
  readonly edges: readonly PlacedEdge[];
}

/** The lines of an edge's label, as they are measured and drawn. */
export const labelLines = ({ labels }: Pick<ChartEdge, 'labels'>): readonly string[] =>
  labels.map(({ fact, guard, effects }) => {
    const name = fact.slice(fact.indexOf('.') + 1).replaceAll('_', ' ');
    return `${name}${guard === null ? '' : ` [${guard}]`}${effects.length > 0 ? ` / ${effects.join(', ')}` : ''}`;
  });

export const LINE_HEIGHT = 13;
