/** One message of a conversation: what it says, what became of it, and what can be done with it. */
import { useMemo, useState } from 'preact/hooks';
import { InChat } from '../../kinds/in-chat.tsx';
import { type Message, nameOfPerson } from '../../kinds/message.ts';
import { linkTo } from '../../router.ts';
import { Icon } from '../../ui/icon.tsx';
import { Clock } from '../../ui/time.tsx';
import { exactTime, minuteOfDay } from '../../words/times.ts';
import { BubbleMenu } from './bubble-menu.tsx';
import { type Chat, HAS_AUTHORS } from './chat.ts';
import type { Compose } from './compose.ts';
import { Edits } from './edits.tsx';
import { waybillPath } from './paths.ts';
import { Receipts } from './receipts.tsx';

interface Props {
  readonly chat: Chat;
  readonly message: Message;
  /** The first of several by one author. */
  readonly first: boolean;
  /** A link leads to it. */
  readonly pointed: boolean;
  readonly menu: boolean;
  readonly openMenu: (messageId: string | null) => void;
  readonly compose: (about: Compose) => void;
  readonly goTo: (messageId: string) => void;
}

const TICKS = {
  sent: ['✓', 'sent'],
  delivered: ['✓✓', 'delivered'],
  read: ['✓✓', 'read'],
  played: ['✓✓', 'played'],
} as const;

const Ticks = ({ chat, message }: Pick<Props, 'chat' | 'message'>) => {
  const [open, setOpen] = useState(false);
  const { status } = message;
  if (!status) return null;
  const [mark, word] = TICKS[status];
  const look = `ticks ${status === 'read' || status === 'played' ? 'read' : ''}`;
  const inside = (
    <>
      <span aria-hidden="true">{mark}</span>
      <span class="hidden-text">{word}</span>
    </>
  );
  if (chat.kind === 'contact') {
    return (
      <span class={look} title={word}>
        {inside}
      </span>
    );
  }
  return (
    <>
      <button class={look} type="button" title={`${word}: who got it`} onClick={() => setOpen(true)}>
        {inside}
        <span class="hidden-text">: who got it</span>
      </button>
      {open && <Receipts chat={chat} message={message} close={() => setOpen(false)} />}
    </>
  );
};

const Quote = ({ reply, goTo }: { reply: NonNullable<Message['replyTo']>; goTo: Props['goTo'] }) => (
  <button class="quote small" type="button" dir="auto" onClick={() => goTo(reply.messageId)}>
    <span class="hidden-text">Answers: </span>
    {reply.preview ?? 'A message that is not on record'}
  </button>
);

const Above = ({ message: { forwarded, referral, replyTo }, goTo }: Pick<Props, 'message' | 'goTo'>) => (
  <>
    {forwarded && (
      <span class="quiet small with-icon">
        <Icon name="forward" size={12} />
        Forwarded
      </span>
    )}
    {referral && <span class="quiet small">From an ad{referral.headline && `: ${referral.headline}`}</span>}
    {replyTo && <Quote reply={replyTo} goTo={goTo} />}
  </>
);

/** What a deleted message said stays on record, and is shown when it is asked for. */
const Deleted = ({ message, at }: { message: Message; at: string }) => (
  <details class="deleted">
    <summary>
      <Icon name="trash" size={12} />
      This message was deleted <Clock at={at} />
    </summary>
    <InChat message={message} />
  </details>
);

interface Given {
  readonly emoji: string;
  readonly names: readonly string[];
}

/** Each emoji once, with those who gave it. */
const gathered = (reactions: Message['reactions']): readonly Given[] => {
  const names = new Map<string, string[]>();
  for (const { emoji, from } of reactions) names.set(emoji, [...(names.get(emoji) ?? []), nameOfPerson(from)]);
  return [...names].map(([emoji, of]) => ({ emoji, names: of }));
};

const Reactions = ({ message: { reactions } }: { message: Message }) =>
  reactions.length === 0 ? null : (
    <div class="reactions">
      {gathered(reactions).map(({ emoji, names }) => (
        <span key={emoji} title={names.join(', ')}>
          {emoji}
          {names.length > 1 && <span class="number"> {names.length}</span>}
          <span class="hidden-text"> from {names.join(', ')}</span>
        </span>
      ))}
    </div>
  );

const SOURCE_WORDS: Readonly<Partial<Record<Message['source'], string>>> = {
  phone: 'from the phone',
  history: 'from the history',
};

const Foot = ({ chat, message, menu, openMenu }: Pick<Props, 'chat' | 'message' | 'menu' | 'openMenu'>) => {
  const { messageId, chatId, jobId, sentAt, source } = message;
  return (
    <footer>
      <button class="bubble-more" type="button" aria-expanded={menu} onClick={() => openMenu(menu ? null : messageId)}>
        <Icon name="more" size={12} />
        <span class="hidden-text">React and more</span>
      </button>
      {jobId === null && SOURCE_WORDS[source] && <span>{SOURCE_WORDS[source]}</span>}
      <a href={linkTo(jobId === null ? waybillPath(chatId, messageId) : `/jobs/${jobId}`)}>Waybill</a>
      <time dateTime={sentAt} title={exactTime(sentAt)}>
        {minuteOfDay(sentAt)}
      </time>
      <Ticks chat={chat} message={message} />
    </footer>
  );
};

const authorLine = ({ chat, message: { direction, from }, first }: Props) => {
  const name = direction === 'out' ? 'You' : chat.kind === 'channel' ? 'The channel' : nameOfPerson(from);
  const shown = HAS_AUTHORS.has(chat.kind) && direction === 'in' && first;
  return shown ? <span class="author small">{name}</span> : <span class="hidden-text">{name}: </span>;
};

const Whole = (props: Props) => {
  const { chat, message, first, pointed, menu, openMenu, compose, goTo } = props;
  const classes = [
    'bubble',
    message.direction === 'out' ? 'from-here' : 'from-elsewhere',
    ...(first ? ['first'] : []),
    ...(pointed ? ['pointed'] : []),
    ...(message.type === 'sticker' ? ['bare'] : []),
  ];
  return (
    <li class={classes.join(' ')} data-message={message.messageId} tabIndex={-1}>
      {authorLine(props)}
      <Above message={message} goTo={goTo} />
      {message.deletedAt === null ? <InChat message={message} /> : <Deleted message={message} at={message.deletedAt} />}
      {message.editedAt !== null && message.deletedAt === null && <Edits message={message} />}
      <Reactions message={message} />
      <Foot chat={chat} message={message} menu={menu} openMenu={openMenu} />
      {menu && <BubbleMenu chat={chat} message={message} compose={compose} close={() => openMenu(null)} />}
    </li>
  );
};

/** Drawn again only when something of it has changed: a conversation has hundreds. */
export const Bubble = (props: Props) => {
  const { chat, message, first, pointed, menu } = props;
  return useMemo(() => <Whole {...props} />, [chat.kind, message, first, pointed, menu]);
};
