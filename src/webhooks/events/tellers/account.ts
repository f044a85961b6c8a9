/** Events of a session and its queue. */
import type { Recorded } from '../../../events/log/log.ts';
import { phoneNumberOf } from '../../../kernel/ids.ts';
import { isoTimes, notMine, pathTo, sessionOf, type Teller, type Told } from './told.ts';

const told = (fact: Recorded, path: readonly string[], members: Readonly<Record<string, unknown>>): Told => ({
  ids: {},
  href: pathTo(sessionOf(fact), ...path),
  chatId: null,
  full: () => ({ members: { state: fact.to, ...members }, erased: false }),
});

/** What a fact of a session says beside its state. */
const detailsOf = (fact: Recorded): Readonly<Record<string, unknown>> => {
  switch (fact.type) {
    case 'session.paired':
      return { number: phoneNumberOf(fact.data.account) };
    case 'session.opened':
      return { number: phoneNumberOf(fact.data.account), lid: fact.data.lid ?? null };
    case 'session.closed':
      return {
        code: fact.data.code,
        reason: fact.data.reason,
        cause: fact.data.cause ?? null,
        ...isoTimes({ restartAt: fact.data.restartAt }),
        restarts: fact.data.restarts,
      };
    case 'session.interrupted':
      return isoTimes({ restartAt: fact.data.restartAt });
    case 'session.stopped':
    case 'session.logged_out':
      return { reason: fact.data.reason };
    case 'session.unlink_pending':
      return isoTimes({ until: fact.data.until });
    case 'session.halted':
      return {
        reason: fact.data.reason,
        code: fact.data.code,
        detail: fact.data.detail,
        ...isoTimes({ until: fact.data.until }),
      };
    case 'session.presence_set':
      return { available: fact.data.available };
    case 'session.profile_changed':
      return { part: fact.data.part, removed: fact.data.removed, source: fact.data.source };
    case 'session.started':
    case 'session.qr_expired':
    case 'session.timed_out':
    case 'session.unlinked':
    case 'session.unlink_given_up':
    case 'session.removed':
      return {};
    default:
      throw notMine(fact);
  }
};

export const tellSession: Teller = (fact) => told(fact, ['status'], detailsOf(fact));

/** Says when to fetch a QR. The QR itself links an account, so no event carries it. */
export const tellQr: Teller = (fact) => {
  if (fact.type !== 'session.qr_issued') throw notMine(fact);
  return told(fact, ['session', 'qr'], isoTimes({ expiresAt: fact.data.expiresAt }));
};

const queueDetails = (fact: Recorded): Readonly<Record<string, unknown>> => {
  switch (fact.type) {
    case 'queue.configured':
      return { config: fact.data.config, was: fact.data.was };
    case 'queue.cooled':
      return { ...isoTimes({ until: fact.data.until }), reason: fact.data.reason };
    case 'queue.clearing_started':
      return { clearingId: fact.data.clearing, status: fact.data.status, total: fact.data.total };
    case 'queue.cleared':
      return { clearingId: fact.data.clearing ?? null, status: fact.data.status, cleared: fact.data.cleared };
    case 'queue.paused':
    case 'queue.resumed':
      return {};
    default:
      throw notMine(fact);
  }
};

export const tellQueue: Teller = (fact) => told(fact, ['status'], queueDetails(fact));
