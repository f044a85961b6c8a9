/** Which rows of a long list are in view: only these are in the document, however long the list is. The page scrolls. */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { arrived } from './merge.ts';

/** Rows beyond either edge, so that scrolling shows no gap. */
const BEYOND = 8;

export interface Window {
  readonly first: number;
  readonly last: number;
}

/** How far the first row is above the upper edge of the screen; negative when it is below. */
const passed = (rows: HTMLElement): number => -rows.getBoundingClientRect().top;

export const useWindow = (box: RefObject<HTMLElement | null>, rowHeight: number, rows: number): Window => {
  const [first, setFirst] = useState(0);
  const [end, setEnd] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = (): void => {
      const top = passed(element);
      setFirst(Math.max(Math.floor(top / rowHeight) - BEYOND, 0));
      setEnd(Math.max(Math.ceil((top + innerHeight) / rowHeight) + BEYOND, 0));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    addEventListener('scroll', measure, { passive: true });
    addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      removeEventListener('scroll', measure);
      removeEventListener('resize', measure);
    };
  }, [box, rowHeight]);
  return { first: Math.min(first, rows), last: Math.min(end, rows) };
};

/** Keeps the rows in view where they are when others come in before them. At the very top the new ones are shown. */
export const useAnchor = (
  box: RefObject<HTMLElement | null>,
  rowHeight: number,
  items: readonly { jobId: string }[],
): void => {
  const before = useRef(items);
  useLayoutEffect(() => {
    const came = arrived(before.current, items);
    before.current = items;
    if (came > 0 && box.current && passed(box.current) > rowHeight) scrollBy(0, came * rowHeight);
  }, [items]);
};

/** Scrolls to where the list was left, and notes how far it is scrolled from then on. */
export const useKeptScroll = (place: { top: number }): void => {
  useLayoutEffect(() => {
    if (place.top > 0) scrollTo(0, place.top);
    const note = (): void => {
      place.top = scrollY;
    };
    addEventListener('scroll', note, { passive: true });
    return () => removeEventListener('scroll', note);
  }, []);
};

export const useMedia = (condition: string): boolean => {
  const media = useRef(matchMedia(condition));
  const [fits, setFits] = useState(media.current.matches);
  useEffect(() => {
    const list = media.current;
    const change = (): void => setFits(list.matches);
    list.addEventListener('change', change);
    return () => list.removeEventListener('change', change);
  }, []);
  return fits;
};
