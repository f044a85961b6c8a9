/** Which rows of a long list are in view, in a box that scrolls: only these are in the document, however long the list is. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Rows beyond either edge, so that scrolling shows no gap. */
const BEYOND = 8;

export interface Rows {
  readonly first: number;
  readonly last: number;
}

export const useScrollWindow = (box: RefObject<HTMLElement | null>, rowHeight: number, rows: number): Rows => {
  const [seen, setSeen] = useState<Rows>({ first: 0, last: BEYOND });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = (): void => {
      const { scrollTop, clientHeight } = element;
      const first = Math.max(Math.floor(scrollTop / rowHeight) - BEYOND, 0);
      const last = Math.ceil((scrollTop + clientHeight) / rowHeight) + BEYOND;
      setSeen((before) => (before.first === first && before.last === last ? before : { first, last }));
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [box, rowHeight]);
  return { first: Math.min(seen.first, rows), last: Math.min(seen.last, rows) };
};
