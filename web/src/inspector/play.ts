/** Playback: goes through the facts at a number a second. */
import { effect, signal } from '@preact/signals';
import { cursor, goTo, total } from './view.ts';

export const SPEEDS = [1, 4, 16, 64, 256] as const;
export const playing = signal(false);
/** Facts a second. */
export const speed = signal<number>(4);

export const togglePlay = (): void => {
  if (!playing.peek() && cursor.peek() >= total.peek()) goTo(0);
  playing.value = !playing.peek();
};

/** One step is shown per frame at most, however many facts that is. To be called once. */
export const startPlay = (): void => {
  effect(() => {
    if (!playing.value) return undefined;
    let owed = 0;
    let before = performance.now();
    const tick = (now: number): void => {
      owed += ((now - before) / 1_000) * speed.peek();
      before = now;
      const steps = Math.floor(owed);
      owed -= steps;
      if (steps > 0) goTo(cursor.peek() + steps);
      if (cursor.peek() >= total.peek()) playing.value = false;
      else frame = requestAnimationFrame(tick);
    };
    let frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  });
};
