/** Where the dashboard is: session, path and query as signals, and links that change them without loading anything. */
import { computed, signal } from '@preact/signals';
import { BASE, below } from './base.ts';
import { isElsewhere, readPlace, writePlace } from './place.ts';

const here = signal(location.pathname + location.search);
const place = computed(() => readPlace(BASE, here.value));

/** The session that the page is about. */
export const session = computed(() => place.value.session);
/** The page, `/jobs/4f2a`, without base and session. */
export const path = computed(() => place.value.path);
const search = computed(() => place.value.search);
export const query = computed(() => new URLSearchParams(search.value));

/**
 * What a link to a page says in its `href`: `linkTo('/jobs?status=failed')`. It stays in the session that is shown, or leads to
 * another one. Paths that the gateway serves itself, as `/docs`, have no session.
 */
export const linkTo = (to: string, of = session.value): string =>
  isElsewhere(to) ? below(to) : writePlace(BASE, of, to);

/** The `href` of a link to a place on this page. With a `<base>`, `#main` alone would lead to the overview. */
export const linkWithin = (id: string): string => `${here.value}#${id}`;

const goTo = (address: string, replace: boolean): void => {
  if (address === here.value) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  here.value = address;
};

/** Goes to a page, with its query, in the session that is shown or in another one. `replace` leaves no step back. */
export const navigate = (to: string, { replace = false, of = session.value } = {}): void =>
  goTo(linkTo(to, of), replace);

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

const linkOf = (event: MouseEvent): HTMLAnchorElement | null => {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const found = plain && event.target instanceof Element ? event.target.closest('a') : null;
  return found && !found.target && !found.hasAttribute('download') ? found : null;
};

/** Whether a link leads to a page of the dashboard. */
const isOurs = ({ origin, pathname, hash }: HTMLAnchorElement): boolean =>
  origin === location.origin &&
  hash === '' &&
  pathname.startsWith(BASE) &&
  !isElsewhere(`/${pathname.slice(BASE.length)}`);

/** Makes plain links steps within the page; to be called once. */
export const startRouter = (): void => {
  addEventListener('popstate', () => {
    here.value = location.pathname + location.search;
  });
  addEventListener('click', (event) => {
    const link = event.defaultPrevented ? null : linkOf(event);
    if (!link || !isOurs(link)) return;
    event.preventDefault();
    goTo(link.pathname + link.search, false);
    scrollTo(0, 0);
  });
};
