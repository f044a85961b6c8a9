/** The pages as links, the current one marked. */
import { below } from '../base.ts';
import { linkTo, path } from '../router.ts';
import { Icon } from '../ui/icon.tsx';
import { mainPages, otherPages, type PageItem, pagesBehind } from './pages.ts';

export const Brand = () => (
  <a class="brand" href={linkTo('/')}>
    <img src={below('/pages/icon.svg')} alt="" width="24" height="24" />
    Waybill
  </a>
);

const isHere = (to: string): boolean => (to === '/' ? path.value === '/' : path.value.split('/')[1] === to.slice(1));

const Count = ({ of }: { of: number }) =>
  of === 0 ? null : (
    <span class="waiting-count">
      {of}
      <span class="hidden-text"> waiting</span>
    </span>
  );

const PageLink = ({ page: { to, icon, word, away, count } }: { page: PageItem }) => (
  <a href={linkTo(to)} aria-current={isHere(to) ? 'page' : undefined}>
    <Icon name={icon} />
    {word}
    {count && <Count of={count()} />}
    {away && (
      <span class="away">
        <Icon name="away" size={12} />
      </span>
    )}
  </a>
);

const linksTo = (pages: readonly PageItem[]) => pages.map((page) => <PageLink key={page.to} page={page} />);

const MainLinks = () => linksTo(mainPages());

/** The main pages in the bar of a narrow screen, and those that have no room in it. */
export const BarLinks = () => linksTo(mainPages().filter(({ behind }) => !behind));
export const LinksBehind = () => linksTo(pagesBehind());

/** The pages beside the main ones, under the titles of their groups. */
export const OtherLinks = () =>
  otherPages().map(({ title, pages }) => [
    <h2 key={title}>{title}</h2>,
    ...pages.map((page) => <PageLink key={page.to} page={page} />),
  ]);

export const Nav = () => (
  <nav class="nav" aria-label="Pages">
    <MainLinks />
    <OtherLinks />
  </nav>
);
