/** What can be done with one message: each is a job of the queue like any other. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { post, remove, type Schema } from '../../api/client.ts';
import type { Message } from '../../kinds/message.ts';
import { linkTo, session } from '../../router.ts';
import { sessions } from '../../shell/sessions.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { tell, tellProblem } from '../../ui/toast.tsx';
import { chatName } from '../../words/chats.ts';
import type { Chat } from './chat.ts';
import { EDITED, type Compose } from './compose.ts';
import { useGroup } from './members.tsx';
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

interface AskedProps {
  readonly word: string;
  readonly icon: IconName;
  readonly title: string;
  readonly verb: string;
  readonly act: () => Promise<unknown>;
  readonly close: () => void;
  readonly children: ComponentChildren;
}

/** A button whose act is asked about first. */
const Asked = ({ word, icon, children, ...question }: AskedProps) => {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="bare" icon={icon} onClick={() => setAsking(true)}>
        {word}
      </Button>
      {asking && (
        <Confirm danger {...question}>
          {children}
        </Confirm>
      )}
    </>
  );
};

const Delete = ({ message: { chatId, messageId }, close }: Pick<Props, 'message' | 'close'>) => (
  <Asked
    word="Delete"
    icon="trash"
    title="Delete this message?"
    verb="Delete for everyone"
    act={() =>
      post('/api/whatsapp/messages', {
        body: { to: chatId, type: 'delete', delete: { messageId } } as Schema<'Message'>,
      })
    }
    close={close}
  >
    <p>It is taken back on every phone, as far as WhatsApp allows it. What it said stays on record here.</p>
  </Asked>
);

const Erase = ({ message: { chatId, messageId }, close }: Pick<Props, 'message' | 'close'>) => (
  <Asked
    word="Erase"
    icon="cross"
    title="Erase what it said?"
    verb="Erase it here"
    act={() => remove('/api/whatsapp/messages/{messageId}/content', { params: { messageId }, query: { chatId } })}
    close={close}
  >
    <p>
      Its words, its file and what answers quote of it are gone from this machine for good, but for older backups. That
      there was a message stays on record. Phones keep it: delete it for everyone first.
    </p>
  </Asked>
);

/** The number of the account; null while no phone is linked. */
const ownNumber = (): string | null => {
  const account = sessions.value?.find(({ id }) => id === session.value)?.account;
  return account ? chatName(account) : null;
};

/** The reaction of the account itself: the same emoji again takes it back. */
const ownReaction = ({ reactions }: Message): string | null =>
  reactions.find(({ from }) => from.number !== null && from.number === ownNumber())?.emoji ?? null;

/** An admin of a group takes back what others wrote in it. */
const useIsAdmin = (chat: Chat): boolean => {
  const members = useGroup(chat, chat.kind === 'group').data?.members ?? [];
  return members.some(({ number, role }) => role !== 'member' && number !== null && number === ownNumber());
};

export const BubbleMenu = ({ chat, message, compose, close }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('button')?.focus({ preventScroll: true }), []);
  const mine = message.direction === 'out';
  const gone = message.deletedAt !== null;
  const erased = message.erasedAt !== null;
  const isAdmin = useIsAdmin(chat);
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
        {mine && !gone && !erased && EDITED.has(message.type) && message.jobId !== null && (
          <Button kind="bare" icon="pencil" onClick={() => begin('edit')}>
            Edit
          </Button>
        )}
        {(mine || isAdmin) && !gone && <Delete message={message} close={close} />}
        {!erased && <Erase message={message} close={close} />}
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
