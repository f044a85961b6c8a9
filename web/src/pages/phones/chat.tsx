/** A chat as the contact's phone shows it, and both who may write in it. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { get, post, type Schema } from '../../api/client.ts';
import { OnPhone } from '../../kinds/on-phone.tsx';
import { linkTo } from '../../router.ts';
import { ActionButton, Button } from '../../ui/button.tsx';
import { Choices } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Skeleton, Trouble } from '../../ui/notice.tsx';
import { Clock } from '../../ui/time.tsx';
import { tellProblem } from '../../ui/toast.tsx';
import { count } from '../../words/chats.ts';
import { useSandbox } from './use-sandbox.ts';

type Chat = Schema<'SandboxChat'>;
type Bubble = Schema<'SandboxBubble'>;

const SHOWN = 100;

const TICKS = {
  gateway: { none: ['✓', 'arrived'], delivered: ['✓✓', 'confirmed as delivered'], read: ['✓✓', 'confirmed as read'] },
  contact: { none: ['✓', 'on its way to Waybill'], delivered: ['✓✓', 'taken by Waybill'], read: ['✓✓', 'read'] },
} as const;

/** What stands above the content: what it answers, and where it comes from. */
const Above = ({ bubble: { replyTo, forwarded, viewOnce, deleted } }: { bubble: Bubble }) =>
  deleted ? null : (
    <>
      {forwarded > 0 && <span class="quiet small">Forwarded</span>}
      {viewOnce && <span class="quiet small">Can be opened once</span>}
      {replyTo && (
        <div class="quote small" dir="auto">
          <span class="hidden-text">Answers: </span>
          {replyTo.preview ?? 'A message that this phone does not have'}
        </div>
      )}
    </>
  );

const Reactions = ({ reactions }: Pick<Bubble, 'reactions'>) =>
  reactions.length === 0 ? null : (
    <div class="reactions">
      {reactions.map(({ from, emoji }) => (
        <span key={from}>
          <span class="hidden-text">{from === 'gateway' ? 'Your account reacts: ' : 'The contact reacts: '}</span>
          {emoji}
        </span>
      ))}
    </div>
  );

const BubbleItem = ({ bubble, number }: { bubble: Bubble; number: string }) => {
  const [mark, word] = TICKS[bubble.from][bubble.receipt];
  return (
    <li class={`bubble from-${bubble.from}`}>
      <span class="hidden-text">{bubble.from === 'gateway' ? 'Your account: ' : 'The contact: '}</span>
      <Above bubble={bubble} />
      <OnPhone bubble={bubble} number={number} />
      <Reactions reactions={bubble.reactions} />
      <footer>
        {bubble.edited && !bubble.deleted && <span>Edited</span>}
        {bubble.copies > 1 && <span class="copies">arrived {bubble.copies} times, shown once</span>}
        {bubble.jobId && <a href={linkTo(`/jobs/${bubble.jobId}`)}>Waybill</a>}
        <Clock at={bubble.at} />
        <span class={`ticks ${bubble.receipt === 'read' ? 'read' : ''}`} title={word}>
          <span aria-hidden="true">{mark}</span>
          <span class="hidden-text">{word}</span>
        </span>
      </footer>
    </li>
  );
};

const Bubbles = ({ chat }: { chat: Chat }) => {
  const box = useRef<HTMLDivElement>(null);
  const newest = chat.bubbles.at(-1)?.messageId;
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [newest, chat.number]);
  return (
    <div class="bubbles" ref={box} tabIndex={0} role="log" aria-label={`Chat with +${chat.number}`}>
      {chat.bubbles.length === 0 && !chat.off && (
        <Empty icon="envelope" title="No message yet">
          <p>
            Write one as your program, and watch its ticks. Then answer as the contact, or make something go wrong and
            send again.
          </p>
        </Empty>
      )}
      {chat.earlier > 0 && <p class="quiet small center">{count(chat.earlier, 'earlier message')} not shown</p>}
      <ul class="bubble-list">
        {chat.bubbles.map((bubble) => (
          <BubbleItem key={bubble.messageId} bubble={bubble} number={chat.number} />
        ))}
      </ul>
      {chat.off && (
        <Empty icon="away" title="This phone is off">
          <p>
            {chat.waiting > 0
              ? `${count(chat.waiting, 'message')} will arrive when it is switched on.`
              : 'What is sent to it waits.'}
          </p>
        </Empty>
      )}
    </div>
  );
};

const readAll = async (chat: Chat): Promise<void> => {
  const unread = chat.bubbles.filter(({ from, receipt }) => from === 'gateway' && receipt !== 'read');
  for (const { messageId } of unread) {
    await post('/api/sandbox/receipt', { body: { number: chat.number, messageId, kind: 'read' } });
  }
};

const Head = ({ chat }: { chat: Chat }) => (
  <header class="chat-head">
    <a class="back" href={linkTo('/phones')}>
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
  </header>
);

type Writer = 'program' | 'contact';

const WRITERS: Readonly<
  Record<Writer, { readonly hint: string; readonly send: (number: string, text: string) => Promise<unknown> }>
> = {
  program: {
    hint: 'A message through Waybill…',
    send: (number, message) =>
      post('/api/whatsapp/send-message', { body: { number: `+${number}`, message, priority: 'NORMAL' } }),
  },
  contact: {
    hint: 'An answer from this phone…',
    send: (from, text) => post('/api/sandbox/deliver', { body: { from, text } }),
  },
};

const Writing = ({ number }: { number: string }) => {
  const [writer, setWriter] = useState<Writer>('program');
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const { hint, send } = WRITERS[writer];
  const submit = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    setBusy(true);
    void send(number, text)
      .then(() => setText(''), tellProblem)
      .finally(() => setBusy(false));
  };
  return (
    <form class="writing" onSubmit={submit}>
      <Choices
        legend="Who writes"
        hideLegend
        value={writer}
        options={[
          ['program', 'As your program'],
          ['contact', 'As the contact'],
        ]}
        choose={setWriter}
      />
      <div class="writing-line">
        <input
          class="input"
          dir="auto"
          aria-label={writer === 'program' ? 'Message of your program' : 'Answer of the contact'}
          placeholder={hint}
          autocomplete="off"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Button kind="primary" type="submit" icon="send" busy={busy} disabled={text.trim() === ''}>
          {writer === 'program' ? 'Send' : 'Answer'}
        </Button>
      </div>
    </form>
  );
};

export const ChatPanel = ({ number }: { number: string }) => {
  const live = useSandbox(`chat ${number}`, (signal) =>
    get('/api/sandbox/phones/{number}', { params: { number }, query: { limit: SHOWN }, signal }),
  );
  if (!live.data) {
    return live.error === undefined ? <Skeleton lines={5} /> : <Trouble error={live.error} retry={live.reload} />;
  }
  return (
    <>
      <Head chat={live.data} />
      <Bubbles chat={live.data} />
      <Writing key={number} number={number} />
    </>
  );
};
