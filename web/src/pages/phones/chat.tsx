/** A chat as the contact's phone shows it, and both who may write in it. */
import { useState } from 'preact/hooks';
import { type BodyOf, get, post, type Schema } from '../../api/client.ts';
import { linkTo } from '../../router.ts';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Skeleton, Trouble } from '../../ui/notice.tsx';
import { count } from '../../words/chats.ts';
import { Bubbles } from './bubbles.tsx';
import { ContactActs } from './contact-acts.tsx';
import { phonesPath } from './paths.ts';
import { Rooms } from './rooms.tsx';
import { useSandbox } from './use-sandbox.ts';
import type { Acts } from './bubble-acts.tsx';
import { type Answered, type Send, Writing } from './writing.tsx';

type Chat = Schema<'SandboxChat'>;

const SHOWN = 100;

const readAll = async (chat: Chat): Promise<void> => {
  const unread = chat.bubbles.filter(({ from, receipt }) => from === 'gateway' && receipt !== 'read');
  for (const { messageId } of unread) {
    await post('/api/sandbox/receipt', { body: { number: chat.number, messageId, kind: 'read' } });
  }
};

const Head = ({ chat, acts, setActs }: { chat: Chat; acts: boolean; setActs: (shown: boolean) => void }) => (
  <header class="chat-head">
    <a class="back" href={linkTo(phonesPath())}>
      <Icon name="chevron" size={12} />
      All phones
    </a>
    <div class="grow">
      <h2>+{chat.number}</h2>
      {chat.nature && <p class="quiet small">{chat.nature}</p>}
    </div>
    {chat.off && (
      <ActionButton icon="play" act={() => post('/api/sandbox/online', { body: { number: chat.number } })}>
        Switch on
      </ActionButton>
    )}
    {chat.unread > 0 && (
      <ActionButton icon="check" act={() => readAll(chat)}>
        Read all
      </ActionButton>
    )}
    <Button kind="bare" icon="more" expanded={acts} onClick={() => setActs(!acts)}>
      <span class="hidden-text">Type, call and more</span>
    </Button>
  </header>
);

const Messages = ({ chat, acts }: { chat: Chat; acts: Acts }) => (
  <Bubbles
    of={chat}
    acts={acts}
    label={`Chat with +${chat.number}`}
    before={
      chat.bubbles.length === 0 &&
      !chat.off && (
        <Empty icon="envelope" title="No message yet">
          <p>
            Write one as your program, and watch its ticks. Then answer as the contact, or make something go wrong and
            send again.
          </p>
        </Empty>
      )
    }
    after={
      chat.off && (
        <Empty icon="away" title="This phone is off">
          <p>
            {chat.waiting > 0
              ? `${count(chat.waiting, 'message')} will arrive when it is switched on.`
              : 'What is sent to it waits.'}
          </p>
        </Empty>
      )
    }
  />
);

type Write = BodyOf<'/api/sandbox/write', 'post'>;
type FromPhone = BodyOf<'/api/sandbox/write-from-phone', 'post'>;

const sendingTo = (number: string) =>
  ({
    program: (message: string) =>
      post('/api/whatsapp/send-message', { body: { number: `+${number}`, message, priority: 'NORMAL' } }),
    contact: (content: object, more: object) =>
      post('/api/sandbox/write', { body: { from: number, content, ...more } as Write }),
    phone: (content: object, more: object) =>
      post('/api/sandbox/write-from-phone', { body: { to: number, content, ...more } as FromPhone }),
  }) satisfies Send;

export const ChatPanel = ({ number }: { number: string }) => {
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [acts, setActs] = useState(false);
  const live = useSandbox(`chat ${number}`, (signal) =>
    get('/api/sandbox/phones/{number}', { params: { number }, query: { limit: SHOWN }, signal }),
  );
  if (!live.data) {
    return live.error === undefined ? <Skeleton lines={5} /> : <Trouble error={live.error} retry={live.reload} />;
  }
  const send = sendingTo(number);
  return (
    <>
      <Head chat={live.data} acts={acts} setActs={setActs} />
      {acts && <ContactActs number={number} />}
      <Rooms number={number} chosen={null} />
      <Messages
        chat={live.data}
        acts={{
          write: (content) => send.contact(content, {}),
          answer: setAnswered,
          confirm: (messageId, kind) => post('/api/sandbox/receipt', { body: { number, messageId, kind } }),
          readOnPhone: (messageId) => post('/api/sandbox/read-on-phone', { body: { chat: number, messageId } }),
        }}
      />
      <Writing key={number} send={send} answered={answered} setAnswered={setAnswered} />
    </>
  );
};
