/** The requests of all endpoints that may be under way at once. Each endpoint has a bound of its own below it. */
export interface Places {
  /** Takes one; if there is none, `wake` is called when one is free. */
  take(wake: () => void): boolean;
  give(): void;
}

const PLACES_MAX = 512;

export const createPlaces = (max = PLACES_MAX): Places => {
  let free = max;
  const waiting = new Set<() => void>();
  return {
    take(wake) {
      if (free > 0) {
        free -= 1;
        return true;
      }
      waiting.add(wake);
      return false;
    },
    give() {
      free += 1;
      for (const wake of waiting) {
        if (free === 0) return;
        waiting.delete(wake);
        wake();
      }
    },
  };
};
