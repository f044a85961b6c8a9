/** The frame of every page: the session, the navigation, whether the gateway answers, and the account. */
import type { ComponentChildren } from 'preact';
import { link } from '../live/live.ts';
import { linkWithin } from '../router.ts';
import { Icon } from '../ui/icon.tsx';
import { Account } from './account.tsx';
import { Brand, Nav } from './nav.tsx';
import { Switcher } from './switcher.tsx';
import { Tabs } from './tabs.tsx';

const LINK_WORDS = { connecting: 'Connecting', live: 'Live', away: 'Reconnecting' } as const;
const LINK_TONES = { connecting: 'waiting', live: 'completed', away: 'retrying' } as const;

const LinkState = () => (
  <span class={`link-state ${link.value} tone-${LINK_TONES[link.value]}`}>{LINK_WORDS[link.value]}</span>
);

/** Screen readers say it too, once it changes. */
const AwayBanner = () => (
  <div role="status">
    {link.value === 'away' && (
      <div class="away-banner">
        <Icon name="retry" />
        Waybill does not answer, reconnecting… What you see may be old.
      </div>
    )}
  </div>
);

export const Shell = ({ children }: { children: ComponentChildren }) => (
  <>
    <a class="button skip" href={linkWithin('main')}>
      Skip to the content
    </a>
    <div class="shell">
      <header class="side">
        <Brand />
        <Switcher />
        <Nav />
        <div class="account">
          <LinkState />
          <Account />
        </div>
      </header>
      <header class="top">
        <Brand />
        <Switcher />
        <LinkState />
      </header>
      <div>
        <AwayBanner />
        {children}
      </div>
      <Tabs />
    </div>
  </>
);
