/**
 * What an address of the dashboard says: which session, which page, and the query.
 *
 * The session is a part of the path, `/s/shop/jobs?status=failed`, so that links, reloads and the back button keep it and no
 * page has to carry it along in its query. Addresses without `/s/` mean the default session.
 */
export const DEFAULT_SESSION = 'default';

export interface Place {
  readonly session: string;
  /** The page, `/` or `/jobs/4f2a`, without base and session. */
  readonly path: string;
  /** `?status=failed`, or nothing. */
  readonly search: string;
}

const WITH_SESSION = /^s\/([^/]+)(?:\/(.*))?$/;

/** A stray `%` stays as it is: such an address leads nowhere, and must not break the page that says so. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Reads an address. `base` is where the dashboard begins, with a slash at its end. */
export const readPlace = (base: string, address: string): Place => {
  const [pathname = '', ...query] = address.split('?');
  const search = query.length === 0 ? '' : `?${query.join('?')}`;
  const below = pathname.slice(base.length);
  const [, named, page = ''] = WITH_SESSION.exec(below) ?? [];
  return named === undefined
    ? { session: DEFAULT_SESSION, path: `/${below}`, search }
    : { session: decoded(named), path: `/${page}`, search };
};

/** The address of a page in a session; `to` may have a query. */
export const writePlace = (base: string, session: string, to: string): string =>
  session === DEFAULT_SESSION ? base + to.slice(1) : `${base}s/${encodeURIComponent(session)}/${to.slice(1)}`;

/** Paths that the gateway serves itself. No page of the dashboard is there, and no session is a part of them. */
const ELSEWHERE = /^\/(?:api|assets|docs|healthz|inspector|metrics|openapi\.json|pages|readyz|favicon\.ico)(?:[/?#]|$)/;

export const isElsewhere = (path: string): boolean => ELSEWHERE.test(path);
