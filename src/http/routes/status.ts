/** The status of a session and its queue, in one answer. */
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { SESSION_HOLDS } from '../../gateway/jobs/holds.ts';
import type { Status } from '../../gateway/sessions/status.ts';
import type { Result } from '../../kernel/result.ts';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { query } from '../edge/parse.ts';
import { refused } from '../contract/problem.ts';
import { IsoTime, iso, isoOrNull, SessionQuery } from '../contract/shapes.ts';

const SESSION_STATES = [
  'stopped',
  'connecting',
  'qr',
  'ready',
  'keepalive',
  'timeout',
  'restart',
  'loggedOut',
  'halted',
] as const;

const Count = v.pipe(v.number(), v.integer());

export const SessionStatusShape = v.object({
  id: v.string(),
  label: v.pipe(v.nullable(v.string()), v.description('What people call it.')),
  country: v.pipe(
    v.nullable(v.string()),
    v.description('The country of numbers that are written without one; null for the country of the gateway.'),
  ),
  proxied: v.pipe(v.boolean(), v.description('Whether all of its connections go through a proxy.')),
  state: v.picklist(SESSION_STATES),
  connected: v.pipe(
    v.boolean(),
    v.description('Whether the link to WhatsApp is open. Messages go out in the state `ready` alone.'),
  ),
  account: v.pipe(v.nullable(v.string()), v.description('The linked WhatsApp account.')),
  since: v.pipe(
    v.nullable(IsoTime),
    v.description('When the session entered this state; null if it was never started.'),
  ),
  restarts: v.pipe(Count, v.description('Restarts since the link was last stable.')),
  reason: v.pipe(v.nullable(v.string()), v.description('Why the session is stopped, logged out or halted.')),
  unlinking: v.pipe(
    v.nullable(v.literal('pending')),
    v.description(
      'After a log-out: `pending` while WhatsApp has yet to unlink the device, which the phone still lists.',
    ),
  ),
  lastDisconnect: v.nullable(
    v.object({
      code: v.nullable(v.number()),
      reason: v.string(),
      cause: v.pipe(v.nullable(v.literal('proxy')), v.description('`proxy` if the proxy of the session is to blame.')),
      at: IsoTime,
    }),
  ),
});

export const QueueStatusShape = v.object({
  state: v.picklist(['running', 'paused', 'cooling']),
  until: v.pipe(v.nullable(IsoTime), v.description('When cooling ends.')),
  hold: v.pipe(
    v.nullable(v.object({ reason: v.picklist(SESSION_HOLDS), until: v.nullable(IsoTime) })),
    v.description('Why the session sends no messages; null if it sends.'),
  ),
  concurrency: Count,
  active: Count,
  drafts: v.pipe(Count, v.description('Messages that wait for approval. They are not in line.')),
  waiting: Count,
  retrying: Count,
  completed: Count,
  failed: v.pipe(Count, v.description('Includes jobs that were dismissed from the retry queue.')),
  cancelled: Count,
  successRate: v.pipe(
    v.nullable(v.number()),
    v.description('The share of ended jobs that completed, from 0 to 1; null if none has ended.'),
  ),
  throughput: v.pipe(v.number(), v.description('Messages completed in the last 60 seconds.')),
});

const MediaStatusShape = v.object({
  uploads: v.pipe(Count, v.description('Uploads that have not expired.')),
  bytes: v.pipe(Count, v.description('Their size; a file that several share counts for each.')),
});

export const StatusShape = v.pipe(
  v.object({ session: SessionStatusShape, queue: QueueStatusShape, media: MediaStatusShape }),
  v.metadata({ ref: 'Status' }),
);

export const statusAnswer = ({ session, queue, media }: Status) => ({
  session: {
    id: session.id,
    label: session.label,
    country: session.country,
    proxied: session.proxied,
    state: session.state,
    connected: session.connected,
    account: session.account,
    since: isoOrNull(session.since),
    restarts: session.restarts,
    reason: session.reason,
    unlinking: session.unlinking,
    lastDisconnect: session.lastDisconnect && { ...session.lastDisconnect, at: iso(session.lastDisconnect.at) },
  },
  queue: {
    ...queue,
    until: isoOrNull(queue.until),
    hold: queue.hold && { reason: queue.hold.reason, until: isoOrNull(queue.hold.until) },
  },
  media,
});

/** The status after a command, or the problem if it was refused. */
export const statusAfter = (c: Context<Env>, told: Result<Status>, status: 200 | 202): Response =>
  told.ok ? c.json(statusAnswer(told.value), status) : refused(c, told.refusal);

export const statusRoutes = ({ gateway: { sessions } }: HttpDeps) =>
  new Hono<Env>().get(
    '/status',
    describe({
      tag: 'Session',
      scope: 'sessions:read',
      reach: 'one-session',
      summary: 'Look at a session and its queue',
      answers: { 200: { description: 'The status.', content: StatusShape } },
      problems: ['session.not_found', 'request.invalid'],
    }),
    query(SessionQuery),
    (c) => statusAfter(c, sessions.status(c.get('session')), 200),
  );
