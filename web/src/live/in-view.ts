/**
 * Whether somebody looks at this tab, or did a moment ago.
 *
 * Browsers open six connections to a server and no more, for all tabs together. Tabs in the background that held one each
 * would leave none to load anything with.
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
