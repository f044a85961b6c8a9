/** A WhatsApp that costs nothing: every session is linked, every number exists, every message is acknowledged at once. As the adapter does, it asks once for each chat. */
import type { ChatId } from '../../../src/kernel/ids.ts';
import type { Link, WhatsApp } from '../../../src/whatsapp/port.ts';

const ACCOUNT = '6281200000001@s.whatsapp.net';

export const instantWhatsApp = (): WhatsApp => ({
  open(_, signal): Link {
    const asked = new Set<ChatId>();
    setImmediate(() => signal({ type: 'opened', account: ACCOUNT }));
    return {
      known: (chat) => (asked.has(chat) ? chat : null),
      async check(chat) {
        asked.add(chat);
        return { registered: true, chat };
      },
      send: async () => {},
      ping: async () => {},
      pairingCode: async () => ({ code: 'AAAAAAAA', expiresAt: 0 }),
      logout: async () => {},
      close: () => signal({ type: 'closed', close: { code: null, cause: 'asked', reason: 'closed' } }),
    };
  },
  paired: () => true,
  forget: () => {},
});
