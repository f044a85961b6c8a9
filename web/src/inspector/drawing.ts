/** Lines of a chart as SVG wants them. */
import type { Layout, PlacedEdge } from './layout.ts';

type Point = readonly [x: number, y: number];

const CORNER = 5;
const HEAD = 5;

/** A point on the way from one to another, so far from the first, and never beyond the middle. */
const towards = ([x, y]: Point, [toX, toY]: Point, distance: number): Point => {
  const length = Math.hypot(toX - x, toY - y) || 1;
  const part = Math.min(distance / length, 0.5);
  return [x + (toX - x) * part, y + (toY - y) * part];
};

/** The line with round corners. */
export const pathOf = ({ points }: PlacedEdge): string =>
  points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (!before) return `M${point.join(' ')}`;
      if (!after) return `L${point.join(' ')}`;
      return `L${towards(point, before, CORNER).join(' ')}Q${point.join(' ')} ${towards(point, after, CORNER).join(' ')}`;
    })
    .join('');

/** The head of the arrow: a triangle at the end of the line. */
export const headOf = ({ points }: PlacedEdge): string => {
  const [tip, before] = [points.at(-1) ?? [0, 0], points.at(-2) ?? [0, 0]];
  const angle = Math.atan2(tip[1] - before[1], tip[0] - before[0]);
  const corner = (turn: number): string =>
    `${tip[0] - HEAD * 1.5 * Math.cos(angle + turn)} ${tip[1] - HEAD * 1.5 * Math.sin(angle + turn)}`;
  return `M${tip.join(' ')}L${corner(0.45)}L${corner(-0.45)}Z`;
};

/** A state and all that it is in. */
export const activePath = ({ states }: Layout, state: string | null): ReadonlySet<string> => {
  const path = new Set<string>();
  for (let id = state; id !== null; ) {
    path.add(id);
    id = states.find((one) => one.id === id)?.parent ?? null;
  }
  return path;
};
