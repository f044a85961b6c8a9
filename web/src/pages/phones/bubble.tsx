/** One message on a phone: of a chat of two, or of a group. */
import { useState } from 'preact/hooks';
import type { Schema } from '../../api/client.ts';
import { OnPhone } from '../../kinds/on-phone.tsx';
import { linkTo } from '../../router.ts';
import { Icon } from '../../ui/icon.tsx';
import { Clock } from '../../ui/time.tsx';
import { type Acts, BubbleActs } from './bubble-acts.tsx';

type RoomBubble = Schema<'SandboxRoomBubble'>;
type Bubble = Schema<'SandboxBubble'> | RoomBubble;

const isInRoom = (bubble: Bubble): bubble is RoomBubble => 'author' in bubble;

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

const nameOf = (from: Bubble['from'], author: string | null): string => {
  if (from === 'gateway') return 'Your account';
  return author === null ? 'The contact' : `+${author}`;
};

const reactionsOf = (bubble: Bubble) =>
  isInRoom(bubble)
    ? bubble.reactions.map(({ from, author, emoji }) => ({ key: author, name: nameOf(from, author), emoji }))
    : bubble.reactions.map(({ from, emoji }) => ({ key: from, name: nameOf(from, null), emoji }));

const Reactions = ({ bubble }: { bubble: Bubble }) =>
  bubble.reactions.length === 0 ? null : (
    <div class="reactions">
      {reactionsOf(bubble).map(({ key, name, emoji }) => (
        <span key={key}>
          <span class="hidden-text">{name} reacts: </span>
          {emoji}
        </span>
      ))}
    </div>
  );

const ReadBy = ({ bubble: { from, receipts } }: { bubble: RoomBubble }) =>
  from === 'gateway' && receipts.readers > 1 ? (
    <span>
      {receipts.read > 0 ? `read by ${receipts.read}` : `delivered to ${receipts.delivered}`} of {receipts.readers}
    </span>
  ) : null;

interface Props {
  readonly bubble: Bubble;
  /** The number of the phone. */
  readonly number: string;
  /** Left out where nothing can be done by hand. */
  readonly acts: Acts | undefined;
}

export const BubbleItem = ({ bubble, number, acts }: Props) => {
  const [open, setOpen] = useState(false);
  const [mark, word] = TICKS[bubble.from][bubble.receipt];
  const author = isInRoom(bubble) ? bubble.author : null;
  const mine = author === null ? bubble.from === 'contact' : author === number;
  return (
    <li class={`bubble ${mine ? 'from-here' : 'from-elsewhere'}`}>
      {author !== null && !mine ? (
        <span class="author small">{nameOf(bubble.from, author)}</span>
      ) : (
        <span class="hidden-text">{nameOf(bubble.from, author)}: </span>
      )}
      <Above bubble={bubble} />
      <OnPhone bubble={bubble} number={number} />
      <Reactions bubble={bubble} />
      <footer>
        {acts && !bubble.deleted && (
          <button class="bubble-more" type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon name="more" size={12} />
            <span class="hidden-text">React and more</span>
          </button>
        )}
        {bubble.edited && !bubble.deleted && <span>Edited</span>}
        {bubble.copies > 1 && <span class="copies">arrived {bubble.copies} times, shown once</span>}
        {isInRoom(bubble) && <ReadBy bubble={bubble} />}
        {bubble.jobId && <a href={linkTo(`/jobs/${bubble.jobId}`)}>Waybill</a>}
        <Clock at={bubble.at} />
        <span class={`ticks ${bubble.receipt === 'read' ? 'read' : ''}`} title={word}>
          <span aria-hidden="true">{mark}</span>
          <span class="hidden-text">{word}</span>
        </span>
      </footer>
      {acts && open && !bubble.deleted && <BubbleActs bubble={bubble} mine={mine} acts={acts} />}
    </li>
  );
};
