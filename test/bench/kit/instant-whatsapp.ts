/** A WhatsApp without cost: every session is linked, every contact is known, every message is acknowledged at once. */
import type { Link, WhatsApp } from '../../../src/whatsapp/port.ts';
import { quietAccount } from '../../support/quiet-account.ts';
import { groupOf } from '../../support/groups.ts';

const ACCOUNT = '6281200000001@s.whatsapp.net';

export const instantWhatsApp = (): WhatsApp => ({
  open(_, signal): Link {
    setImmediate(() => signal({ type: 'opened', account: ACCOUNT }));
    return {
      ...quietAccount,
      known: (chat) => chat,
      check: async (chat) => ({ registered: true, chatId: chat }),
      group: async () => groupOf(ACCOUNT),
      mediaHosts: async () => [],
      reupload: async () => null,
      send: async () => {},
      ping: async () => {},
      pairingCode: async () => ({ code: 'AAAAAAAA', expiresAt: 0 }),
      logout: async () => {},
      close: () => signal({ type: 'closed', close: { code: null, cause: 'asked', reason: 'closed' } }),
    };
  },
  paired: async () => true,
  forget: async () => null,
  left: async () => {},
  unlink: async () => {},
});
