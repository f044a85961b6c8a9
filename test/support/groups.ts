/** Groups for tests whose WhatsApp is no server. */
import { failure } from '../../src/events/facts/failure.ts';
import type { GroupInfo } from '../../src/whatsapp/group-info.ts';
import { type Groups, Undelivered } from '../../src/whatsapp/port.ts';

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
  joinApproval: false,
  disappearingSeconds: 0,
  subject: 'Shop',
  description: null,
  ...changed,
});

const never = async (): Promise<never> => {
  throw new Undelivered(failure('network_timeout', 'WhatsApp did not answer in time.'), false);
};

/** The same, where the test may change its answers at any time. */
export const latestGroupCalls = (answers: () => Partial<Groups>): Groups =>
  Object.fromEntries(
    Object.keys(groupCalls()).map((name) => [
      name,
      (...args: unknown[]) =>
        (groupCalls(answers())[name as keyof Groups] as (...args: unknown[]) => Promise<unknown>)(...args),
    ]),
  ) as unknown as Groups;

/** A WhatsApp that answers nothing about groups but what the test says. */
export const groupCalls = (answers: Partial<Groups> = {}): Groups => ({
  group: never,
  groups: never,
  createGroup: never,
  changeGroup: never,
  changeMembers: never,
  sendInvitation: never,
  setGroupPicture: never,
  leaveGroup: never,
  groupInvite: never,
  invitedGroup: never,
  joinGroup: never,
  joinRequests: never,
  answerJoinRequests: never,
  ...answers,
});
