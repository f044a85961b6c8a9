/** `/chats`: every chat with its messages, as people know it. `/chats/ID`: one of them, `?message=ID` at a message. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { changeQuery, query } from '../../router.ts';
import type { PageProps } from '../../routes.ts';
import { Choices } from '../../ui/field.tsx';
import { Empty, Skeleton, Trouble } from '../../ui/notice.tsx';
import { Page as Frame } from '../../ui/page.tsx';
import { ChatList } from './chat-list.tsx';
import { ChatPanel } from './chat-panel.tsx';
import '../../kinds/bubbles.css';
import './chats.css';
import { SearchResults } from './search.tsx';
import { type Chats, type Shown, useChats } from './use-chats.ts';
import { Waybill } from './waybill.tsx';

const PAUSE_MS = 300;

/** A search takes effect once the typing pauses, and stays in the address. */
const SearchField = () => {
  const value = query.value.get('search') ?? '';
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (typed: string): void => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => changeQuery({ search: typed.trim() }), PAUSE_MS);
  };
  return (
    <search class="chat-search">
      <input
        class="input"
        type="search"
        dir="auto"
        autocomplete="off"
        aria-label="Search names, numbers and messages"
        placeholder="Search"
        value={text}
        onInput={({ currentTarget }) => type(currentTarget.value)}
      />
    </search>
  );
};

const SHOWN = [
  ['all', 'All'],
  ['unread', 'Unread'],
  ['group', 'Groups'],
] as const satisfies readonly (readonly [Shown, string])[];

const shownOf = (): Shown => SHOWN.find(([shown]) => shown === query.value.get('show'))?.[0] ?? 'all';

const ShownChoice = ({ shown }: { shown: Shown }) => (
  <div class="chats-shown">
    <Choices
      legend="Which chats"
      hideLegend
      value={shown}
      options={SHOWN}
      choose={(show) => changeQuery({ show: show === 'all' ? null : show })}
    />
  </div>
);

interface SideProps {
  readonly chats: Chats;
  readonly shown: Shown;
  readonly chosen: string | undefined;
}

const Side = ({ chats: { listed, error, more, reload }, shown, chosen }: SideProps) => {
  const search = query.value.get('search')?.trim() ?? '';
  if (search !== '') return <SearchResults search={search} chosen={chosen} message={query.value.get('message')} />;
  if (listed) {
    return (
      <>
        <ShownChoice shown={shown} />
        <ChatList listed={listed} shown={shown} chosen={chosen} more={more} />
      </>
    );
  }
  return (
    <div class="search-note">
      {error === undefined ? <Skeleton lines={8} /> : <Trouble error={error} retry={reload} />}
    </div>
  );
};

const Box = ({ id }: { id: string | undefined }) => {
  const shown = shownOf();
  const chats = useChats(shown);
  return (
    <Frame title="Chats">
      <section class={`card chats ${id === undefined ? '' : 'is-asked'}`} aria-label="Chats">
        <div class="chats-side">
          <SearchField />
          <Side chats={chats} shown={shown} chosen={id} />
        </div>
        <div class="chat">
          {id === undefined ? (
            <Empty icon="chats" title="Choose a chat">
              <p>Everything that came in and went out is on record, each message with its waybill.</p>
            </Empty>
          ) : (
            <ChatPanel key={id} chatId={id} />
          )}
        </div>
      </section>
    </Frame>
  );
};

export const Page = ({ id }: PageProps) => {
  const waybill = query.value.get('waybill');
  return id !== undefined && waybill !== null ? (
    <Waybill key={`${id} ${waybill}`} chatId={id} messageId={waybill} />
  ) : (
    <Box id={id} />
  );
};
