/** Where the page is: its path as a signal, and links that change it without loading anything. */
import { computed, signal } from '@preact/signals';

const here = signal(location.pathname + location.search);

export const path = computed(() => here.value.split('?', 1)[0] ?? '/');
export const query = computed(() => new URLSearchParams(here.value.slice(path.value.length)));

/** Goes to a path of the dashboard, with its query. `replace` leaves no step back. */
export const navigate = (to: string, { replace = false } = {}): void => {
  if (to === here.value) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', to);
  here.value = to;
};

/** Changes some of the query and leaves the rest; null or nothing takes a name out. Leaves no step back. */
export const changeQuery = (change: Readonly<Record<string, string | null | undefined>>): void => {
  const next = new URLSearchParams(query.value);
  for (const [name, value] of Object.entries(change)) {
    if (value == null || value === '') next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  navigate(text === '' ? path.value : `${path.value}?${text}`, { replace: true });
};

/** Paths that the gateway serves itself. */
const ELSEWHERE = /^\/(?:api|assets|docs|healthz|inspector|metrics|openapi\.json|pages|readyz)(?:\/|$)/;

const linkOf = (event: MouseEvent): HTMLAnchorElement | null => {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const found = plain && event.target instanceof Element ? event.target.closest('a') : null;
  return found && !found.target && !found.hasAttribute('download') ? found : null;
};

/** Makes plain links steps within the page; to be called once. */
export const startRouter = (): void => {
  addEventListener('popstate', () => {
    here.value = location.pathname + location.search;
  });
  addEventListener('click', (event) => {
    const link = event.defaultPrevented ? null : linkOf(event);
    if (!link || link.origin !== location.origin || link.hash !== '' || ELSEWHERE.test(link.pathname)) return;
    event.preventDefault();
    navigate(link.pathname + link.search);
    scrollTo(0, 0);
  });
};
