/** What can be done with one message: each is a job of the queue like any other. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { post, type Schema } from '../../api/client.ts';
import type { Message } from '../../kinds/message.ts';
import { linkTo, session } from '../../router.ts';
import { sessions } from '../../shell/sessions.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { tell, tellProblem } from '../../ui/toast.tsx';
import { chatName } from '../../words/chats.ts';
import type { Chat } from './chat.ts';
import { EDITED, type Compose } from './compose.ts';
import { chatPath } from './paths.ts';

const EMOJIS = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

interface Props {
  readonly chat: Chat;
  readonly message: Message;
  readonly compose: (about: Compose) => void;
  readonly close: () => void;
}

const reaction = ({ chatId, messageId }: Message, emoji: string) =>
  post('/api/whatsapp/messages', {
    body: { to: chatId, type: 'reaction', reaction: { messageId, emoji } } as Schema<'Message'>,
  });

const Delete = ({ message: { chatId, messageId }, close }: Pick<Props, 'message' | 'close'>) => {
  const [asking, setAsking] = useState(false);
  const remove = () =>
    post('/api/whatsapp/messages', {
      body: { to: chatId, type: 'delete', delete: { messageId } } as Schema<'Message'>,
    });
  return (
    <>
      <Button kind="bare" icon="trash" onClick={() => setAsking(true)}>
        Delete
      </Button>
      {asking && (
        <Confirm title="Delete this message?" verb="Delete for everyone" danger act={remove} close={close}>
          <p>It is taken back on every phone, as far as WhatsApp allows it. What it said stays on record here.</p>
        </Confirm>
      )}
    </>
  );
};

/** The reaction of the account itself: the same emoji again takes it back. */
const ownReaction = ({ reactions }: Message): string | null => {
  const account = sessions.value?.find(({ id }) => id === session.value)?.account;
  const own = account ? reactions.find(({ from }) => from.number === chatName(account)) : undefined;
  return own?.emoji ?? null;
};

export const BubbleMenu = ({ chat, message, compose, close }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('button')?.focus({ preventScroll: true }), []);
  const mine = message.direction === 'out';
  const gone = message.deletedAt !== null;
  const given = ownReaction(message);

  const begin = (how: Compose['how']): void => {
    compose({ how, message });
    close();
  };
  const react = (emoji: string): void => {
    void reaction(message, emoji === given ? '' : emoji).then(close, tellProblem);
  };
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(message.messageId);
    tell('The message id is copied.');
    close();
  };
  return (
    <div
      class="bubble-menu"
      ref={box}
      role="group"
      aria-label="What can be done with this message"
      onKeyDown={({ key }) => key === 'Escape' && close()}
    >
      {!gone && (
        <div class="emojis">
          {EMOJIS.map((emoji) => (
            <button key={emoji} type="button" aria-pressed={emoji === given} onClick={() => react(emoji)}>
              <span class="hidden-text">React with </span>
              {emoji}
            </button>
          ))}
        </div>
      )}
      <div class="row">
        {!gone && chat.kind !== 'channel' && (
          <Button kind="bare" icon="answer" onClick={() => begin('answer')}>
            Answer
          </Button>
        )}
        {mine && !gone && EDITED.has(message.type) && message.jobId !== null && (
          <Button kind="bare" icon="pencil" onClick={() => begin('edit')}>
            Edit
          </Button>
        )}
        {mine && !gone && <Delete message={message} close={close} />}
        <a class="button bare" href={linkTo(chatPath(message.chatId, { message: message.messageId }))}>
          <Icon name="link" />
          Link
        </a>
        {/* Browsers offer the clipboard only on secure origins. */}
        {'clipboard' in navigator && (
          <Button kind="bare" icon="copy" onClick={() => void copy().catch(tellProblem)}>
            Copy the id
          </Button>
        )}
      </div>
    </div>
  );
};
