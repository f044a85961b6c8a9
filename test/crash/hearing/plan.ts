/** What each round does, as a seed decides it. */
import type { Random } from '../../simulation/random.ts';
import type { Plan } from '../plan.ts';
import { HEARD_POINTS, MIXED_POINTS } from '../points.ts';
import { STRANGERS } from './script.ts';

/** When the phones write, as parts of all lines of a round. */
export interface Writing {
  /** Before the process starts; WhatsApp keeps these. */
  readonly before: number;
  /** From its start on, while it does not listen yet. */
  readonly starting: number;
  /** Once it listens. */
  readonly up: number;
}

export interface HearingRound {
  readonly plan: Plan;
  readonly writing: Writing;
  /** Whether WhatsApp cuts the connection instead of reading the first receipt. */
  readonly losesReceipt: boolean;
}

const { before_rename, after_rename, media_on_record } = MIXED_POINTS;

/** Where a process dies, files that it fetches included. */
const HERE = { ...HEARD_POINTS, before_rename, after_rename, media_on_record };

type HeardPoint = keyof typeof HERE;

/** How often a point may be passed before the process dies there. Many messages share a commit. */
const COUNTS: Readonly<Record<HeardPoint, number>> = {
  heard_before_commit: 8,
  heard_after_commit: 8,
  heard_keys: 60,
  heard_receipt: 60,
  merge_before_commit: STRANGERS,
  merge_after_commit: STRANGERS,
  before_rename: 4,
  after_rename: 4,
  media_on_record: 4,
};

/** From the start of the process: some die before they are connected, some while they catch up, some after that. */
const MOMENT_MS = [400, 3_000] as const;

/** All at one time, or a share each time. */
const PARTS: readonly [Writing, ...Writing[]] = [
  { before: 1, starting: 0, up: 0 },
  { before: 0, starting: 1, up: 0 },
  { before: 0, starting: 0, up: 1 },
  { before: 0.4, starting: 0.3, up: 0.3 },
];

/** Four of five rounds end at a named point, each point in turn. */
export const hearingPlanOf = (random: Random, rounds: number): readonly HearingRound[] => {
  const points = (Object.keys(HERE) as HeardPoint[])
    .map((point) => ({ point, at: random.fraction() }))
    .toSorted((one, other) => one.at - other.at);
  let named = 0;
  return Array.from({ length: rounds }, (_, round): HearingRound => {
    const ms = random.between(...MOMENT_MS);
    const next = round % 5 === 4 ? undefined : points[named++ % points.length];
    return {
      plan: next
        ? { kind: 'point', point: next.point, count: random.between(1, COUNTS[next.point]), ms }
        : { kind: 'moment', ms },
      writing: random.pick(PARTS),
      losesReceipt: random.chance(0.3),
    };
  });
};
