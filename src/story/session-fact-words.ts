/** The words of the facts about sessions; see `fact-words.ts`. */
import type { SessionFact } from '../events/facts/session.ts';

export const SESSION_FACT_WORDS: Readonly<
  Record<SessionFact['type'], { readonly means: string; readonly says: string }>
> = {
  'session.started': {
    means: 'A connection is being opened: someone asked, or a restart was due.',
    says: '{subject}: opening the link',
  },
  'session.qr_issued': {
    means: 'There is a QR to scan until `expiresAt`. The QR itself is in no fact.',
    says: '{subject}: a QR waits to be scanned until {expiresAt|time}',
  },
  'session.qr_expired': { means: 'Nobody scanned any of the QRs.', says: '{subject}: nobody scanned the QR' },
  'session.paired': { means: 'A phone has linked this session.', says: '{subject}: linked to {account|chat}' },
  'session.opened': {
    means: 'The connection is up: messages go out unless the queue is paused or cools down.',
    says: '{subject}: connected, messages go out as the queue allows',
  },
  'session.keepalive_missed': {
    means: 'A ping was not answered in time; `missed` counts those in a row.',
    says: '{subject}: a keep-alive was not answered',
  },
  'session.keepalive_answered': {
    means: 'A ping was answered after one was missed.',
    says: '{subject}: WhatsApp answers again',
  },
  'session.timed_out': {
    means: 'Too many pings were missed: the connection counts as lost.',
    says: '{subject}: silent for too long, the link is given up',
  },
  'session.closed': {
    means: 'The connection is gone, and is opened again at `restartAt`.',
    says: '{subject}: the link closed ({reason}), again {restartAt|soon}',
  },
  'session.interrupted': {
    means: 'It was found live after the process had died.',
    says: '{subject}: was connected when the process ended',
  },
  'session.stopped': {
    means: 'The connection was closed on purpose; the phone stays linked.',
    says: '{subject}: stopped',
  },
  'session.logged_out': { means: 'The phone is no longer linked.', says: '{subject}: logged out' },
  'session.halted': {
    means: 'It waits for a person: a restart by itself could do harm.',
    says: '{subject}: halted, {detail}',
  },
  'session.unlink_pending': {
    means:
      'WhatsApp could not be told of a log-out, so the phone still lists the device; Waybill asks again until `until`.',
    says: '{subject}: WhatsApp has yet to unlink the device',
  },
  'session.unlinked': {
    means: 'WhatsApp has unlinked the device of an earlier log-out.',
    says: '{subject}: the device is unlinked',
  },
  'session.unlink_given_up': {
    means: 'The time was over; the device can still be unlinked on the phone.',
    says: '{subject}: unlink the device on the phone',
  },
  'session.configured': {
    means:
      'What people have set for the session was changed: its label, which is beside the log; the country of local numbers; or its proxy, whose address is sealed elsewhere.',
    says: '{subject}: settings changed',
  },
  'session.presence_set': {
    means: 'Whether people see the account as available while it is connected was changed.',
    says: '{subject}: available to others: {available}',
  },
  'session.history_asked': {
    means: 'The phone is asked for the messages since `since`; after a restart Waybill goes on, until `until` at most.',
    says: '{subject}: asking the phone for {days|count:day} of messages',
  },
  'session.history_ended': {
    means: 'The phone is not asked for older messages any more: how that ended, and how many messages were recorded.',
    says: '{subject}: asked the phone for older messages ({outcome|words})',
  },
  'session.removed': {
    means: 'The session is not listed any more. Its history stays, and a start brings it back.',
    says: '{subject}: removed',
  },
};
