/** One chat: who it is with, its messages, and the answer box. */
import { useState } from 'preact/hooks';
import { get } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { about, useLive } from '../../live/use-live.ts';
import { linkTo, query } from '../../router.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Skeleton, Trouble } from '../../ui/notice.tsx';
import { count } from '../../words/chats.ts';
import { addressesOf, type Chat, nameOfChat } from './chat.ts';
import { ChatMarks } from './chat-marks.tsx';
import type { Compose } from './compose.ts';
import { Composer } from './composer.tsx';
import { Messages } from './conversation.tsx';
import { MarkRead } from './mark-read.tsx';
import { Members, useGroup } from './members.tsx';
import { chatsPath } from './paths.ts';
import { useDoing } from './use-doing.ts';
import { useRun } from './use-run.ts';

const noteOf = (chat: Chat): string | null => {
  const { kind, name, contact } = chat;
  if (kind === 'status') return 'What contacts show to all of theirs for a day';
  if (kind === 'channel') return 'A channel';
  return kind === 'contact' && name !== null ? (contact?.number ?? null) : null;
};

const GroupButton = ({ chat }: { chat: Chat }) => {
  const [open, setOpen] = useState(false);
  const live = useGroup(chat);
  return (
    <>
      <Button icon="people" onClick={() => setOpen(true)}>
        {live.data ? count(live.data.size, 'member') : 'Members'}
      </Button>
      {open && <Members live={live} close={() => setOpen(false)} />}
    </>
  );
};

const Note = ({ chat }: { chat: Chat }) => {
  const doing = useDoing(chat);
  const note = noteOf(chat);
  return (
    <p class="small" role="status">
      {doing === null ? <span class="quiet">{note}</span> : <span class="doing">{doing}</span>}
    </p>
  );
};

const Head = ({ chat }: { chat: Chat }) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <header class="chat-head">
        <a class="back" href={linkTo(chatsPath())}>
          <Icon name="chevron" size={12} />
          All chats
        </a>
        <div class="grow">
          <h2 class="ellipsis" dir="auto">
            {nameOfChat(chat)}
          </h2>
          <Note chat={chat} />
        </div>
        <MarkRead chat={chat} />
        {chat.kind === 'group' && <GroupButton chat={chat} />}
        <Button kind="bare" icon="more" expanded={open} onClick={() => setOpen(!open)}>
          <span class="hidden-text">Pin, archive and more</span>
        </Button>
      </header>
      {open && <ChatMarks chat={chat} />}
    </>
  );
};

const Silent = ({ kind }: { kind: Chat['kind'] }) => (
  <p class="composer quiet small">
    {kind === 'status' ? (
      <>
        A status has an audience: publish one on the <a href={linkTo('/send')}>Send</a> page, or by the API.
      </>
    ) : (
      'Only its owners write in a channel.'
    )}
  </p>
);

const Whole = ({ chat, target }: { chat: Chat; target: string | null }) => {
  const [composing, setComposing] = useState<Compose | null>(null);
  const conversation = useRun(chat.chatId, addressesOf(chat), target);
  const isWritable = chat.kind === 'contact' || chat.kind === 'group';
  return (
    <>
      <Head chat={chat} />
      <Messages chat={chat} conversation={conversation} target={target} compose={setComposing} />
      {isWritable ? <Composer chat={chat} about={composing} setAbout={setComposing} /> : <Silent kind={chat.kind} />}
    </>
  );
};

const isMissing = (error: unknown): boolean => error instanceof ApiProblem && error.status === 404;

export const ChatPanel = ({ chatId }: { chatId: string }) => {
  const live = useLive(
    `chat ${chatId}`,
    (signal) => get('/api/whatsapp/chats/{chatId}', { params: { chatId }, signal }),
    about('message.', 'chat.', 'contact.', 'group.described'),
  );
  if (live.data) return <Whole chat={live.data} target={query.value.get('message')} />;
  if (isMissing(live.error)) {
    return (
      <Empty icon="search" title="No chat has this address">
        <p>
          Nothing was written in it yet. <a href={linkTo('/chats')}>All chats</a>
        </p>
      </Empty>
    );
  }
  return (
    <div class="search-note">
      {live.error === undefined ? <Skeleton lines={6} /> : <Trouble error={live.error} retry={live.reload} />}
    </div>
  );
};
