/** Disasters for the process itself: a disk that is full for a commit or for a while, a death between any two steps. */
import type { Recorded } from '../../src/events/log/log.ts';
import type { Clock, Millis } from '../../src/kernel/clock.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Disk } from './disk.ts';
import type { Moment } from './mortal.ts';
import type { Random } from './random.ts';
import type { Tally } from './tally.ts';
import type { Trace } from './trace.ts';

export type Disaster =
  | 'none'
  | 'a file vanishes'
  | 'the disk is full once'
  | 'the disk is full'
  | 'death now'
  | 'death soon';

export interface Disasters {
  /** The probability of each at a step. */
  readonly rates: Readonly<Record<Disaster, number>>;
  strike(which: Exclude<Disaster, 'none' | 'death now'>): void;
  /** Called twice in each commit: before its tables are written, and after. @throws Fault while the disk is full. */
  duringCommit(place: 'before its tables' | 'after its tables', facts: readonly Recorded[]): void;
  diesAt(moment: Moment): boolean;
  /** Whether commits work now. */
  diskWorks(): boolean;
  /** No more disasters. */
  end(): void;
}

const FULL_MS_MAX = 20_000;

const MOMENTS = [
  'before a commit',
  'after a commit',
  'before a call',
  'after a call',
  'before a file',
  'after a file',
] as const;

/** `failed` is called with the lost facts of each failed commit. */
export const disastersOf = (
  random: Random,
  clock: Clock,
  { trace, tally, disk }: { trace: Trace; tally: Tally; disk: Disk },
  failed: (facts: readonly Recorded[]) => void,
): Disasters => {
  const rate = (most: number) => (random.chance(0.5) ? random.fraction() * most : 0);
  const rates: Disasters['rates'] = {
    none: 1,
    // Rare: what it takes away cannot be sent.
    'a file vanishes': random.chance(0.2) ? 0.02 : 0,
    'the disk is full once': rate(0.1),
    'the disk is full': rate(0.01),
    'death now': rate(0.01),
    'death soon': rate(0.02),
  };
  let commitsToFail = 0;
  let fullUntil: Millis = 0;
  let failsLate = false;
  let death: { moment: Moment; left: number } | null = null;

  const vanish = () => {
    const [first, ...others] = disk.files.keys();
    if (first === undefined) return;
    const sha256 = random.pick([first, ...others]);
    tally.struck('a file that vanished');
    disk.files.delete(sha256);
    disk.lost.add(sha256);
  };
  const works = () => commitsToFail === 0 && clock.now() >= fullUntil;

  return {
    rates,
    strike(which) {
      trace.say('fault', which);
      failsLate = random.chance(0.5);
      if (which === 'a file vanishes') vanish();
      if (which === 'the disk is full once') commitsToFail = 1;
      if (which === 'the disk is full') {
        tally.struck('a full disk for a while');
        fullUntil = clock.now() + random.between(1, FULL_MS_MAX);
      }
      if (which === 'death soon') {
        const moment = random.pick<Moment>(MOMENTS);
        // Files are rarer than commits and calls.
        death = { moment, left: moment.endsWith('file') ? 0 : random.between(0, 5) };
      }
    },
    duringCommit(place, facts) {
      if (works() || (place === 'before its tables') === failsLate) return;
      commitsToFail = Math.max(0, commitsToFail - 1);
      trace.say('fault', `a commit fails ${place}`);
      tally.struck(`a commit that fails ${place}`);
      failed(facts);
      throw new Fault('log.unavailable', 'The log cannot be written: the disk is full', {
        hint: 'The simulation asked for this.',
      });
    },
    diesAt(moment) {
      if (death?.moment !== moment) return false;
      death.left -= 1;
      if (death.left >= 0) return false;
      trace.say('fault', `death ${moment}`);
      tally.struck(`a death ${moment}`);
      death = null;
      return true;
    },
    diskWorks: works,
    end() {
      commitsToFail = 0;
      fullUntil = 0;
      death = null;
    },
  };
};
