/** How much of an endpoint is under way at once, and when it is left in peace. */
import type { Clock, Millis } from '../../kernel/clock.ts';

/** Requests of one endpoint that are under way at once. */
const PLACES_MAX = 16;
const PLACES_AT_FIRST = 4;
/** The wait after each failure for the endpoint's sake, before it counts as failing. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000];

export interface Pacing {
  places(): number;
  /** Nothing goes before this time. */
  quietUntil(): Millis;
  answered(): void;
  /** Returns how many attempts in a row have failed. */
  troubled(waitMs: number): number;
  quietFor(ms: number): void;
  /** The endpoint begins again. */
  fresh(): void;
}

export const createPacing = (clock: Pick<Clock, 'now'>): Pacing => {
  let places = PLACES_AT_FIRST;
  let inRow = 0;
  let quietUntil: Millis = 0;
  return {
    places: () => places,
    quietUntil: () => quietUntil,
    answered() {
      inRow = 0;
      places = Math.min(places + 1, PLACES_MAX);
    },
    troubled(waitMs) {
      inRow += 1;
      places = 1;
      const pause = PAUSES_MS[Math.min(inRow, PAUSES_MS.length) - 1] ?? 0;
      quietUntil = clock.now() + Math.max(pause, waitMs);
      return inRow;
    },
    quietFor(ms) {
      quietUntil = clock.now() + ms;
    },
    fresh() {
      quietUntil = 0;
      inRow = 0;
    },
  };
};
