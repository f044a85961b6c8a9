/** One example of each fact that a machine takes. */
import { failure } from '../../src/events/facts/failure.ts';
import type { JobFact } from '../../src/events/facts/job.ts';
import type { MediaFact } from '../../src/events/facts/media.ts';
import { DEFAULT_QUEUE_CONFIG, type QueueFact } from '../../src/events/facts/queue.ts';
import type { SessionFact } from '../../src/events/facts/session.ts';
import type { EndpointConfig, WebhookFact } from '../../src/events/facts/webhook.ts';

type ByType<F extends { type: string }> = { readonly [T in F['type']]: Extract<F, { type: T }> };

export const chat = '6281234567890@s.whatsapp.net';
export const socketClosed = failure('session_closed', 'The connection closed', 428);
export const notRegistered = failure('not_registered', 'The number is not on WhatsApp');

export const jobFacts: ByType<JobFact> = {
  'job.queued': {
    type: 'job.queued',
    session: 'default',
    chat,
    content: { kind: 'text', digest: 'ab'.repeat(32) },
    messageId: '3EB0000000000000000001',
    priority: 'NORMAL',
  },
  'job.drafted': {
    type: 'job.drafted',
    session: 'default',
    chat,
    content: { kind: 'text', digest: 'ab'.repeat(32) },
    messageId: '3EB0000000000000000001',
    priority: 'NORMAL',
    decideBy: 5_000,
  },
  'job.approved': { type: 'job.approved' },
  'job.rejected': { type: 'job.rejected', reason: { kind: 'decision', digest: 'ef'.repeat(32) } },
  'job.edited': { type: 'job.edited', content: { kind: 'text', digest: 'cd'.repeat(32) } },
  'job.released': { type: 'job.released', quoted: true },
  'job.expired': { type: 'job.expired', failure: failure('expired', 'Its time was over.') },
  'job.started': { type: 'job.started', attempt: 1 },
  'job.validated': { type: 'job.validated', chat },
  'job.completed': { type: 'job.completed' },
  'job.failed': { type: 'job.failed', attempt: 1, failure: socketClosed, retryAt: 2_000 },
  'job.abandoned': { type: 'job.abandoned', attempt: 1, failure: notRegistered },
  'job.interrupted': { type: 'job.interrupted', attempts: 0 },
  'job.retried': { type: 'job.retried', attempts: 1 },
  'job.cancelled': { type: 'job.cancelled' },
  'job.dismissed': { type: 'job.dismissed' },
  'job.receipts': { type: 'job.receipts', receipts: [{ by: chat, kind: 'delivered', at: 1 }] },
  'job.delivered': { type: 'job.delivered', deliveredAt: 1 },
  'job.read': { type: 'job.read', readAt: 2 },
  'job.played': { type: 'job.played', playedAt: 3 },
};

export const sessionFacts: ByType<SessionFact> = {
  'session.started': { type: 'session.started' },
  'session.qr_issued': { type: 'session.qr_issued', expiresAt: 60_000 },
  'session.qr_expired': { type: 'session.qr_expired' },
  'session.paired': { type: 'session.paired', account: chat },
  'session.opened': { type: 'session.opened', account: chat },
  'session.keepalive_missed': { type: 'session.keepalive_missed', missed: 1 },
  'session.keepalive_answered': { type: 'session.keepalive_answered' },
  'session.timed_out': { type: 'session.timed_out' },
  'session.closed': { type: 'session.closed', code: 428, reason: 'gone', restartAt: 1_000, restarts: 1 },
  'session.interrupted': { type: 'session.interrupted', restartAt: 1_000 },
  'session.stopped': { type: 'session.stopped', reason: 'asked' },
  'session.logged_out': { type: 'session.logged_out', reason: 'asked' },
  'session.removed': { type: 'session.removed' },
  'session.configured': {
    type: 'session.configured',
    label: { kind: 'session', digest: 'ab'.repeat(32) },
    country: 'DE',
    proxy: 'cd'.repeat(32),
  },
  'session.presence_set': { type: 'session.presence_set', available: true },
  'session.profile_changed': { type: 'session.profile_changed', part: 'name', removed: false, source: 'phone' },
  'session.history_asked': { type: 'session.history_asked', days: 30, since: 0, until: 1_000 },
  'session.history_ended': {
    type: 'session.history_ended',
    outcome: 'complete',
    chats: 2,
    unanswered: 0,
    leftOut: 1,
    taken: 40,
  },
  'session.unlink_pending': { type: 'session.unlink_pending', until: 1_000 },
  'session.unlinked': { type: 'session.unlinked' },
  'session.unlink_given_up': { type: 'session.unlink_given_up' },
  'session.halted': { type: 'session.halted', reason: 'account_banned', code: 406, detail: 'banned', until: null },
};

const ref = <K extends string>(kind: K) => ({ kind, digest: 'ab'.repeat(32) });

export const mediaFacts: ByType<MediaFact> = {
  'media.requested': { type: 'media.requested', address: ref('address'), use: 'image' },
  'media.awaited': { type: 'media.awaited', chat, messageId: '3A0B', kind: 'image', size: 48_120 },
  'media.failed': { type: 'media.failed', attempt: 1, reason: 'unreachable', retryAt: 5_000 },
  'media.retried': { type: 'media.retried' },
  'media.relocated': { type: 'media.relocated', remote: ref('remote') },
  'media.skipped': { type: 'media.skipped', limit: 64 },
  'media.withheld': { type: 'media.withheld' },
  'media.stored': {
    type: 'media.stored',
    file: ref('file'),
    size: 48_120,
    mimetype: 'image/jpeg',
    kind: 'image',
    origin: 'received',
  },
  'media.expired': { type: 'media.expired', reason: 'retention' },
};

export const queueFacts: ByType<QueueFact> = {
  'queue.configured': { type: 'queue.configured', config: DEFAULT_QUEUE_CONFIG, was: DEFAULT_QUEUE_CONFIG },
  'queue.paused': { type: 'queue.paused' },
  'queue.resumed': { type: 'queue.resumed' },
  'queue.cooled': { type: 'queue.cooled', until: 60_000, reason: 'rate-overlimit' },
  'queue.clearing_started': { type: 'queue.clearing_started', clearing: 'clr_1', status: 'all', total: 3 },
  'queue.cleared': { type: 'queue.cleared', status: 'all', cleared: 3 },
};

export const endpointConfig: EndpointConfig = {
  events: ['message.*'],
  sessions: '*',
  payload: 'full',
  ordering: 'chat',
};

export const webhookFacts: ByType<WebhookFact> = {
  'webhook.created': {
    type: 'webhook.created',
    config: endpointConfig,
    about: { kind: 'endpoint', digest: 'ab'.repeat(32) },
    headers: 0,
    startAt: 0,
    source: 'api',
  },
  'webhook.changed': {
    type: 'webhook.changed',
    config: { ...endpointConfig, payload: 'thin' },
    was: endpointConfig,
    headers: 0,
  },
  'webhook.paused': { type: 'webhook.paused', reason: 'asked' },
  'webhook.resumed': { type: 'webhook.resumed' },
  'webhook.failing': { type: 'webhook.failing', reason: 'connection', inRow: 5, probeAt: 5_000 },
  'webhook.probe_failed': { type: 'webhook.probe_failed', reason: 'connection', probe: 1, probeAt: 35_000 },
  'webhook.recovered': { type: 'webhook.recovered' },
  'webhook.secret_rotated': { type: 'webhook.secret_rotated', overlapUntil: 86_400_000 },
  'webhook.replay_asked': { type: 'webhook.replay_asked', after: 0, upTo: 10, only: 'all' },
  'webhook.redelivery_asked': { type: 'webhook.redelivery_asked', event: 'evt_abc' },
  'webhook.delivery_given_up': {
    type: 'webhook.delivery_given_up',
    event: 'evt_abc',
    eventType: 'message.received',
    attempts: 11,
    status: 400,
  },
  'webhook.removed': { type: 'webhook.removed' },
};
