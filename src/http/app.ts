/** All routes in one application: a function from requests to answers, without a socket. */
import { Hono } from 'hono';
import type { Entropy } from '../kernel/entropy.ts';
import type { Logger } from '../kernel/logger.ts';
import type { SandboxControl } from '../sandbox/control.ts';
import { aboutRoutes } from './about.ts';
import { adminRoutes } from './admin.ts';
import { auditRoutes } from './audit.ts';
import { authRoutes, OPEN_ROUTES } from './auth.ts';
import { bearer, bearerOf } from './bearer.ts';
import { cors } from './cors.ts';
import { dashboardRoutes } from './dashboard.ts';
import { DEFAULT_EDGE, type Edge } from './edge.ts';
import type { Env, HttpDeps } from './env.ts';
import { eventRoutes } from './events.ts';
import { exchange, type Observe } from './exchange.ts';
import { healthRoutes } from './health.ts';
import { historyRoutes } from './history.ts';
import { ticketRoutes } from './inspector-socket.ts';
import { jobRoutes } from './jobs.ts';
import { liveRoutes } from './live.ts';
import { messageRoutes } from './messages.ts';
import { metricsRoutes, openMetrics } from './metrics.ts';
import { missingFrom } from './missing.ts';
import { numberRoutes } from './numbers.ts';
import { openApiRoutes } from './openapi.ts';
import { pageRoutes, welcome } from './pages.ts';
import { problem, thrownWith } from './problem.ts';
import { queueRoutes } from './queue.ts';
import { sandboxRoutes } from './sandbox.ts';
import { sessionRoutes } from './session.ts';
import { statusRoutes } from './status.ts';
import { steering } from './steering.ts';
import { throughputRoutes } from './throughput.ts';

/** What every application of ours does around its routes. */
const shell = (ports: { entropy: Entropy; logger: Logger; observe: Observe; edge: Edge }) => {
  const app = new Hono<Env>();
  const missing = missingFrom(app);
  app.use('*', exchange(ports));
  app.use('*', cors(ports.edge.corsOrigins));
  app.onError(thrownWith(ports.logger));
  app.notFound((c) => missing(c) ?? problem(c, 'route.not_found', 'There is nothing here.'));
  return { app, missing };
};

export const createApp = (deps: HttpDeps): Hono<Env> => {
  const metrics = openMetrics(deps);
  const { app, missing } = shell({ ...deps, observe: metrics.observe });
  app.use('/api/*', bearer(deps.accounts.logins.identify, missing, OPEN_ROUTES));
  app.route('/api/auth', authRoutes(deps.accounts));
  for (const routes of [
    messageRoutes,
    jobRoutes,
    queueRoutes,
    statusRoutes,
    sessionRoutes,
    numberRoutes,
    throughputRoutes,
  ]) {
    app.route('/api/whatsapp', routes(deps));
  }
  for (const routes of [aboutRoutes, eventRoutes, liveRoutes, historyRoutes, auditRoutes]) {
    app.route('/api', routes(deps));
  }
  app.route('/api/admin', adminRoutes(deps));
  if (deps.sandbox) {
    app.use('/api/sandbox/*', steering(deps.record));
    app.route('/api/sandbox', sandboxRoutes(deps.sandbox));
  }
  if (deps.tickets) app.route('/api/inspector', ticketRoutes(deps.tickets));
  app.route('/', healthRoutes(deps));
  app.route('/', metricsRoutes(deps, metrics.registry));
  app.route('/', openApiRoutes(app, deps.version));
  app.route('/', pageRoutes());
  app.route('/', dashboardRoutes(welcome));
  return app;
};

export interface SandboxAppDeps {
  /** Opens every route. */
  readonly token: string;
  readonly entropy: Entropy;
  readonly logger: Logger;
  readonly version: string;
}

/** The controls of a sandbox that runs alone. */
export const createSandboxApp = (control: SandboxControl, deps: SandboxAppDeps): Hono<Env> => {
  const { app, missing } = shell({ ...deps, observe: () => {}, edge: DEFAULT_EDGE });
  app.use('/api/*', bearerOf(deps.token, missing));
  app.route('/api/sandbox', sandboxRoutes(control));
  app.route('/', openApiRoutes(app, deps.version));
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/', (c) => c.redirect('/docs'));
  app.route('/', pageRoutes());
  return app;
};
