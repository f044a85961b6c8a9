/** A link that does in chats what it is asked, and nobody sees it. */
import type { Chatting } from '../../src/whatsapp/chatting.ts';

export const noChatting: Chatting = {
  read: async () => {},
  type: async () => {},
  appear: async () => {},
  watch: async () => {},
  changeChat: async () => 'changed',
  setTimer: async () => {},
};
