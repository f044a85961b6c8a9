/** Marks a chat as read: its people see blue ticks, so this happens only when somebody asks for it. */
import { signal } from '@preact/signals';
import { request } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { ActionButton } from '../../ui/button.tsx';
import type { Chat } from './chat.ts';

/** False once the gateway has answered that it has no such route: it is older than this page. */
const canMark = signal(true);

const markRead = async ({ chatId }: Chat): Promise<void> => {
  const path = `/api/whatsapp/chats/${encodeURIComponent(chatId)}/read`;
  const answer = await request('post', path, { body: {} });
  if (answer.ok) return;
  const problem = await problemOf(answer);
  if (problem.code !== 'route.not_found') throw problem;
  canMark.value = false;
};

export const MarkRead = ({ chat }: { chat: Chat }) =>
  chat.unread === 0 || !canMark.value ? null : (
    <ActionButton icon="check" act={() => markRead(chat)}>
      Mark as read
    </ActionButton>
  );
