/** The keyboard: one fact back and forth, the ends, play, the next failure, and the place to compare with. */
import { goToNextTrouble } from './jumps.ts';
import { togglePlay } from './play.ts';
import { current, cursor, following, goTo, pinned, total } from './view.ts';

export const pinHere = (): void => {
  pinned.value = pinned.peek() === null ? (current.peek()?.position ?? 0) : null;
};

export const toEnd = (): void => {
  goTo(total.peek());
  following.value = true;
};

const ACTIONS: Readonly<Record<string, () => void>> = {
  ArrowLeft: () => goTo(cursor.peek() - 1),
  ArrowRight: () => goTo(cursor.peek() + 1),
  Home: () => goTo(0),
  End: toEnd,
  ' ': togglePlay,
  n: () => void goToNextTrouble().catch(() => {}),
  c: pinHere,
};

/** Where letters and arrows mean something else. */
const isTaken = (target: EventTarget | null, key: string): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="tablist"], [role="radiogroup"], select, dialog')) return true;
  if (target instanceof HTMLInputElement) return target.type !== 'range';
  return key === ' ' && target.closest('button, a, summary') !== null;
};

/** To be called once. */
export const startKeys = (): void => {
  addEventListener('keydown', (event) => {
    const act = ACTIONS[event.key];
    const plain = !event.altKey && !event.ctrlKey && !event.metaKey;
    if (!act || !plain || isTaken(event.target, event.key)) return;
    event.preventDefault();
    act();
  });
};
