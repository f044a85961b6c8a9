/** A chart with coordinates for all of its parts, in pixels from the top left corner. */
import type { Chart, ChartEdge, ChartState } from './chart-shape.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge extends ChartEdge {
  /** Points of the line, from the source to the target. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** The text of its labels, one line each, in the same order. */
  readonly lines: readonly string[];
  /** The position of the labels; null if there are none. */
  readonly place: Box | null;
}

/** The output of `npm run inspector:layout`: everything that a page needs to draw a machine and light its arrows. */
export interface Layout extends Omit<Chart, 'states' | 'edges'>, Omit<Box, 'x' | 'y'> {
  /** The hash of the chart that was laid out: a changed chart needs a new layout. */
  readonly hash: string;
  readonly states: readonly (ChartState & Box)[];
  readonly edges: readonly PlacedEdge[];
}

/** The lines of an edge's label, as measured and drawn. */
export const labelLines = ({ labels }: Pick<ChartEdge, 'labels'>): readonly string[] =>
  labels.map(({ fact, guard, effects }) => {
    const name = fact.slice(fact.indexOf('.') + 1).replaceAll('_', ' ');
    return `${name}${guard === null ? '' : ` [${guard}]`}${effects.length > 0 ? ` / ${effects.join(', ')}` : ''}`;
  });

export const LINE_HEIGHT = 13;
