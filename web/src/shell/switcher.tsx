/** Which session the pages are about, and a way to each of the others: the same page, in the other session. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { linkTo, path, query, session } from '../router.ts';
import { Icon } from '../ui/icon.tsx';
import { SESSION_LOOKS } from '../ui/look.ts';
import { nameOf, type SessionItem, sessions } from './sessions.ts';
import './switcher.css';

/** A list that is longer than this can be searched. */
const SEARCHED_FROM = 8;

/** The page without what is on it: a job of one session is none of another. */
const samePage = (): string => `/${path.value.split('/')[1] ?? ''}`;

const Mark = ({ state }: Pick<SessionItem, 'state'>) => (
  <span class={`session-mark tone-${SESSION_LOOKS[state].tone}`}>
    <Icon name={SESSION_LOOKS[state].icon} size={12} />
  </span>
);

const Option = ({ item }: { item: SessionItem }) => (
  <li>
    <a href={linkTo(samePage(), item.id)} aria-current={item.id === session.value ? 'true' : undefined}>
      <Mark state={item.state} />
      <span class="ellipsis grow">{nameOf(item)}</span>
      <span class="quiet small">{SESSION_LOOKS[item.state].word}</span>
    </a>
  </li>
);

const matching = (items: readonly SessionItem[], search: string): readonly SessionItem[] => {
  const wanted = search.trim().toLowerCase();
  return items.filter(({ id, label }) => id.includes(wanted) || label?.toLowerCase().includes(wanted));
};

const List = ({ items }: { items: readonly SessionItem[] }) => {
  const [search, setSearch] = useState('');
  const found = matching(items, search);
  return (
    <>
      {items.length > SEARCHED_FROM && (
        <input
          class="input"
          type="search"
          aria-label="Search the sessions"
          placeholder="Search"
          autocomplete="off"
          value={search}
          onInput={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      )}
      <ul class="switcher-list" aria-label="Sessions">
        {found.map((item) => (
          <Option key={item.id} item={item} />
        ))}
        {found.length === 0 && <li class="quiet">None has this in its name.</li>}
      </ul>
    </>
  );
};

export const Switcher = () => {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  // A step to another page or session closes the list.
  useEffect(() => menu.current?.hidePopover(), [path.value, session.value, query.value]);

  /** Popovers are in a layer of their own, and do not know their button. */
  const place = (): void => {
    const at = button.current?.getBoundingClientRect();
    if (!at || !menu.current) return;
    menu.current.style.top = `${at.bottom + 4}px`;
    menu.current.style.left = `${Math.max(Math.min(at.left, innerWidth - 288 - 8), 8)}px`;
  };

  const items = sessions.value;
  const here = items?.find((one) => one.id === session.value);
  return (
    <div class="switcher">
      <button class="switcher-button" type="button" ref={button} popovertarget={id} aria-expanded={open}>
        {here ? <Mark state={here.state} /> : <Icon name="link" />}
        <span class="hidden-text">Session: </span>
        <span class="ellipsis grow">{here ? nameOf(here) : session.value}</span>
        <Icon name="chevron" size={12} />
      </button>
      <div
        id={id}
        class="switcher-menu"
        popover="auto"
        ref={menu}
        onBeforeToggle={place}
        onToggle={({ newState }) => setOpen(newState === 'open')}
      >
        {open && <List items={items ?? []} />}
        <a class="switcher-all" href={linkTo('/sessions')}>
          Add, start and remove sessions
        </a>
      </div>
    </div>
  );
};
