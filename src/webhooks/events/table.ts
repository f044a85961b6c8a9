/**
 * Which facts are told to endpoints, as which events.
 *
 * The type checker holds the table complete over the catalogue of facts: a new type of fact does not compile until it
 * has a row, and the row of one that is not told says why. What a fact leads to depends on the fact alone, so the events
 * of any past are the same whenever they are worked out.
 */
import type { FactOf, FactType } from '../../events/facts/catalogue.ts';
import type { Recorded } from '../../events/log/log.ts';
import type { EventType } from './event-types.ts';

type Of<T extends FactType> = Recorded<FactOf<T>>;

interface Told<T extends FactType> {
  /** Every type that the fact can lead to. */
  readonly types: readonly EventType[];
  /** Those that this one leads to, in their order; all of them if left out. */
  readonly of?: (recorded: Of<T>) => readonly EventType[];
  /** When that is, for people, where it is not always. */
  readonly when?: string;
}

interface Untold {
  readonly types: readonly [];
  readonly why: string;
}

type Row<T extends FactType> = Told<T> | Untold;

const as = (...types: readonly EventType[]): { readonly types: readonly EventType[] } => ({ types });
const none = (why: string): Untold => ({ types: [], why });

const ANSWERED = 'the caller who asked for it has the answer';
const INNER = 'an inner step, which no client waits for';
const CHAT_STATE = 'how the account keeps its list of chats';
const ENDPOINT = 'what webhooks record is told to no webhook, but for failures';
const PEOPLE = 'who uses the API is for the audit log';

export const EVENTS_OF: { readonly [T in FactType]: Row<T> } = {
  'job.queued': {
    types: ['message.held'],
    of: ({ data: { waits, notBefore = 0 }, at }) => (waits || notBefore > at ? ['message.held'] : []),
    when: 'it is scheduled, or waits for the message that it refers to',
  },
  'job.drafted': as('draft.created'),
  'job.approved': {
    types: ['draft.approved', 'message.held'],
    of: ({ data: { waitsFor, notBefore = 0 }, at }) =>
      waitsFor !== undefined || notBefore > at ? ['draft.approved', 'message.held'] : ['draft.approved'],
    when: 'held if it is scheduled, or waits for another message',
  },
  'job.rejected': as('draft.rejected'),
  'job.edited': none(ANSWERED),
  'job.released': as('message.released'),
  'job.expired': as('message.failed'),
  'job.started': none(INNER),
  'job.validated': none(INNER),
  'job.completed': as('message.sent'),
  'job.failed': as('message.held'),
  'job.abandoned': as('message.failed'),
  'job.interrupted': none(INNER),
  'job.retried': {
    types: ['message.released', 'message.held'],
    of: ({ data }) => [data.waitsFor === undefined ? 'message.released' : 'message.held'],
    when: 'held if it waits for another message again',
  },
  'job.cancelled': none(ANSWERED),
  'job.dismissed': none(ANSWERED),
  'job.receipts': none('told once the receipts of all members are there'),
  'job.delivered': {
    types: ['message.delivered'],
    of: ({ from }) => (from === 'completed.read' ? [] : ['message.delivered']),
    when: 'it was not read before',
  },
  'job.read': {
    types: ['message.delivered', 'message.read'],
    // A message that was read has been delivered, whether or not WhatsApp said so.
    of: ({ from }) => (from === 'completed.acknowledged' ? ['message.delivered', 'message.read'] : ['message.read']),
    when: 'delivered only if no receipt said so before',
  },
  'job.played': as('message.played'),

  'message.received': {
    types: ['message.received', 'message.sent'],
    of: ({ data: { direction, source } }) => {
      if (source === 'history') return [];
      return [direction === 'in' ? 'message.received' : 'message.sent'];
    },
    when: 'sent if it was written on the own phone; nothing for imported history',
  },
  'message.repaired': as('message.repaired'),
  'message.edited': as('message.edited'),
  'message.deleted': as('message.deleted'),
  'message.reacted': as('message.reacted'),
  'poll.voted': as('poll.voted'),
  'chat.read': none(CHAT_STATE),
  'chat.marked_unread': none(CHAT_STATE),
  'chat.archived': none(CHAT_STATE),
  'chat.unarchived': none(CHAT_STATE),
  'chat.pinned': none(CHAT_STATE),
  'chat.unpinned': none(CHAT_STATE),
  'chat.muted': none(CHAT_STATE),
  'chat.unmuted': none(CHAT_STATE),
  'chat.timer_set': none(CHAT_STATE),

  'media.requested': none(INNER),
  'media.awaited': none(INNER),
  'media.failed': as('media.failed'),
  'media.retried': none(INNER),
  'media.relocated': none(INNER),
  'media.skipped': none('the message says so, and the file is fetched when somebody asks'),
  'media.withheld': none('the message says so'),
  'media.stored': as('media.stored'),
  'media.expired': as('media.expired'),

  'content.erased': as('content.erased'),

  'contact.found': none('told with the first message of the person'),
  'contact.addressed': none('the conversation answers under every address'),
  'contact.named': none('names are told with messages'),
  'contact.merged': as('contact.merged'),
  'contact.blocked': none(ANSWERED),
  'contact.unblocked': none(ANSWERED),

  'call.received': as('call.received'),
  'call.ended': none('nothing is left to do about it'),

  'session.started': as('session.started'),
  'session.qr_issued': as('session.qr'),
  'session.qr_expired': as('session.qr_expired'),
  'session.paired': as('session.paired'),
  'session.opened': as('session.opened'),
  'session.keepalive_missed': none('a link that is lost is told as `session.timed_out`'),
  'session.keepalive_answered': none('a link that is lost is told as `session.timed_out`'),
  'session.timed_out': as('session.timed_out'),
  'session.closed': as('session.closed'),
  'session.interrupted': as('session.interrupted'),
  'session.stopped': as('session.stopped'),
  'session.logged_out': as('session.logged_out'),
  'session.unlink_pending': as('session.unlink_pending'),
  'session.unlinked': as('session.unlinked'),
  'session.unlink_given_up': as('session.unlink_given_up'),
  'session.halted': as('session.halted'),
  'session.configured': none('GET /api/whatsapp/sessions/NAME says what a session is set to'),
  'session.presence_set': as('session.presence_set'),
  'session.history_asked': none(ANSWERED),
  'session.history_ended': none('GET /api/whatsapp/session/history says what became of it'),
  'session.removed': as('session.removed'),

  'queue.configured': as('queue.configured'),
  'queue.paused': as('queue.paused'),
  'queue.resumed': as('queue.resumed'),
  'queue.cooled': as('queue.cooled'),
  'queue.clearing_started': as('queue.clearing_started'),
  'queue.cleared': as('queue.cleared'),

  'group.recorded': as('group.recorded'),
  'group.members_changed': as('group.members_changed'),
  'group.settings_changed': as('group.settings_changed'),
  'group.described': as('group.described'),
  'group.picture_changed': as('group.picture_changed'),
  'group.invite_revoked': as('group.invite_revoked'),
  'group.invited': as('group.invited'),
  'group.requests_changed': as('group.requests_changed'),
  'group.left': as('group.left'),

  'key.created': none(PEOPLE),
  'key.rotated': none(PEOPLE),
  'key.revoked': none(PEOPLE),

  'user.added': none(PEOPLE),
  'user.role_changed': none(PEOPLE),
  'user.password_changed': none(PEOPLE),
  'user.logged_in': none(PEOPLE),
  'user.login_refused': none(PEOPLE),
  'user.logged_out': none(PEOPLE),
  'user.refresh_reused': none(PEOPLE),
  'user.removed': none(PEOPLE),

  'webhook.created': none(ENDPOINT),
  'webhook.changed': none(ENDPOINT),
  'webhook.paused': none(ENDPOINT),
  'webhook.resumed': none(ENDPOINT),
  'webhook.failing': as('webhook.failing'),
  'webhook.probe_failed': none(ENDPOINT),
  'webhook.recovered': none(ENDPOINT),
  'webhook.secret_rotated': none(ENDPOINT),
  'webhook.replay_asked': none(ENDPOINT),
  'webhook.redelivery_asked': none(ENDPOINT),
  'webhook.delivery_given_up': none(ENDPOINT),
  'webhook.removed': none(ENDPOINT),

  'process.started': none('an operator watches the process by its metrics'),
  'process.recovered': none('an operator watches the process by its metrics'),
  'process.sandbox_steered': none(ANSWERED),
  'process.stopped': none('an operator watches the process by its metrics'),
  'process.backed_up': none(ANSWERED),
  'process.restored': none('an operator watches the process by its metrics'),
  'process.archived': none('archived facts are read like all others'),
};

/** The types of the events that a fact leads to, in their order. */
export const typesOf = (recorded: Recorded): readonly EventType[] => {
  // The row of a fact's own type takes that fact, which the type checker cannot follow through a look-up.
  const row = EVENTS_OF[recorded.type] as Told<FactType>;
  return row.of ? row.of(recorded) : row.types;
};
