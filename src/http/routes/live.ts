/**
 * Follows the log by server-sent events.
 *
 * A client that reconnects with its last id gets every later fact, once and in order. The server buffers one fact for
 * each client; unread facts stay in the log. A client that reads nothing for long is disconnected. A stream ends when
 * its token expires or is revoked, or when the server stops, and the client reconnects.
 */
import { Hono } from 'hono';
import * as v from 'valibot';
import type { Recorded } from '../../gateway/history/events.ts';
import type { Cancel, Clock, Millis } from '../../kernel/clock.ts';
import { tokenOf } from '../edge/bearer.ts';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import { factAnswer } from '../contract/fact-shape.ts';
import { headers, query } from '../edge/parse.ts';
import { problem, refused } from '../contract/problem.ts';
import { Belonging, Position } from '../contract/shapes.ts';
import { type PresenceEvents, presenceEvents } from './live-presence.ts';

const HEARTBEAT_MS = 15_000;
const STALLED_MS = 60_000;
const RECONNECT_MS = 1_000;
const BUSY_RETRY_S = 30;

const utf8 = new TextEncoder();
const HELLO = utf8.encode(`retry: ${RECONNECT_MS}\n\n`);
const HEARTBEAT = utf8.encode(': heartbeat\n\n');

const written = new WeakMap<Recorded, Uint8Array>();

/** Encodes a fact once and caches it, because all clients that keep up get the same bytes. */
const eventOf = (fact: Recorded): Uint8Array => {
  const known = written.get(fact);
  if (known) return known;
  const event = utf8.encode(`id: ${fact.position}\ndata: ${JSON.stringify(factAnswer(fact))}\n\n`);
  written.set(fact, event);
  return event;
};

interface Feed {
  /** The facts for the client, until the signal aborts. */
  readonly follow: (signal: AbortSignal) => AsyncIterable<Recorded>;
  /** What contacts do right now. */
  readonly presence: PresenceEvents;
  readonly clock: Clock;
  readonly endsAt: Millis;
  /** Whether the client is still authorized; checked before each event. */
  readonly allowed: () => Promise<boolean>;
  /** Aborts when the server stops. */
  readonly closing: AbortSignal | undefined;
  /** Disconnects a client that does not read. */
  readonly disconnect: () => void;
  readonly ended: () => void;
}

export const liveFeed = ({
  follow,
  presence,
  clock,
  endsAt,
  allowed,
  closing,
  disconnect,
  ended,
}: Feed): ReadableStream<Uint8Array> => {
  const stop = new AbortController();
  const facts = follow(stop.signal)[Symbol.asyncIterator]();
  let next: ReturnType<typeof facts.next> | null = null;
  let forgetStall: Cancel | null = null;

  const end = () => stop.abort();
  const forgetExpiry = clock.after(endsAt - clock.now(), end);
  closing?.addEventListener('abort', end);
  stop.signal.addEventListener('abort', () => {
    forgetExpiry();
    forgetStall?.();
    closing?.removeEventListener('abort', end);
    presence.stop();
    ended();
  });
  if (closing?.aborted) end();

  const heartbeat = (): { due: Promise<'heartbeat'>; forget: () => void } => {
    const { promise: due, resolve } = Promise.withResolvers<'heartbeat'>();
    return { due, forget: clock.after(HEARTBEAT_MS, () => resolve('heartbeat')) };
  };

  /** Starts the timer that disconnects a client which does not read. */
  const watch = () => {
    forgetStall = clock.after(STALLED_MS, () => {
      end();
      disconnect();
    });
  };

  /** The next event; null at the end. */
  const come = async (): Promise<Uint8Array | null> => {
    next ??= facts.next();
    const { due, forget } = heartbeat();
    const came = await Promise.race([next, presence.ready(), due]).finally(forget);
    if ((typeof came === 'object' && came.done) || stop.signal.aborted || !(await allowed())) return null;
    if (came === 'presence') return presence.take() ?? HEARTBEAT;
    if (typeof came === 'string' || came.done) return HEARTBEAT;
    next = null;
    return eventOf(came.value);
  };

  return new ReadableStream(
    {
      start: (controller) => controller.enqueue(HELLO),
      async pull(controller) {
        forgetStall?.();
        const came = await come().catch((thrown: unknown) => {
          end();
          throw thrown;
        });
        if (came === null) {
          end();
          controller.close();
          return;
        }
        controller.enqueue(came);
        watch();
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
};

/** The headers of a stream. The second one stops nginx from buffering events. */
const STREAM_HEADERS = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' };

const LiveQuery = v.strictObject({
  after: v.optional(v.pipe(Position, v.description('The position to start after; the head of the log by default.'))),
  ...Belonging,
});
const LiveHeaders = v.object({ 'Last-Event-ID': v.optional(Position) });

export const liveRoutes = ({ gateway: { events, presence }, clock, edge, accounts }: HttpDeps) => {
  let streams = 0;
  return new Hono<Env>().get(
    '/events/live',
    describe({
      tag: 'Log',
      scope: 'events:read',
      summary: 'Follow the log',
      description:
        'Server-sent events: `id` is the position, `data` a fact as `GET /api/events` shows it. The stream continues after `Last-Event-ID` or `after`, without a gap or a repeat. `session` and `chatId` filter it. What contacts do right now (type, record, come and go) is an event named `presence`, which has no `id` and is not stored: `{ session, chatId, from, state, lastSeenAt, at }`. With `chatId`, WhatsApp is asked for the presence of that contact meanwhile; it tells it only while the account itself appears as available. The stream ends when the access token expires.',
      answers: { 200: { description: 'The stream.', content: { 'text/event-stream': v.string() } } },
      problems: ['request.invalid', 'gateway.busy'],
    }),
    query(LiveQuery),
    // Some clients send an empty header before their first event.
    headers(LiveHeaders, { blank: ['Last-Event-ID'] }),
    (c) => {
      // An unread feed would count against the limit.
      if (c.req.method === 'HEAD') return c.body(null, 200, STREAM_HEADERS);
      const { after, ...belonging } = c.req.valid('query');
      const followed = events.follow({ ...belonging, after: c.req.valid('header')['Last-Event-ID'] ?? after });
      if (!followed.ok) return refused(c, followed.refusal);
      if (streams >= edge.limits.feedsMax) {
        return problem(c, 'gateway.busy', 'As many as may follow the log do so already; try again later.', {
          headers: { 'Retry-After': String(BUSY_RETRY_S) },
        });
      }
      streams += 1;
      const { incoming, closing } = c.env ?? {};
      const identity = c.get('identity');
      const feed = liveFeed({
        follow: followed.value,
        presence: presenceEvents((listener) => presence.follow(belonging, listener)),
        clock,
        endsAt: identity.expiresAt,
        allowed: async () =>
          identity.kind === 'ticket' || (await accounts.identify(tokenOf(c) ?? '', c.get('address'))).ok,
        closing,
        disconnect: () => incoming?.socket.destroy(),
        ended: () => {
          streams -= 1;
        },
      });
      return c.body(feed, 200, STREAM_HEADERS);
    },
  );
};
