/** The chats, a link each. The arrow keys go from one to the next, Home and End to the first and the last. */
import { useEffect, useRef } from 'preact/hooks';
import { lineOf } from '../../kinds/message.ts';
import { serverNow } from '../../live/clock.ts';
import { linkTo } from '../../router.ts';
import { Icon } from '../../ui/icon.tsx';
import { Empty } from '../../ui/notice.tsx';
import { useScrollWindow } from '../../ui/scroll-window.ts';
import { count } from '../../words/chats.ts';
import { exactTime, timeInList } from '../../words/times.ts';
import { authorOf, type Chat, nameOfChat } from './chat.ts';
import type { Listed } from './listed.ts';
import { chatPath } from './paths.ts';
import type { Shown } from './use-chats.ts';

const ROW_PX = 64;
/** The next page is fetched when this many loaded rows are left. */
const AHEAD = 30;

const LastLine = ({ chat: { lastMessage, kind } }: { chat: Chat }) => {
  if (!lastMessage) return null;
  const { icon, text } = lineOf(lastMessage);
  const author = authorOf(lastMessage, kind);
  return (
    <span class="ellipsis" dir="auto">
      {author !== null && `${author}: `}
      {icon && <Icon name={icon} size={12} />} {text}
    </span>
  );
};

/** What the account has done with the chat, and how much of it is unread. */
const Marks = ({ chat: { unread, markedUnread, pinned, archived, mutedUntil } }: { chat: Chat }) => (
  <span class="chat-flags">
    {FLAGS.map(([icon, word]) =>
      (icon === 'pin' && pinned) || (icon === 'archive' && archived) || (icon === 'mute' && mutedUntil !== null) ? (
        <span key={icon} title={word}>
          <Icon name={icon} size={14} />
          <span class="hidden-text">{word}</span>
        </span>
      ) : null,
    )}
    {unread > 0 && (
      <span class="unread">
        {unread.toLocaleString('en')}
        <span class="hidden-text"> {count(unread, 'message').replace(/^\S+/, '')} not read</span>
      </span>
    )}
    {unread === 0 && markedUnread && (
      <span class="unread">
        <span class="hidden-text">Marked as unread</span>
      </span>
    )}
  </span>
);

const FLAGS = [
  ['pin', 'Pinned'],
  ['mute', 'Muted'],
  ['archive', 'Archived'],
] as const;

const SIGNS = { group: 'people', status: 'clock', channel: 'book', contact: 'person' } as const;

interface RowProps {
  readonly chat: Chat;
  readonly chosen: boolean;
  /** The search that has found it. */
  readonly search?: string;
  readonly index?: number;
  readonly top?: number;
}

export const ChatRow = ({ chat, chosen, search, index, top }: RowProps) => (
  <li class="chat-row" style={top === undefined ? {} : { top: `${top}px` }}>
    <a
      class="chat-link"
      href={linkTo(chatPath(chat.chatId, search === undefined ? {} : { search }))}
      aria-current={chosen ? 'true' : undefined}
      data-index={index}
    >
      <span class="chat-sign">
        <Icon name={SIGNS[chat.kind]} size={20} />
      </span>
      <span class="chat-name ellipsis" dir="auto">
        {nameOfChat(chat)}
      </span>
      <time class="chat-at quiet small" dateTime={chat.activeAt} title={exactTime(chat.activeAt)}>
        {timeInList(chat.activeAt, serverNow())}
      </time>
      <span class="chat-last small">
        <LastLine chat={chat} />
      </span>
      <Marks chat={chat} />
    </a>
  </li>
);

const STEPS: Readonly<Record<string, (from: number, rows: number) => number>> = {
  ArrowDown: (from) => from + 1,
  ArrowUp: (from) => from - 1,
  Home: () => 0,
  End: (_, rows) => rows - 1,
};

/** Moves the focus from row to row by key; rows far away are in the document only after the list has scrolled there. */
const useSteps = (box: { readonly current: HTMLElement | null }, rows: number) => {
  const wanted = useRef<number | null>(null);
  const focus = (index: number): boolean => {
    const link = box.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    link?.focus({ preventScroll: true });
    return link != null;
  };
  useEffect(() => {
    if (wanted.current !== null && focus(wanted.current)) wanted.current = null;
  });
  return (event: KeyboardEvent): void => {
    const at = event.target instanceof HTMLElement ? event.target.dataset['index'] : undefined;
    const to = STEPS[event.key];
    if (!box.current || at === undefined || !to || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const index = Math.min(Math.max(to(Number(at), rows), 0), rows - 1);
    const { scrollTop, clientHeight } = box.current;
    const highest = (index + 1) * ROW_PX - clientHeight;
    box.current.scrollTop = Math.min(Math.max(scrollTop, highest), index * ROW_PX);
    if (!focus(index)) wanted.current = index;
  };
};

const Nothing = ({ shown }: { shown: Shown }) => {
  if (shown === 'unread') {
    return (
      <Empty icon="check" title="Everything is read">
        <p>A chat comes here when somebody writes in it.</p>
      </Empty>
    );
  }
  return (
    <Empty icon="chats" title={shown === 'group' ? 'No group yet' : 'No chat yet'}>
      <p>
        {shown === 'group' ? 'A group comes here with its first message. ' : ''}
        <a href={linkTo('/send')}>Write to somebody</a>, or wait until somebody writes: every message is on record here.
      </p>
    </Empty>
  );
};

interface ListProps {
  readonly shown: Shown;
  readonly listed: Listed<Chat>;
  readonly chosen: string | undefined;
  readonly more: () => void;
}

export const ChatList = ({ listed: { items, nextCursor }, shown, chosen, more }: ListProps) => {
  const box = useRef<HTMLDivElement>(null);
  const { first, last } = useScrollWindow(box, ROW_PX, items.length);
  const step = useSteps(box, items.length);
  useEffect(() => {
    if (nextCursor !== null && last > items.length - AHEAD) more();
  }, [last, items]);
  return (
    <div class="chat-scroll" ref={box} onKeyDown={step}>
      {items.length === 0 ? (
        <Nothing shown={shown} />
      ) : (
        <ul class="chat-rows" aria-label="Chats, last activity first" style={{ height: `${items.length * ROW_PX}px` }}>
          {items.slice(first, last).map((chat, nth) => (
            <ChatRow
              key={chat.chatId}
              chat={chat}
              chosen={chat.chatId === chosen}
              index={first + nth}
              top={(first + nth) * ROW_PX}
            />
          ))}
        </ul>
      )}
    </div>
  );
};
