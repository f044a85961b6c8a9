/** Which page shows which path. Each is fetched at the first visit; the others follow once the browser has time. */
import type { ComponentType } from 'preact';

export interface PageProps {
  /** The part of the path in place of `:id`; undefined for a path without it. */
  readonly id: string | undefined;
}

type Load = () => Promise<{ readonly Page: ComponentType<PageProps> }>;

/** By the first part of the path; a second part is the id. */
const PAGES: Readonly<Record<string, Load>> = {
  '': () => import('./pages/overview/page.tsx'),
  chats: () => import('./pages/chats/page.tsx'),
  jobs: () => import('./pages/jobs/page.tsx'),
  drafts: () => import('./pages/drafts/page.tsx'),
  send: () => import('./pages/send/page.tsx'),
  queue: () => import('./pages/queue/page.tsx'),
  sessions: () => import('./pages/sessions/page.tsx'),
  webhooks: () => import('./pages/webhooks/page.tsx'),
  keys: () => import('./pages/keys/page.tsx'),
  people: () => import('./pages/people/page.tsx'),
  settings: () => import('./pages/settings/page.tsx'),
  audit: () => import('./pages/audit/page.tsx'),
  phones: () => import('./pages/phones/page.tsx'),
};

/** Whether the dashboard has the page of a link. */
export const isPage = (to: string): boolean => Object.hasOwn(PAGES, to.slice(1));

const WITH_ID = new Set(['chats', 'jobs', 'webhooks']);

export interface Match {
  readonly name: string;
  readonly load: Load;
  readonly id: string | undefined;
}

/** Null for a path that no page shows. */
export const matchOf = (path: string): Match | null => {
  const [name = '', id, ...more] = path.slice(1).split('/');
  const load = Object.hasOwn(PAGES, name) ? PAGES[name] : undefined;
  if (!load || more.length > 0 || (id !== undefined && !WITH_ID.has(name))) return null;
  return { name, load, id: id === undefined ? undefined : decodeURIComponent(id) };
};

/** Fetches every page, so that going to one needs no network. */
export const fetchAll = (): void => {
  for (const load of Object.values(PAGES)) void load().catch(() => null);
};
