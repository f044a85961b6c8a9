/**
 * Whether this tab is visible, or was a moment ago.
 *
 * Browsers open at most six connections to a server, for all tabs together. If each background tab held one, none would be
 * left to load anything.
 */
import { signal } from '@preact/signals';

const FORGOTTEN_MS = 5_000;

export const inView = signal(!document.hidden);

let timer: ReturnType<typeof setTimeout> | undefined;

document.addEventListener('visibilitychange', () => {
  clearTimeout(timer);
  if (document.hidden) {
    timer = setTimeout(() => {
      inView.value = false;
    }, FORGOTTEN_MS);
  } else {
    inView.value = true;
  }
});
