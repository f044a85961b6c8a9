/**
 * Keeps what is read in its place while messages come and go around it: the message at the upper edge stays where it is,
 * and at the lower end the newest one stays in view.
 */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** Nearer to an end than this, what is beyond it is fetched. */
const AHEAD_PX = 900;
/** Nearer to the lower end than this, somebody reads along. */
const AT_END_PX = 60;

/** The message that must not move, and how far below the upper edge it begins. */
type Anchor = { readonly id: string; readonly top: number } | 'end';

interface Scroll {
  /** Brings a message to the middle of what is in view. */
  readonly goTo: (messageId: string) => boolean;
  readonly toEnd: () => void;
}

interface Ends {
  readonly older: () => void;
  readonly newer: () => void;
  /** Whether there are newer messages than those that are here: the lower end is not the end of the chat. */
  readonly hasNewer: boolean;
  readonly atEnd: (is: boolean) => void;
}

const elements = (box: HTMLElement): HTMLElement[] => [...box.querySelectorAll<HTMLElement>('[data-message]')];

const elementOf = (box: HTMLElement, id: string): HTMLElement | null =>
  box.querySelector(`[data-message="${CSS.escape(id)}"]`);

const topIn = (box: HTMLElement, element: HTMLElement): number =>
  element.getBoundingClientRect().top - box.getBoundingClientRect().top;

const below = (box: HTMLElement): number => box.scrollHeight - box.clientHeight - box.scrollTop;

/** The first message that is in view, found by halves. */
const anchorIn = (box: HTMLElement): Anchor => {
  const all = elements(box);
  let [from, to] = [0, all.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    const element = all[middle];
    if (element && topIn(box, element) + element.offsetHeight > 0) to = middle;
    else from = middle + 1;
  }
  const first = all[from];
  return first ? { id: first.dataset['message'] ?? '', top: topIn(box, first) } : 'end';
};

export const useScroll = (box: RefObject<HTMLElement | null>, ends: Ends): Scroll => {
  const anchor = useRef<Anchor>('end');
  const newest = useRef(ends);
  newest.current = ends;

  const restore = (): void => {
    const element = box.current;
    if (!element) return;
    if (anchor.current === 'end') {
      element.scrollTop = element.scrollHeight;
      return;
    }
    const kept = elementOf(element, anchor.current.id);
    if (kept) element.scrollTop += topIn(element, kept) - anchor.current.top;
  };

  const note = (): void => {
    const element = box.current;
    if (!element) return;
    const { hasNewer, older, newer, atEnd } = newest.current;
    const isEnd = !hasNewer && below(element) < AT_END_PX;
    anchor.current = isEnd ? 'end' : anchorIn(element);
    atEnd(isEnd);
    if (element.scrollTop < AHEAD_PX) older();
    if (below(element) < AHEAD_PX) newer();
  };

  useLayoutEffect(restore);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    // Pictures come, the window changes its size: what is read stays.
    const sizes = new ResizeObserver(restore);
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    element.addEventListener('scroll', note, { passive: true });
    note();
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', note);
    };
  }, []);

  return {
    goTo(messageId) {
      const message = box.current && elementOf(box.current, messageId);
      if (!box.current || !message) return false;
      box.current.scrollTop += topIn(box.current, message) - (box.current.clientHeight - message.offsetHeight) / 2;
      note();
      message.focus({ preventScroll: true });
      return true;
    },
    toEnd() {
      anchor.current = 'end';
      restore();
      note();
    },
  };
};
