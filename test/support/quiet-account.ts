/** The part of a link that is about the account and about people, where nobody asks for it. */
import type { Calls } from '../../src/whatsapp/calling.ts';
import type { PastMessages } from '../../src/whatsapp/past.ts';
import type { BlockList, Numbers } from '../../src/whatsapp/port.ts';
import type { Profiles } from '../../src/whatsapp/profiles.ts';

const nothing = { about: null, pictureUrl: null };

export const quietAccount: Calls & BlockList & Profiles & PastMessages & Pick<Numbers, 'checkAll'> = {
  checkAll: async (numbers) => numbers.map(() => ({ registered: false })),
  fetchPast: async () => ({ oldest: null, isEnd: true }),
  rejectCall: async () => {},
  setBlocked: async () => {},
  ownProfile: async () => ({ name: null, ...nothing }),
  setOwnName: async () => 'changed',
  setOwnAbout: async () => {},
  setOwnPicture: async () => {},
  shownBy: async () => nothing,
  pictureOf: async () => null,
};
