/** Groups for tests whose WhatsApp is no server. */
import type { GroupInfo } from '../../src/whatsapp/port.ts';

/** The account that is a member. */
export const ACCOUNT = '6281110000001@s.whatsapp.net';
export const AYU = '6281200000001@s.whatsapp.net';
export const BUDI = '6281200000002@s.whatsapp.net';
export const GROUP = '120363000000000001@g.us';

/** A group of the account `self`, Ayu and Budi, addressed by number. */
export const groupOf = (self: string, changed: Partial<GroupInfo> = {}): GroupInfo => ({
  addressing: 'number',
  self,
  members: [
    { id: self, role: 'member' },
    { id: AYU, lid: '90001@lid', role: 'admin' },
    { id: BUDI, role: 'member' },
  ],
  announceOnly: false,
  locked: false,
  disappearingSeconds: 0,
  subject: 'Shop',
  description: null,
  ...changed,
});
