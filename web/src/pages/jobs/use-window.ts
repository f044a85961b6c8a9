/** Which rows of a long list are in view: only they are in the document, however long the list is. */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { arrived } from './merge.ts';

/** Rows beyond either edge, so that scrolling shows no gap. */
const BEYOND = 8;

export interface Window {
  readonly first: number;
  readonly last: number;
}

export const useWindow = (box: RefObject<HTMLElement | null>, rowHeight: number, rows: number): Window => {
  const [view, setView] = useState({ top: 0, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    measure();
    element.addEventListener('scroll', measure, { passive: true });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', measure);
      observer.disconnect();
    };
  }, [box]);
  const first = Math.max(Math.floor(view.top / rowHeight) - BEYOND, 0);
  return { first, last: Math.min(Math.ceil((view.top + view.height) / rowHeight) + BEYOND, rows) };
};

/** What is looked at stays where it is when rows come in before it. At the very top the new ones are shown. */
export const useAnchor = (
  box: RefObject<HTMLElement | null>,
  rowHeight: number,
  items: readonly { jobId: string }[],
): void => {
  const before = useRef(items);
  useLayoutEffect(() => {
    const element = box.current;
    const came = arrived(before.current, items);
    before.current = items;
    if (element && element.scrollTop > rowHeight) element.scrollTop += came * rowHeight;
  }, [items]);
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
