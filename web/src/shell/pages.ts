/** The pages in their groups, as the navigation shows them: all at the side, or the main ones in the bar of a narrow screen. */
import { isPage } from '../routes.ts';
import type { IconName } from '../ui/icon.tsx';
import { waitingDrafts } from './drafts.ts';
import { gateway } from './gateway.ts';

export interface PageItem {
  readonly to: string;
  readonly icon: IconName;
  readonly word: string;
  /** Outside of the dashboard: a page that the gateway serves by itself. */
  readonly away?: true;
  /** On a narrow screen it has no place in the bar, and is among the others. */
  readonly behind?: true;
  /** How much on the page waits for somebody. */
  readonly count?: () => number;
  /** Left out: it is shown whenever the dashboard has it. */
  readonly isShown?: () => boolean;
}

export interface PageGroup {
  /** The first group needs none. */
  readonly title: string | null;
  readonly pages: readonly PageItem[];
}

/** Each of these is about one session, and is gone to most often. */
const MAIN: PageGroup = {
  title: null,
  pages: [
    { to: '/', icon: 'overview', word: 'Overview' },
    { to: '/chats', icon: 'chats', word: 'Chats' },
    { to: '/drafts', icon: 'pencil', word: 'Drafts', behind: true, count: () => waitingDrafts.value },
    { to: '/send', icon: 'send', word: 'Send' },
    { to: '/jobs', icon: 'jobs', word: 'Jobs' },
    { to: '/queue', icon: 'queue', word: 'Queue' },
  ],
};

const OTHERS: readonly PageGroup[] = [
  {
    title: 'Gateway',
    pages: [
      { to: '/sessions', icon: 'link', word: 'Sessions' },
      { to: '/webhooks', icon: 'hook', word: 'Webhooks' },
      { to: '/keys', icon: 'key', word: 'Keys' },
      { to: '/people', icon: 'people', word: 'People' },
      { to: '/settings', icon: 'settings', word: 'Settings' },
      { to: '/audit', icon: 'audit', word: 'Audit' },
    ],
  },
  {
    title: 'Look deeper',
    pages: [
      { to: '/phones', icon: 'phones', word: 'Phones', isShown: () => gateway.value?.whatsapp === 'sandbox' },
      { to: '/inspector', icon: 'inspector', word: 'Inspector', away: true },
      { to: '/docs', icon: 'book', word: 'API reference', away: true },
    ],
  },
];

/** Nothing leads to a page that is not there. */
const shown = ({ title, pages }: PageGroup): PageGroup => ({
  title,
  pages: pages.filter(({ to, away, isShown }) => (away ?? isPage(to)) && (isShown?.() ?? true)),
});

export const mainPages = (): readonly PageItem[] => shown(MAIN).pages;
/** Those for which the bar of a narrow screen has no room. */
export const pagesBehind = (): readonly PageItem[] => mainPages().filter(({ behind }) => behind);
export const otherPages = (): readonly PageGroup[] => OTHERS.map(shown).filter(({ pages }) => pages.length > 0);
