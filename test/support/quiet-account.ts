/** The part of a link that is about the account and about people, where nobody asks for it. */
import type { Calls } from '../../src/whatsapp/calling.ts';
import type { BlockList } from '../../src/whatsapp/port.ts';

export const quietAccount: Calls & BlockList = {
  rejectCall: async () => {},
  setBlocked: async () => {},
};
