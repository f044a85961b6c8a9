/** One teller for each type of event. */
import { Defect } from '../../../kernel/fault.ts';
import type { EventType } from '../event-types.ts';
import { tellQr, tellQueue, tellSession } from './account.ts';
import { tellFailing } from './endpoints.ts';
import { tellGroup } from './groups.ts';
import { tellHeld, tellJob, tellSent } from './jobs.ts';
import { tellMediaExpired, tellMediaFailed, tellStored } from './media.ts';
import { tellDeleted, tellEdited, tellReacted, tellReceived, tellRepaired, tellVoted } from './messages.ts';
import { tellCall, tellErased, tellMerged } from './people.ts';
import type { Teller } from './told.ts';

/** A test is made at once, and follows from no fact. */
const noFact: Teller = ({ position }) => {
  throw new Defect(`the fact at position ${position} of the log is no test of an endpoint`, { position });
};

/** A message of the own phone has no job. */
const tellOwn: Teller = (fact, then) =>
  fact.type === 'message.received' ? withoutJob(tellReceived)(fact, then) : tellSent(fact, then);

const withoutJob =
  (teller: Teller): Teller =>
  (fact, then) => {
    const told = teller(fact, then);
    return {
      ...told,
      full() {
        const { members, erased } = told.full();
        return { members: { job: null, ...members }, erased };
      },
    };
  };

export const TELLERS: { readonly [T in EventType]: Teller } = {
  'message.received': tellReceived,
  'message.sent': tellOwn,
  'message.failed': tellJob,
  'message.delivered': tellSent,
  'message.read': tellSent,
  'message.played': tellSent,
  'message.edited': tellEdited,
  'message.deleted': tellDeleted,
  'message.reacted': tellReacted,
  'message.repaired': tellRepaired,
  'message.held': tellHeld,
  'message.released': tellJob,
  'draft.created': tellJob,
  'draft.approved': tellJob,
  'draft.rejected': tellJob,
  'poll.voted': tellVoted,
  'media.stored': tellStored,
  'media.failed': tellMediaFailed,
  'media.expired': tellMediaExpired,
  'content.erased': tellErased,
  'session.started': tellSession,
  'session.qr': tellQr,
  'session.qr_expired': tellSession,
  'session.paired': tellSession,
  'session.opened': tellSession,
  'session.timed_out': tellSession,
  'session.closed': tellSession,
  'session.interrupted': tellSession,
  'session.stopped': tellSession,
  'session.logged_out': tellSession,
  'session.unlink_pending': tellSession,
  'session.unlinked': tellSession,
  'session.unlink_given_up': tellSession,
  'session.halted': tellSession,
  'session.presence_set': tellSession,
  'session.profile_changed': tellSession,
  'session.removed': tellSession,
  'queue.configured': tellQueue,
  'queue.paused': tellQueue,
  'queue.resumed': tellQueue,
  'queue.cooled': tellQueue,
  'queue.clearing_started': tellQueue,
  'queue.cleared': tellQueue,
  'group.recorded': tellGroup,
  'group.members_changed': tellGroup,
  'group.settings_changed': tellGroup,
  'group.described': tellGroup,
  'group.picture_changed': tellGroup,
  'group.invite_revoked': tellGroup,
  'group.invited': tellGroup,
  'group.requests_changed': tellGroup,
  'group.left': tellGroup,
  'contact.merged': tellMerged,
  'call.received': tellCall,
  'webhook.failing': tellFailing,
  'webhook.test': noFact,
};
