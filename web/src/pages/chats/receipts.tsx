/** Who got a message of a group, who read it and when, and whose phone has not confirmed it. */
import { get } from '../../api/client.ts';
import type { Message } from '../../kinds/message.ts';
import { useLive } from '../../live/use-live.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Clock } from '../../ui/time.tsx';
import type { Chat } from './chat.ts';
import { useGroup } from './members.tsx';
import { type Reader, standingOf } from './standing.ts';

const Part = ({ title, readers }: { title: string; readers: readonly Reader[] }) =>
  readers.length === 0 ? null : (
    <section>
      <h3>
        {title} <span class="quiet number">{readers.length}</span>
      </h3>
      <ul class="member-list" aria-label={title} tabIndex={0}>
        {readers.map(({ name, at }, nth) => (
          <li key={nth}>
            <span class="grow ellipsis number" dir="auto">
              {name}
            </span>
            {at !== null && (
              <span class="quiet small">
                <Clock at={at} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );

interface Props {
  readonly chat: Chat;
  readonly message: Message;
  readonly close: () => void;
}

export const Receipts = ({ chat, message: { messageId, chatId, jobId }, close }: Props) => {
  const live = useLive(
    `receipts ${chatId} ${messageId}`,
    (signal) => get('/api/whatsapp/messages/{messageId}', { params: { messageId }, query: { chatId }, signal }),
    ({ stream }) => stream === `job/${jobId}`,
  );
  // A status has no members: nobody but those who confirm it is known.
  const group = useGroup(chat, chat.kind === 'group');
  return (
    <Dialog label="Who got it" close={close}>
      <h2>Who got it</h2>
      <Loaded live={live}>
        {(detail) => {
          const { played, read, delivered, silent } = standingOf(detail, group.data?.members ?? []);
          return (
            <>
              <Part title="Played by" readers={played} />
              <Part title="Read by" readers={read} />
              <Part title="Delivered to" readers={delivered} />
              <Part title="Not confirmed yet" readers={silent} />
              {detail.receipts?.length === 0 && <p class="quiet">No phone has confirmed it yet.</p>}
            </>
          );
        }}
      </Loaded>
    </Dialog>
  );
};
