/** A clock that stands still until a test moves it. */
import type { Cancel, Clock, Millis } from '../../src/kernel/clock.ts';

export interface ManualClock extends Clock {
  /** Moves the time forward and runs the timers that are due on the way, each at its own time and in order. */
  advance(ms: number): void;
  /** Sets the clock forwards or back. Timers do not notice. */
  set(ms: number): void;
}

interface Alarm {
  readonly at: Millis;
  readonly work: () => void;
}

export const manualClock = (start: Millis = Date.UTC(2026, 0, 1)): ManualClock => {
  const alarms = new Set<Alarm>();
  /** The time that timers follow, and the difference of `now` from it. */
  let elapsed = start;
  let ahead = 0;

  const nextBefore = (end: Millis): Alarm | undefined =>
    [...alarms].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];

  return {
    now: () => elapsed + ahead,
    after(ms, work): Cancel {
      const alarm = { at: elapsed + Math.max(ms, 0), work };
      alarms.add(alarm);
      return () => void alarms.delete(alarm);
    },
    advance(ms) {
      const end = elapsed + ms;
      for (let due = nextBefore(end); due; due = nextBefore(end)) {
        alarms.delete(due);
        elapsed = due.at;
        due.work();
      }
      elapsed = end;
    },
    set(ms) {
      ahead += ms;
    },
  };
};
