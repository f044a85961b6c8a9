/** What the account does with a whole chat, on all of its devices: each mark is set and taken back by the same button. */
import { post } from '../../api/client.ts';
import type { IconName } from '../../ui/icon.tsx';
import { ActionButton } from '../../ui/button.tsx';
import type { Chat } from './chat.ts';

type Change = 'archive' | 'unarchive' | 'pin' | 'unpin' | 'mute' | 'unmute' | 'unread';

interface Mark {
  readonly icon: IconName;
  readonly is: (chat: Chat) => boolean;
  readonly set: readonly [change: Change, words: string];
  readonly unset: readonly [change: Change, words: string] | null;
}

const MARKS: readonly Mark[] = [
  { icon: 'pin', is: ({ pinned }) => pinned, set: ['pin', 'Pin'], unset: ['unpin', 'Unpin'] },
  { icon: 'archive', is: ({ archived }) => archived, set: ['archive', 'Archive'], unset: ['unarchive', 'Unarchive'] },
  { icon: 'mute', is: ({ mutedUntil }) => mutedUntil !== null, set: ['mute', 'Mute'], unset: ['unmute', 'Unmute'] },
  {
    icon: 'dot',
    is: ({ unread, markedUnread }) => unread > 0 || markedUnread,
    set: ['unread', 'Mark as unread'],
    unset: null,
  },
];

export const ChatMarks = ({ chat }: { chat: Chat }) => (
  <div class="chat-marks" role="group" aria-label="This chat on all devices of the account">
    {MARKS.map(({ icon, is, set, unset }) => {
      const next = is(chat) ? unset : set;
      if (next === null) return null;
      const [change, words] = next;
      const path = `/api/whatsapp/chats/{chatId}/${change}` as const;
      return (
        <ActionButton key={icon} icon={icon} act={() => post(path, { params: { chatId: chat.chatId } })}>
          {words}
        </ActionButton>
      );
    })}
  </div>
);
