/** Where the gateway dies, in order, as a seed decides it. */
import type { Random } from '../../simulation/random.ts';
import type { Plan } from '../plan.ts';
import type { Point } from '../points.ts';

export interface MixedPlan {
  /** While the queue is paused. */
  readonly queueing: readonly Plan[];
  /** Once it runs. */
  readonly sending: readonly Plan[];
}

/** How often each point is passed at most before the process dies there. Each round comes to all of them. */
const QUEUEING = {
  before_rename: 3,
  after_rename: 3,
  media_on_record: 3,
  before_answer: 3,
  change_on_record: 3,
} as const satisfies Partial<Record<Point, number>>;
const SENDING = {
  after_upload: 2,
  before_write: 3,
  after_write: 3,
  before_completion: 3,
} as const satisfies Partial<Record<Point, number>>;

const shuffled = (random: Random, counts: Partial<Record<Point, number>>): readonly Plan[] =>
  (Object.entries(counts) as [Point, number][])
    .map(([point, most]) => ({ at: random.fraction(), point, count: random.between(1, most) }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ point, count }) => ({ kind: 'point', point, count, ms: 0 }));

/** The changes come last in each chat, and the uploads first. */
export const mixedPlanOf = (random: Random): MixedPlan => {
  const { change_on_record: change, ...others } = QUEUEING;
  return {
    queueing: [...shuffled(random, others), ...shuffled(random, { change_on_record: change })],
    sending: shuffled(random, SENDING),
  };
};
