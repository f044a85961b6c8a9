/** Figures for Prometheus. */
import { Hono } from 'hono';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import * as v from 'valibot';
import type { Gateway } from '../../gateway/gateway.ts';
import { sameToken, tokenOf } from '../edge/bearer.ts';
import { describe } from '../contract/describe.ts';
import type { Env, HttpDeps } from '../edge/env.ts';
import type { Observe } from '../edge/exchange.ts';
import { problem } from '../contract/problem.ts';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** One line of a figure: its labels and its value. */
type Line<T extends string> = readonly [labels: Readonly<Record<T, string>>, value: number];

interface Figure<T extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly T[];
  /** Asked for when Prometheus asks. */
  readonly lines: () => readonly Line<T>[];
}

const gauge = <T extends string>({ name, help, labelNames, lines }: Figure<T>): Gauge<T> =>
  new Gauge({
    name,
    help,
    labelNames,
    registers: [],
    collect() {
      this.reset();
      for (const [labels, value] of lines()) this.set(labels, value);
    },
  });

const counter = <T extends string>({ name, help, labelNames, lines }: Figure<T>): Counter<T> =>
  new Counter({
    name,
    help,
    labelNames,
    registers: [],
    collect() {
      this.reset();
      for (const [labels, value] of lines()) this.inc(labels, value);
    },
  });

const figuresOf = (figures: Gateway['figures']) => [
  gauge({
    name: 'waybill_jobs',
    help: 'Jobs by session and status.',
    labelNames: ['session', 'status'],
    lines: () =>
      figures().sessions.flatMap(({ id: session, jobs }) =>
        Object.entries(jobs).map(([status, count]) => [{ session, status }, count] as const),
      ),
  }),
  gauge({
    name: 'waybill_queue_depth',
    help: 'Jobs that wait, are retried or are in hand.',
    labelNames: ['session'],
    lines: () =>
      figures().sessions.map(({ id: session, jobs: { waiting, retrying, active } }) => [
        { session },
        waiting + retrying + active,
      ]),
  }),
  gauge({
    name: 'waybill_session_state',
    help: '1 for the state that the session is in.',
    labelNames: ['session', 'state'],
    lines: () => figures().sessions.map(({ id: session, state }) => [{ session, state }, 1]),
  }),
  counter({
    name: 'waybill_commits_total',
    help: 'Transactions of the log.',
    labelNames: [],
    lines: () => [[{}, figures().commits]],
  }),
  counter({
    name: 'waybill_facts_total',
    help: 'Facts written, by type.',
    labelNames: ['type'],
    lines: () => [...figures().facts].map(([type, count]) => [{ type }, count]),
  }),
];

export interface Metrics {
  readonly registry: Registry;
  readonly observe: Observe;
}

export const openMetrics = ({ gateway }: HttpDeps): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const figure of figuresOf(gateway.figures)) registry.registerMetric(figure);
  const durations = new Histogram({
    name: 'waybill_http_request_duration_seconds',
    help: 'Time to answer, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  return {
    registry,
    observe: ({ method, route, status, seconds }) => durations.observe({ method, route, status }, seconds),
  };
};

export const metricsRoutes = ({ accounts, metricsToken }: HttpDeps, registry: Registry) => {
  const mayRead = async (token: string): Promise<boolean> =>
    (metricsToken !== null && sameToken(token, metricsToken)) || (await accounts.logins.identify(token)) !== null;

  return new Hono<Env>().get(
    '/metrics',
    describe({
      tag: 'Operation',
      summary: 'Figures for Prometheus',
      description: 'Takes an access token, or the token of `WAYBILL_METRICS_TOKEN`.',
      answers: { 200: { description: 'The Prometheus text format.', content: { 'text/plain': v.string() } } },
    }),
    async (c) => {
      const token = tokenOf(c);
      if (token === null || !(await mayRead(token))) {
        return problem(c, 'auth.invalid_token', 'Send an access token, or the token of WAYBILL_METRICS_TOKEN.');
      }
      return c.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType });
    },
  );
};
