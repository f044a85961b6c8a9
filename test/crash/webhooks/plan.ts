/** What each round does, as a seed decides it. */
import type { Random } from '../../simulation/random.ts';
import type { Writing } from '../hearing/plan.ts';
import type { Plan } from '../plan.ts';
import { HOOK_POINTS } from '../points.ts';
import type { Mood } from './receiver.ts';

/** What a person asks of an endpoint once the gateway listens. */
export type Wish = 'replay' | 'rotate' | 'redeliver' | 'pause and resume';

export interface HookRound {
  readonly plan: Plan;
  readonly writing: Writing;
  readonly mood: Mood;
  readonly wishes: readonly Wish[];
}

type HookPoint = keyof typeof HOOK_POINTS;

/** How often a point may be passed before the process dies there. Many answers share a record. */
const COUNTS: Readonly<Record<HookPoint, number>> = {
  hook_before_record: 30,
  hook_after_record: 10,
  hook_batch: 4,
  hook_replay_asked: 3,
  hook_replay: 4,
  hook_secret: 3,
  hook_rotated: 3,
};

/** Without which a process never comes to the point. */
const NEEDED: Partial<Record<HookPoint, Wish>> = {
  hook_replay_asked: 'replay',
  hook_replay: 'replay',
  hook_secret: 'rotate',
  hook_rotated: 'rotate',
};

/** From the start of the process: some die before they deliver, some in the middle of it. */
const MOMENT_MS = [700, 3_500] as const;

const WRITINGS: readonly [Writing, ...Writing[]] = [
  { before: 1, starting: 0, up: 0 },
  { before: 0, starting: 0, up: 1 },
  { before: 0.4, starting: 0.3, up: 0.3 },
];

/** Three of four rounds end at a named point, each point in turn. */
export const hookPlanOf = (random: Random, rounds: number): readonly HookRound[] => {
  const points = (Object.keys(HOOK_POINTS) as HookPoint[])
    .map((point) => ({ point, at: random.fraction() }))
    .toSorted((one, other) => one.at - other.at);
  let named = 0;
  return Array.from({ length: rounds }, (_, round): HookRound => {
    const ms = random.between(...MOMENT_MS);
    const next = round % 4 === 3 ? undefined : points[named++ % points.length];
    const needed = next && NEEDED[next.point];
    const wish = random.weighted<Wish>({ replay: 3, rotate: 2, redeliver: 2, 'pause and resume': 1 });
    return {
      plan: next
        ? { kind: 'point', point: next.point, count: random.between(1, COUNTS[next.point]), ms }
        : { kind: 'moment', ms },
      writing: random.pick(WRITINGS),
      mood: random.weighted<Mood>({ fine: 1, flaky: 4, down: 1 }),
      wishes: needed ? [needed] : [wish],
    };
  });
};
