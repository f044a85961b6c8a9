/** The pages as links, the one that is shown marked. */
import type { ComponentChildren } from 'preact';
import { below } from '../base.ts';
import { linkTo, path } from '../router.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { gateway } from './gateway.ts';

export const Brand = () => (
  <a class="brand" href={linkTo('/')}>
    <img src={below('/pages/icon.svg')} alt="" width="24" height="24" />
    Waybill
  </a>
);

interface LinkProps {
  readonly to: string;
  readonly icon: IconName;
  readonly children: string;
}

const isHere = (to: string): boolean => (to === '/' ? path.value === '/' : path.value.split('/')[1] === to.slice(1));

export const PageLink = ({ to, icon, children }: LinkProps) => (
  <a href={linkTo(to)} aria-current={isHere(to) ? 'page' : undefined}>
    <Icon name={icon} />
    {children}
  </a>
);

/** What is gone to most often: on a narrow screen all that has room. */
export const MainLinks = () => (
  <>
    <PageLink to="/" icon="overview">
      Overview
    </PageLink>
    <PageLink to="/send" icon="send">
      Send
    </PageLink>
    <PageLink to="/jobs" icon="jobs">
      Jobs
    </PageLink>
    <PageLink to="/queue" icon="queue">
      Queue
    </PageLink>
  </>
);

/** A page that stands for itself, outside of the dashboard. */
const AwayLink = ({ to, icon, children }: LinkProps) => (
  <a href={linkTo(to)}>
    <Icon name={icon} />
    {children}
    <span class="away">
      <Icon name="away" size={12} />
    </span>
  </a>
);

/** Only where WhatsApp is the one in the box. */
export const SandboxNav = () =>
  gateway.value?.whatsapp === 'sandbox' ? (
    <PageLink to="/phones" icon="phones">
      Phones
    </PageLink>
  ) : null;

export const MoreLinks = () => (
  <>
    <AwayLink to="/inspector" icon="inspector">
      Inspector
    </AwayLink>
    <AwayLink to="/docs" icon="book">
      API reference
    </AwayLink>
  </>
);

export const Nav = ({ children }: { children: ComponentChildren }) => (
  <nav class="nav" aria-label="Pages">
    <MainLinks />
    <PageLink to="/audit" icon="audit">
      Audit
    </PageLink>
    {children}
    <h2>Look deeper</h2>
    <MoreLinks />
  </nav>
);
