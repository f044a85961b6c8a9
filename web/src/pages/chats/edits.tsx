/** That a message was edited, and what it said before, fetched when it is asked for. */
import { useState } from 'preact/hooks';
import { get } from '../../api/client.ts';
import { Linked } from '../../kinds/linked.tsx';
import type { Message } from '../../kinds/message.ts';
import { useLive } from '../../live/use-live.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Clock } from '../../ui/time.tsx';

const Former = ({ message: { messageId, chatId, editedAt } }: { message: Message }) => {
  const live = useLive(
    `edits ${messageId} ${editedAt}`,
    (signal) => get('/api/whatsapp/messages/{messageId}', { params: { messageId }, query: { chatId }, signal }),
    () => false,
  );
  return (
    <Loaded live={live} lines={1}>
      {({ edits }) => (
        <ul class="edits">
          {edits.map(({ text, replacedAt }) => (
            <li key={replacedAt}>
              {text === null ? <p class="quiet">Erased</p> : <Linked text={text} />}
              <span class="quiet small">
                until <Clock at={replacedAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
};

export const Edits = ({ message }: { message: Message }) => {
  const [open, setOpen] = useState(false);
  return (
    <details class="edited" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Edited</summary>
      {open && <Former message={message} />}
    </details>
  );
};
