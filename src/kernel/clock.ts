/** Time as a port, so that tests can move it. */

/** Milliseconds since 1970, UTC. */
export type Millis = number;

/** `2026-01-31T12:00:00.000Z` */
export const iso = (at: Millis): string => new Date(at).toISOString();
export const isoOrNull = (at: Millis | null | undefined): string | null => (at == null ? null : iso(at));

/** Cancels the timer. Calling it twice, or after the timer fired, does nothing. */
export type Cancel = () => void;

/** The `Cancel` of a timer that was never set. */
export const nothingToCancel: Cancel = () => {};

export interface Clock {
  now(): Millis;
  /** Runs `work` once, `ms` from now at the earliest. Never keeps the process alive by itself. */
  after(ms: number, work: () => void): Cancel;
}

/** The longest delay that `setTimeout` accepts; a longer one fires at once. */
const DELAY_MS_MAX = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, Math.min(Math.max(ms, 0), DELAY_MS_MAX));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
