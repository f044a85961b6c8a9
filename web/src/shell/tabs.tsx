/** The bar at the bottom of a narrow screen; its last button shows the pages that have no room in it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { path } from '../router.ts';
import { Icon } from '../ui/icon.tsx';
import { Account } from './account.tsx';
import { BarLinks, LinksBehind, OtherLinks } from './nav.tsx';

const More = () => {
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  // A step to another page closes it.
  useEffect(() => menu.current?.hidePopover(), [path.value]);
  return (
    <>
      <button type="button" popovertarget="more" aria-expanded={open}>
        <Icon name="more" />
        More
      </button>
      <div id="more" class="more" popover="auto" ref={menu} onToggle={({ newState }) => setOpen(newState === 'open')}>
        <div class="stack">
          <div class="nav">
            <LinksBehind />
            <OtherLinks />
          </div>
          <Account />
        </div>
      </div>
    </>
  );
};

export const Tabs = () => (
  <nav class="tabs" aria-label="Main pages">
    <BarLinks />
    <More />
  </nav>
);
