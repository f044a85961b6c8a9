/** Lists of any length with as many elements as are in view. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** A list shows a part of the track around the cursor: no browser can scroll over a million rows. */
const PART = 20_000;
const EXTRA = 6;

export interface Windowed {
  readonly place: { current: HTMLDivElement | null };
  /** The first and the last fact in view, 1 for the first of the track. */
  readonly first: number;
  readonly last: number;
  /** How far a fact stands from the top, and how high everything is. */
  top(index: number): number;
  readonly height: number;
}

/** Follows the cursor: it is brought into view whenever it leaves it. */
export const useWindowed = (total: number, cursor: number, rowHeight: number): Windowed => {
  const place = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const begin = total <= PART ? 0 : Math.max(0, Math.floor(cursor / (PART / 2)) * (PART / 2) - PART / 4);
  const end = Math.min(total, begin + PART);

  useLayoutEffect(() => {
    const box = place.current;
    if (!box) return undefined;
    const look = (): void =>
      setView((before) =>
        before.top === box.scrollTop && before.height === box.clientHeight
          ? before
          : { top: box.scrollTop, height: box.clientHeight },
      );
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
    if (!box || box.clientHeight === 0) return;
    const top = (Math.max(cursor, 1) - 1 - begin) * rowHeight;
    const seen = top >= box.scrollTop + rowHeight && top + 2 * rowHeight <= box.scrollTop + box.clientHeight;
    if (!seen) box.scrollTop = top - (box.clientHeight - rowHeight) / 2;
  }, [cursor, begin, total, view.height]);

  return {
    place,
    first: Math.max(begin + 1, begin + Math.floor(view.top / rowHeight) + 1 - EXTRA),
    last: Math.min(end, begin + Math.ceil((view.top + view.height) / rowHeight) + EXTRA),
    top: (index) => (index - 1 - begin) * rowHeight,
    height: (end - begin) * rowHeight,
  };
};

/** The places between two, in order. */
export const between = (first: number, last: number): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
