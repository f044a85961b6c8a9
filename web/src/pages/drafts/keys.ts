/** One key for each decision. Keys are taken while nobody writes, and no dialog is open. */
import { useEffect, useRef } from 'preact/hooks';

export const KEYS = [
  ['j', 'next'],
  ['k', 'the one before'],
  ['a', 'approve'],
  ['e', 'edit, then approve'],
  ['r', 'reject'],
] as const;
export type Key = (typeof KEYS)[number][0];

const isKey = (key: string): key is Key => KEYS.some(([known]) => known === key);

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, dialog, [popover]') !== null;

/** A key that is held down acts once, so that no decision is made about a draft that nobody has looked at. */
export const useKeys = (act: (key: Key) => void): void => {
  const newest = useRef(act);
  newest.current = act;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const plain = !event.altKey && !event.ctrlKey && !event.metaKey;
      const moves = event.key === 'j' || event.key === 'k';
      if (!plain || !isKey(event.key) || writes(event.target) || (event.repeat && !moves)) return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      newest.current(event.key);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
};
