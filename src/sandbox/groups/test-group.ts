/** The group that is always there, so that a program can write to one without making it. */
import type { Millis } from '../../kernel/clock.ts';
import { PHONE_NUMBER } from '../world.ts';
import type { Group } from './group.ts';

export const TEST_GROUP_ID = '120363000000000042@g.us';

/** Two ordinary contacts, one whose phone is off, and one that reads everything; the account is an admin. */
export const testGroup = (now: Millis): Group => ({
  id: TEST_GROUP_ID,
  subject: 'Waybill test group',
  subjectBy: '6281200001001',
  subjectAt: now,
  description: null,
  addressing: 'lid',
  creator: '6281200001001',
  createdAt: now,
  members: {
    '6281200001001': 'superadmin',
    '6281200001002': 'member',
    '6281200000005': 'member',
    '6281200000007': 'member',
    [PHONE_NUMBER]: 'admin',
  },
  announceOnly: false,
  locked: false,
  disappearingSeconds: 0,
  receipts: true,
});
