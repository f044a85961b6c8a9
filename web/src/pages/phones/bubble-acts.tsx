/** What a person can do with one message on a phone, by hand. */
import { useState } from 'preact/hooks';
import type { Schema } from '../../api/client.ts';
import { ActionButton, Button } from '../../ui/button.tsx';
import { tellProblem } from '../../ui/toast.tsx';
import type { Answered } from './writing.tsx';

type Bubble = Schema<'SandboxBubble'> | Schema<'SandboxRoomBubble'>;

const EMOJIS = ['👍', '❤️', '😂', '😮', '🙏'] as const;

type Confirmation = 'delivered' | 'read' | 'played' | 'retry';

const CONFIRMATIONS = [
  ['delivered', 'Got it'],
  ['read', 'Read it'],
  ['played', 'Played it'],
  ['retry', 'Cannot read it'],
] as const;

/** What the owner of the phone does. */
export interface Acts {
  /** Writes a message about another one: a reaction, an edit, a deletion, a vote. */
  readonly write: (content: object) => Promise<unknown>;
  readonly answer: (answered: Answered) => void;
  /** Confirms a message, or says that it cannot be read. */
  readonly confirm: (messageId: string, kind: Confirmation) => Promise<unknown>;
  /** Reads a message on the account's own phone. */
  readonly readOnPhone: (messageId: string) => Promise<unknown>;
}

interface Props {
  readonly bubble: Bubble;
  /** Whether the owner of the phone wrote it. */
  readonly mine: boolean;
  readonly acts: Acts;
}

/** Receipts of this phone for a message of the account. In a group a phone asks for it again when it loses the keys. */
const Confirm = ({ bubble, acts }: Props) => (
  <div class="acts">
    {CONFIRMATIONS.filter(([kind]) => kind !== 'retry' || !('author' in bubble)).map(([kind, word]) => (
      <ActionButton key={kind} kind="bare" act={() => acts.confirm(bubble.messageId, kind)}>
        {word}
      </ActionButton>
    ))}
  </div>
);

const Edit = ({ bubble: { messageId, text }, acts }: Props) => {
  const [body, setBody] = useState(text);
  return (
    <form
      class="writing-line"
      onSubmit={(event) => {
        event.preventDefault();
        void acts.write({ type: 'edit', of: messageId, body }).catch(tellProblem);
      }}
    >
      <input
        class="input"
        dir="auto"
        aria-label="New words"
        value={body}
        onInput={({ currentTarget }) => setBody(currentTarget.value)}
      />
      <Button type="submit" disabled={body.trim() === '' || body === text}>
        Edit
      </Button>
    </form>
  );
};

const Vote = ({ bubble: { messageId, details }, acts }: Props) => {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  if (details?.type !== 'poll') return null;
  const toggle = (option: string): void =>
    setChosen(chosen.includes(option) ? chosen.filter((each) => each !== option) : [...chosen, option]);
  return (
    <fieldset class="stack-tight">
      <legend class="quiet small">Vote</legend>
      {details.options.map((option) => (
        <label key={option} class="row">
          <input type="checkbox" checked={chosen.includes(option)} onChange={() => toggle(option)} />
          {option}
        </label>
      ))}
      <div>
        <ActionButton icon="poll" act={() => acts.write({ type: 'vote', poll: messageId, options: chosen })}>
          {chosen.length === 0 ? 'Take the vote back' : 'Vote'}
        </ActionButton>
      </div>
    </fieldset>
  );
};

export const BubbleActs = (props: Props) => {
  const { bubble, mine, acts } = props;
  const { messageId, text, from, type } = bubble;
  return (
    <div class="bubble-menu" role="group" aria-label="What this person can do with the message">
      <div class="emojis">
        {EMOJIS.map((emoji) => (
          <button
            key={emoji}
            type="button"
            onClick={() => void acts.write({ type: 'reaction', to: messageId, emoji }).catch(tellProblem)}
          >
            <span class="hidden-text">React with </span>
            {emoji}
          </button>
        ))}
      </div>
      {from === 'gateway' && <Confirm {...props} />}
      <Vote {...props} />
      {mine && type === 'text' && <Edit {...props} />}
      <div class="row">
        <Button kind="bare" icon="answer" onClick={() => acts.answer({ messageId, text })}>
          Answer
        </Button>
        <ActionButton kind="bare" icon="minus" act={() => acts.write({ type: 'reaction', to: messageId, emoji: '' })}>
          No reaction
        </ActionButton>
        {mine && (
          <ActionButton kind="bare" icon="trash" act={() => acts.write({ type: 'delete', of: messageId })}>
            Delete
          </ActionButton>
        )}
        {from === 'contact' && (
          <ActionButton kind="bare" icon="check" act={() => acts.readOnPhone(messageId)}>
            Read on your phone
          </ActionButton>
        )}
      </div>
    </div>
  );
};
