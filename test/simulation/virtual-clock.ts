/** Time that jumps from one alarm to the next, one at a time: the effects of an alarm run before the next one rings. */
import type { Cancel, Clock, Millis } from '../../src/kernel/clock.ts';

export interface VirtualClock extends Clock {
  /** When the next alarm is due; null if none is set. */
  next(): Millis | null;
  /** Moves to the next alarm and rings it. */
  ring(): void;
  /** Moves forward by this much, but not past the next alarm. */
  drift(ms: number): void;
}

interface Alarm {
  readonly at: Millis;
  readonly work: () => void;
}

export const virtualClock = (start: Millis = Date.UTC(2026, 0, 1)): VirtualClock => {
  /** In the order in which they ring; at the same time, the alarm that was set first. */
  const alarms: Alarm[] = [];
  let now = start;

  const set = (alarm: Alarm): void => {
    const place = alarms.findLastIndex(({ at }) => at <= alarm.at);
    alarms.splice(place + 1, 0, alarm);
  };

  return {
    now: () => now,
    after(ms, work): Cancel {
      const alarm = { at: now + Math.max(ms, 0), work };
      set(alarm);
      return () => {
        const place = alarms.indexOf(alarm);
        if (place >= 0) alarms.splice(place, 1);
      };
    },
    next: () => alarms[0]?.at ?? null,
    ring() {
      const alarm = alarms.shift();
      if (!alarm) return;
      now = alarm.at;
      alarm.work();
    },
    drift(ms) {
      now = Math.min(now + ms, alarms[0]?.at ?? Number.POSITIVE_INFINITY);
    },
  };
};
