/**
 * Lists of any length with as many elements as are in view.
 *
 * A list follows the cursor: when that leaves the view, the view is moved in the same rendering, not by one that waits for
 * the browser to tell that it scrolled. Elements are kept and get other facts, because creating them costs most.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** A list shows a part of the track around the cursor: no browser can scroll over a million rows. */
const PART = 20_000;
const EXTRA = 4;
/** More than fit into any view. */
const ELEMENTS = 128;

export interface Windowed {
  readonly place: { current: HTMLDivElement | null };
  /** The first and the last fact in view, 1 for the first of the track. */
  readonly first: number;
  readonly last: number;
  /** How far a fact stands from the top, and how high everything is. */
  top(index: number): number;
  readonly height: number;
}

/** The part of the track that a list shows. */
const partAround = (total: number, cursor: number): readonly [begin: number, end: number] => {
  const begin = total <= PART ? 0 : Math.max(0, Math.floor(cursor / (PART / 2)) * (PART / 2) - PART / 4);
  return [begin, Math.min(total, begin + PART)];
};

/** `headHeight` is of what stays above the rows as they scroll. */
export const useWindowed = (total: number, cursor: number, rowHeight: number, headHeight = 0): Windowed => {
  const place = useRef<HTMLDivElement>(null);
  /** Where the view is, or will be once this is rendered. */
  const view = useRef({ top: 0, height: 600 }).current;
  const followed = useRef('');
  const [, renderAgain] = useState({});
  const [begin, end] = partAround(total, cursor);
  const height = (end - begin) * rowHeight;

  const key = `${cursor} ${begin} ${total} ${view.height}`;
  if (followed.current !== key) {
    followed.current = key;
    const top = (Math.max(cursor, 1) - 1 - begin) * rowHeight;
    const seen = top >= view.top + rowHeight && top + 2 * rowHeight <= view.top + view.height;
    const most = Math.max(0, height - view.height);
    if (!seen) view.top = Math.min(Math.max(0, Math.round(top - (view.height - rowHeight) / 2)), most);
  }

  useLayoutEffect(() => {
    const box = place.current;
    if (!box) return undefined;
    const look = (): void => {
      const shown = box.clientHeight - headHeight;
      const moved = Math.abs(box.scrollTop - view.top) > 1 || shown !== view.height;
      if (!moved || box.clientHeight === 0) return;
      if (shown === view.height) view.top = box.scrollTop;
      view.height = shown;
      renderAgain({});
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(box);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, []);

  useLayoutEffect(() => {
    const box = place.current;
    if (box && Math.abs(box.scrollTop - view.top) > 1) box.scrollTop = view.top;
  });

  return {
    place,
    first: Math.max(begin + 1, begin + Math.floor(view.top / rowHeight) + 1 - EXTRA),
    last: Math.min(end, begin + Math.ceil((view.top + view.height) / rowHeight) + EXTRA),
    top: (index) => (index - 1 - begin) * rowHeight,
    height,
  };
};

/** The places between two, in order. */
export const between = (first: number, last: number): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);

/** The element that shows a place: the same for places that are never in view together. */
export const elementOf = (index: number): number => index % ELEMENTS;
