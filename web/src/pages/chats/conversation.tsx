/** The messages of a chat, with its days, and what still waits to be sent. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Message } from '../../kinds/message.ts';
import { serverNow } from '../../live/clock.ts';
import { changeQuery, query } from '../../router.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Skeleton, Trouble } from '../../ui/notice.tsx';
import { dayText } from '../../words/times.ts';
import { Bubble } from './bubble.tsx';
import { type Chat, nameOfChat } from './chat.ts';
import type { Compose } from './compose.ts';
import { isDay, rowsOf } from './rows.ts';
import type { Run } from './run.ts';
import { useScroll } from './use-scroll.ts';
import type { Conversation } from './use-run.ts';
import { Waiting } from './waiting.tsx';

interface LogProps {
  readonly chat: Chat;
  readonly conversation: Conversation;
  readonly run: Run<Message>;
  readonly compose: (about: Compose) => void;
}

const Day = ({ day }: { day: string }) => (
  <li class="day">
    <span>{dayText(day, serverNow())}</span>
  </li>
);

const Nothing = () => (
  <Empty icon="envelope" title="No message on record">
    <p>What is written in this chat from now on appears here.</p>
  </Empty>
);

const Log = ({ chat, conversation, run, compose }: LogProps) => {
  const box = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [menuOf, setMenuOf] = useState<string | null>(null);
  const asked = query.value.get('message');
  const [pointed, setPointed] = useState(asked);
  const { older, newer, toEnd } = conversation;
  const scroll = useScroll(box, { older, newer, hasNewer: run.newer, atEnd: setAtEnd });

  const goTo = (messageId: string): void => {
    setPointed(messageId);
    if (!scroll.goTo(messageId)) changeQuery({ message: messageId });
  };
  useEffect(() => {
    if (asked !== null) scroll.goTo(asked);
  }, []);

  const showEnd = (): void => {
    setPointed(null);
    if (run.newer) toEnd();
    scroll.toEnd();
  };

  return (
    <div class="conversation">
      <div class="bubbles" ref={box} tabIndex={0} role="log" aria-label={`Messages with ${nameOfChat(chat)}`}>
        <ul class="bubble-list">
          {run.older && <li class="quiet small center">Older messages…</li>}
          {run.items.length === 0 && <Nothing />}
          {rowsOf(run.items).map((row) =>
            isDay(row) ? (
              <Day key={`day ${row.day}`} day={row.day} />
            ) : (
              <Bubble
                key={row.message.messageId}
                chat={chat}
                message={row.message}
                first={row.first}
                pointed={row.message.messageId === pointed}
                menu={row.message.messageId === menuOf}
                openMenu={setMenuOf}
                compose={compose}
                goTo={goTo}
              />
            ),
          )}
          {!run.newer && <Waiting chat={chat} />}
        </ul>
      </div>
      {!(atEnd && !run.newer) && (
        <div class="to-end">
          <Button icon="down" onClick={showEnd}>
            Newest
          </Button>
        </div>
      )}
    </div>
  );
};

interface Props extends Omit<LogProps, 'run'> {
  readonly target: string | null;
}

export const Messages = ({ target, ...props }: Props) => {
  const { run, error, reload } = props.conversation;
  if (run) return <Log key={target ?? ''} {...props} run={run} />;
  return (
    <div class="conversation">
      <div class="bubbles">
        {error === undefined ? <Skeleton lines={6} /> : <Trouble error={error} retry={reload} />}
      </div>
    </div>
  );
};
