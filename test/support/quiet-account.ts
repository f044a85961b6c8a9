/** The part of a link that is about the account and about people, where nobody asks for it. */
import type { Calls } from '../../src/whatsapp/calling.ts';
import type { BlockList, Numbers } from '../../src/whatsapp/port.ts';

export const quietAccount: Calls & BlockList & Pick<Numbers, 'checkAll'> = {
  checkAll: async (numbers) => numbers.map(() => ({ registered: false })),
  rejectCall: async () => {},
  setBlocked: async () => {},
};
