/** What a search finds: chats by name or number, and messages by their words. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { get } from '../../api/client.ts';
import { sentenceOf } from '../../api/problem.ts';
import { lineOf, type Message, nameOfPerson } from '../../kinds/message.ts';
import { serverNow } from '../../live/clock.ts';
import { linkTo } from '../../router.ts';
import { ActionButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Skeleton } from '../../ui/notice.tsx';
import { chatName } from '../../words/chats.ts';
import { exactTime, timeInList } from '../../words/times.ts';
import type { Chat } from './chat.ts';
import { ChatRow } from './chat-list.tsx';
import { chatPath } from './paths.ts';

interface Found<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

interface Results {
  readonly chats: Found<Chat>;
  readonly messages: Found<Message>;
}

const CHATS_SHOWN = 20;
const MESSAGES_SHOWN = 30;

const findMessages = (search: string, cursor: string | null, signal: AbortSignal): Promise<Found<Message>> =>
  get('/api/whatsapp/messages', {
    query: { search, limit: MESSAGES_SHOWN, ...(cursor === null ? {} : { cursor }) },
    signal,
  });

const find = async (search: string, signal: AbortSignal): Promise<Results> => {
  const [chats, messages] = await Promise.all([
    get('/api/whatsapp/chats', { query: { search, limit: CHATS_SHOWN }, signal }),
    findMessages(search, null, signal),
  ]);
  return { chats, messages };
};

const whoseMessage = ({ direction, from, chatId }: Message): string =>
  direction === 'in' ? nameOfPerson(from) : `You, to ${chatName(chatId)}`;

interface FoundProps {
  readonly message: Message;
  readonly search: string;
  readonly chosen: boolean;
}

const FoundMessage = ({ message, search, chosen }: FoundProps) => {
  const { icon, text } = lineOf(message);
  return (
    <li>
      <a
        class="chat-link found"
        href={linkTo(chatPath(message.chatId, { message: message.messageId, search }))}
        aria-current={chosen ? 'true' : undefined}
      >
        <span class="chat-name ellipsis" dir="auto">
          {whoseMessage(message)}
        </span>
        <time class="chat-at quiet small" dateTime={message.sentAt} title={exactTime(message.sentAt)}>
          {timeInList(message.sentAt, serverNow())}
        </time>
        <span class="chat-last small">
          <span class="found-text" dir="auto">
            {icon && <Icon name={icon} size={12} />} {text}
          </span>
        </span>
      </a>
    </li>
  );
};

interface Props {
  readonly search: string;
  readonly chosen: string | undefined;
  readonly message: string | null;
}

export const SearchResults = ({ search, chosen, message }: Props) => {
  const [state, setState] = useState<{ search: string; results?: Results; error?: unknown }>({ search });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    stop.current = abort;
    find(search, abort.signal).then(
      (results) => setState({ search, results }),
      (error: unknown) => abort.signal.aborted || setState({ search, error }),
    );
    return () => abort.abort();
  }, [search]);

  const { results, error } = state.search === search ? state : {};
  if (error !== undefined) return <p class="error search-note">{sentenceOf(error)}</p>;
  if (!results) {
    return (
      <div class="search-note">
        <Skeleton lines={4} />
      </div>
    );
  }
  const { chats, messages } = results;
  const more = async (): Promise<void> => {
    const next = await findMessages(search, messages.nextCursor, (stop.current ?? new AbortController()).signal);
    setState({ search, results: { chats, messages: { ...next, items: [...messages.items, ...next.items] } } });
  };
  return (
    <div class="chat-scroll">
      {chats.items.length + messages.items.length === 0 && (
        <Empty icon="search" title="Nothing has these words">
          <p>Names and numbers are found by a part of them, messages by whole words.</p>
        </Empty>
      )}
      {chats.items.length > 0 && <h2 class="found-title">Chats</h2>}
      <ul class="found-list" aria-label="Chats that fit">
        {chats.items.map((chat) => (
          <ChatRow key={chat.chatId} chat={chat} search={search} chosen={chat.chatId === chosen} />
        ))}
      </ul>
      {messages.items.length > 0 && <h2 class="found-title">Messages</h2>}
      <ul class="found-list" aria-label="Messages that fit">
        {messages.items.map((each) => (
          <FoundMessage
            key={`${each.chatId} ${each.messageId}`}
            message={each}
            search={search}
            chosen={each.chatId === chosen && each.messageId === message}
          />
        ))}
      </ul>
      {messages.nextCursor !== null && (
        <div class="search-note">
          <ActionButton act={more}>Find more</ActionButton>
        </div>
      )}
    </div>
  );
};
