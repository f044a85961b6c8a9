/** Figures for Prometheus. */
import { type Context, Hono } from 'hono';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import * as v from 'valibot';
import type { Gateway } from '../../gateway/gateway.ts';
import type { CountingLogger, Logger } from '../../kernel/logger.ts';
import { sameToken, tokenOf } from '../edge/bearer.ts';
import { mayCall, TOO_WIDE } from '../edge/admission.ts';
import { isUnbounded } from '../../kernel/reach.ts';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import type { Observe } from '../edge/exchange.ts';
import { problem, refused } from '../contract/problem.ts';

const SECONDS = [0.005, 0.025, 0.1, 0.5, 2.5];

/** The figures of the process that somebody looks at; the others that the client library collects are left out. */
const OF_PROCESS: ReadonlySet<string> = new Set([
  'nodejs_active_resources_total',
  'nodejs_eventloop_lag_max_seconds',
  'nodejs_eventloop_lag_p99_seconds',
  'nodejs_eventloop_lag_seconds',
  'nodejs_external_memory_bytes',
  'nodejs_heap_size_total_bytes',
  'nodejs_heap_size_used_bytes',
  'nodejs_version_info',
  'process_cpu_seconds_total',
  'process_open_fds',
  'process_resident_memory_bytes',
  'process_start_time_seconds',
]);

/** Routes by the beginning of their path; the first that fits names the group. */
const GROUPS: readonly (readonly [begins: string, group: string])[] = [
  ['/api/whatsapp/send-message', 'sending'],
  ['/api/whatsapp/messages', 'sending'],
  ['/api/whatsapp/media', 'media'],
  ['/media', 'media'],
  ['/api/whatsapp/numbers', 'sending'],
  ['/api/whatsapp/jobs', 'jobs'],
  ['/api/whatsapp/retry-queue', 'jobs'],
  ['/api/whatsapp/queue', 'queue'],
  ['/api/whatsapp/throughput', 'queue'],
  ['/api/whatsapp', 'session'],
  ['/api/auth', 'authentication'],
  ['/api/events', 'log'],
  ['/api/history', 'log'],
  ['/api/compare', 'log'],
  ['/api/streams', 'log'],
  ['/api/audit', 'log'],
  ['/api/webhooks', 'webhooks'],
  ['/api/sandbox', 'sandbox'],
  ['/api', 'operation'],
  ['/healthz', 'operation'],
  ['/readyz', 'operation'],
  ['/metrics', 'operation'],
  ['none', 'none'],
];

/** The group of a route pattern, such as `jobs` for `/api/whatsapp/jobs/:jobId`. */
const groupOf = (route: string): string => GROUPS.find(([begins]) => route.startsWith(begins))?.[1] ?? 'pages';

/** `404` → `4xx` */
const classOf = (status: number): string => `${Math.floor(status / 100)}xx`;

/** Answers that go on for as long as the client wants say nothing about how quick an answer is. */
const ENDLESS: ReadonlySet<string> = new Set(['/api/events/live', '/api/sandbox/live']);

/** A value of a figure, and the labels that it has. */
type Sample<T extends string> = readonly [labels: Readonly<Record<T, string>>, value: number];

interface Figure<T extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly T[];
  /** Asked for when Prometheus asks. */
  readonly samples: () => readonly Sample<T>[];
}

const gauge = <T extends string>({ name, help, labelNames, samples }: Figure<T>): Gauge<T> =>
  new Gauge({
    name,
    help,
    labelNames,
    registers: [],
    collect() {
      this.reset();
      for (const [labels, value] of samples()) this.set(labels, value);
    },
  });

const counter = <T extends string>({ name, help, labelNames, samples }: Figure<T>): Counter<T> =>
  new Counter({
    name,
    help,
    labelNames,
    registers: [],
    collect() {
      this.reset();
      for (const [labels, value] of samples()) this.inc(labels, value);
    },
  });

const webhookFigures = (figures: () => ReturnType<ReturnType<Gateway['figures']>['webhooks']>) => [
  counter({
    name: 'waybill_webhook_deliveries_total',
    help: 'Attempts to deliver an event, by what came of them.',
    labelNames: ['outcome'],
    samples: () => [...figures().deliveries].map(([outcome, count]) => [{ outcome }, count]),
  }),
  gauge({
    name: 'waybill_webhook_lag_facts',
    help: 'Facts of the log that an endpoint has yet to look at or to settle.',
    labelNames: ['webhook'],
    samples: () => figures().endpoints.map(({ id: webhook, facts }) => [{ webhook }, facts]),
  }),
  gauge({
    name: 'waybill_webhook_lag_seconds',
    help: 'The age of the oldest event that an endpoint has yet to take.',
    labelNames: ['webhook'],
    samples: () => figures().endpoints.map(({ id: webhook, oldestMs }) => [{ webhook }, oldestMs / 1_000]),
  }),
  gauge({
    name: 'waybill_webhook_oldest_undelivered_seconds',
    help: 'The age of the oldest event that any endpoint has yet to take.',
    labelNames: [],
    samples: () => [[{}, Math.max(0, ...figures().endpoints.map(({ oldestMs }) => oldestMs)) / 1_000]],
  }),
];

const figuresOf = (figures: Gateway['figures'], logger: Logger | CountingLogger) => [
  gauge({
    name: 'waybill_jobs',
    help: 'Jobs by session and status.',
    labelNames: ['session', 'status'],
    samples: () =>
      figures().sessions.flatMap(({ id: session, jobs }) =>
        Object.entries(jobs).map(([status, count]) => [{ session, status }, count] as const),
      ),
  }),
  gauge({
    name: 'waybill_queue_depth',
    help: 'Jobs that wait, are retried or are in hand.',
    labelNames: ['session'],
    samples: () =>
      figures().sessions.map(({ id: session, jobs: { waiting, retrying, active } }) => [
        { session },
        waiting + retrying + active,
      ]),
  }),
  gauge({
    name: 'waybill_session_state',
    help: '1 for the state that the session is in.',
    labelNames: ['session', 'state'],
    samples: () => figures().sessions.map(({ id: session, state }) => [{ session, state }, 1]),
  }),
  gauge({
    name: 'waybill_media_uploads',
    help: 'Uploads that have not expired.',
    labelNames: ['session'],
    samples: () => figures().sessions.map(({ id: session, media }) => [{ session }, media.uploads]),
  }),
  gauge({
    name: 'waybill_media_bytes',
    help: 'The size of the uploads that have not expired; a file that several share counts for each.',
    labelNames: ['session'],
    samples: () => figures().sessions.map(({ id: session, media }) => [{ session }, media.bytes]),
  }),
  counter({
    name: 'waybill_media_removed_files_total',
    help: 'Files that were removed because no upload needs them any more.',
    labelNames: [],
    samples: () => [[{}, figures().removedMedia.files]],
  }),
  counter({
    name: 'waybill_media_removed_bytes_total',
    help: 'The size of those files.',
    labelNames: [],
    samples: () => [[{}, figures().removedMedia.bytes]],
  }),
  counter({
    name: 'waybill_messages_left_out_total',
    help: 'What came in and was not recorded, because of WAYBILL_RECORD.',
    labelNames: [],
    samples: () => [[{}, figures().leftOut]],
  }),
  ...webhookFigures(() => figures().webhooks()),
  counter({
    name: 'waybill_commits_total',
    help: 'Transactions of the log.',
    labelNames: [],
    samples: () => [[{}, figures().commits]],
  }),
  counter({
    name: 'waybill_facts_total',
    help: 'Facts written, by type.',
    labelNames: ['type'],
    samples: () => [...figures().facts].map(([type, count]) => [{ type }, count]),
  }),
  counter({
    name: 'waybill_log_lines_dropped_total',
    help: 'Log lines that nobody read in time from standard output.',
    labelNames: [],
    samples: () => [[{}, 'dropped' in logger ? logger.dropped() : 0]],
  }),
];

export interface Metrics {
  readonly registry: Registry;
  readonly observe: Observe;
}

export const openMetrics = ({ gateway, logger }: HttpDeps): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const { name } of registry.getMetricsAsArray()) if (!OF_PROCESS.has(name)) registry.removeSingleMetric(name);
  for (const figure of figuresOf(gateway.figures, logger)) registry.registerMetric(figure);
  const durations = new Histogram({
    name: 'waybill_http_request_duration_seconds',
    help: 'Time to answer, by group of routes and class of status.',
    labelNames: ['route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  return {
    registry,
    observe({ route, status, seconds }) {
      if (!ENDLESS.has(route)) durations.observe({ route: groupOf(route), status: classOf(status) }, seconds);
    },
  };
};

export const metricsRoutes = ({ accounts, metricsToken }: HttpDeps, registry: Registry) => {
  /** Null if the caller may read the figures. */
  const refusalFor = async (c: Context<Env>): Promise<Response | null> => {
    const token = tokenOf(c);
    if (token !== null && metricsToken !== null && sameToken(token, metricsToken)) return null;
    if (token === null)
      return problem(
        c,
        'auth.invalid_token',
        'Send an access token, an API key, or the token of WAYBILL_METRICS_TOKEN.',
      );
    const known = await accounts.identify(token, c.get('address'));
    if (!known.ok) return refused(c, known.refusal);
    c.set('identity', known.value);
    const may = mayCall(c);
    if (!may.ok) return refused(c, may.refusal);
    return isUnbounded(known.value.reach) ? null : refused(c, TOO_WIDE);
  };

  return new Hono<Env>().get(
    '/metrics',
    describe({
      tag: 'Operation',
      scope: 'metrics:read',
      summary: 'Figures for Prometheus',
      description: 'Takes an access token, an API key, or the token of `WAYBILL_METRICS_TOKEN`.',
      answers: { 200: { description: 'The Prometheus text format.', content: { 'text/plain': v.string() } } },
    }),
    async (c) =>
      (await refusalFor(c)) ?? c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType }),
  );
};
