/** The plan of each round, as the seed decides it. */
import type { Random } from '../simulation/random.ts';
import { HEARD_POINTS, HOOK_POINTS, MIXED_POINTS, type Point, POINTS } from './points.ts';

/** The process dies after this many milliseconds, or at the nth occurrence of a point. */
export type Plan =
  | { readonly kind: 'moment'; readonly ms: number }
  | { readonly kind: 'point'; readonly point: Point; readonly count: number; readonly ms: number };

/** How often a point may be passed before the process dies there. */
const COUNTS: Readonly<Record<keyof typeof POINTS, number>> = {
  before_commit: 40,
  after_commit: 40,
  before_answer: 6,
  after_write: 12,
  before_completion: 12,
  keys_set: 20,
  rebuild: 400,
  backup: 2,
};

/** From the start of the process: some die before they listen, some long after everything was sent. */
const MOMENT_MS = [300, 1_600] as const;

/** Two of three rounds end at a named point, each point in turn. */
export const planOf = (random: Random, rounds: number): Plan[] => {
  const points = (Object.keys(POINTS) as (keyof typeof POINTS)[])
    .map((point) => ({ point, at: random.fraction() }))
    .sort((one, other) => one.at - other.at);
  let named = 0;
  return Array.from({ length: rounds }, (_, round): Plan => {
    const ms = random.between(...MOMENT_MS);
    const next = round % 3 === 0 ? undefined : points[named++ % points.length];
    return next
      ? { kind: 'point', point: next.point, count: random.between(1, COUNTS[next.point]), ms }
      : { kind: 'moment', ms };
  });
};

export const ALL_POINTS: Readonly<Record<Point, string>> = {
  ...POINTS,
  ...MIXED_POINTS,
  ...HEARD_POINTS,
  ...HOOK_POINTS,
};

export const planText = (plan: Plan): string =>
  plan.kind === 'moment' ? `${plan.ms} ms after its start` : `${ALL_POINTS[plan.point]} (${plan.count})`;
