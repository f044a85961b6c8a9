/** The words of the facts about groups; see `fact-words.ts`. */
import type { GroupFact } from '../events/facts/group.ts';

export const GROUP_FACT_WORDS: Readonly<Record<GroupFact['type'], { readonly means: string; readonly says: string }>> =
  {
    'group.recorded': {
      means: 'The whole group as WhatsApp told it: its members and its rules.',
      says: 'Group recorded',
    },
    'group.members_changed': {
      means: 'Members were added, removed, or became admins or plain members.',
      says: 'Members changed ({action})',
    },
    'group.settings_changed': {
      means: 'Who may write or change the group, or how long messages stay.',
      says: 'Settings of the group changed',
    },
    'group.described': {
      means: 'Subject and description of the group; both are beside the log.',
      says: 'Subject or description of the group changed',
    },
    'group.picture_changed': {
      means: 'The picture of the group was changed, or removed.',
      says: 'Picture of the group changed',
    },
    'group.invite_revoked': {
      means: 'The invite of the group has a new code. Codes are not on record.',
      says: 'Invite of the group renewed',
    },
    'group.invited': {
      means: 'People whose settings forbid to add them got an invitation to the group instead.',
      says: 'Invitations to the group sent',
    },
    'group.requests_changed': {
      means: 'People ask to join the group (`created`), or do so no more: `withdrawn`, or `rejected` by an admin.',
      says: 'Requests to join {change}',
    },
    'group.left': {
      means: 'This account is no member any more, because it left, was removed, or WhatsApp says so.',
      says: 'No member any more ({reason})',
    },
  };
