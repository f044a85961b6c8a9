/** All routes in one application: a function from requests to answers, without a socket. */
import { Hono } from 'hono';
import type { Entropy } from '../kernel/entropy.ts';
import type { Logger } from '../kernel/logger.ts';
import type { SandboxControl } from '../sandbox/control.ts';
import { aboutRoutes } from './contract/about.ts';
import { adminRoutes } from './routes/admin.ts';
import { inReach, scoped } from './edge/admission.ts';
import { auditRoutes } from './routes/audit.ts';
import { authRoutes } from './routes/auth.ts';
import { basePlace, pathBelow } from './edge/base-path.ts';
import { bearer, bearerOf } from './edge/bearer.ts';
import { capabilityRoutes } from './routes/capabilities.ts';
import { chatCommandRoutes } from './routes/chat-commands.ts';
import { chatRoutes } from './routes/chats.ts';
import { cors } from './edge/cors.ts';
import { dashboardRoutes } from './pages/dashboard.ts';
import { DEFAULT_EDGE, type Edge } from './edge/edge.ts';
import type { Env, HttpDeps } from './edge/env.ts';
import { contentRoutes, erasureRoutes } from './routes/erasures.ts';
import { draftRoutes } from './routes/drafts.ts';
import { eventRoutes } from './routes/events.ts';
import { exchange, type Observe } from './edge/exchange.ts';
import { callRoutes } from './routes/calls.ts';
import { contactRoutes } from './routes/contacts.ts';
import { groupRoutes } from './routes/groups.ts';
import { healthRoutes } from './routes/health.ts';
import { historyRoutes } from './routes/history.ts';
import { ticketRoutes } from './routes/inspector-socket.ts';
import { jobRoutes } from './routes/jobs.ts';
import { keyRoutes } from './routes/keys.ts';
import { liveRoutes } from './routes/live.ts';
import { linkedMediaRoutes, mediaLinkRoutes } from './routes/media-links.ts';
import { mediaFetchRoutes } from './routes/media-fetch.ts';
import { mediaRoutes } from './routes/media.ts';
import { messageRoutes } from './routes/messages.ts';
import { metricsRoutes, openMetrics } from './routes/metrics.ts';
import { missingFrom } from './edge/missing.ts';
import { numberRoutes } from './routes/numbers.ts';
import { openApiRoutes } from './contract/openapi.ts';
import { openPages, type Pages } from './pages/pages.ts';
import { problem, thrownWith } from './contract/problem.ts';
import { queueRoutes } from './routes/queue.ts';
import { openRates, rated } from './edge/rates.ts';
import { recordedMessageRoutes } from './routes/recorded-messages.ts';
import { rememberingRouter } from './edge/router.ts';
import { sandboxRoutes } from './routes/sandbox.ts';
import { arrivalRoutes, receiverRoutes } from './routes/sandbox-receivers.ts';
import { sessionRoutes } from './routes/session.ts';
import { sessionHistoryRoutes } from './routes/session-history.ts';
import { sessionPresenceRoutes } from './routes/session-presence.ts';
import { sessionProfileRoutes } from './routes/session-profile.ts';
import { sessionProxyRoutes } from './routes/session-proxy.ts';
import { sessionsRoutes } from './routes/sessions.ts';
import { statusRoutes } from './routes/status.ts';
import { steering } from './routes/steering.ts';
import { throughputRoutes } from './routes/throughput.ts';
import { userRoutes } from './routes/users.ts';
import { webhookDeliveryRoutes } from './routes/webhook-deliveries.ts';
import { webhookRoutes } from './routes/webhooks.ts';

/** The middleware that all applications share. */
const shell = (ports: { entropy: Entropy; logger: Logger; observe: Observe; edge: Edge }, pages: Pages) => {
  const app = new Hono<Env>({ getPath: pathBelow(ports.edge.basePath), router: rememberingRouter() });
  const missing = missingFrom(app);
  app.use('*', exchange(ports));
  const { basePath, corsOrigins } = ports.edge;
  if (basePath !== '') app.use('*', basePlace(basePath));
  if (corsOrigins.length > 0) app.use('*', cors(corsOrigins));
  app.onError(thrownWith(ports.logger));
  app.notFound((c) => {
    const answer = missing(c) ?? problem(c, 'route.not_found', 'There is nothing here.');
    return (answer.status === 404 ? pages.missing(c) : null) ?? answer;
  });
  return { app, missing };
};

export const createApp = (deps: HttpDeps): Hono<Env> => {
  const metrics = openMetrics(deps);
  const pages = openPages(deps.edge.basePath);
  const { app, missing } = shell({ ...deps, observe: metrics.observe }, pages);
  app.use('/api/*', bearer({ identify: deps.accounts.identify, missing, localTicket: deps.localTicket }));
  app.use('/api/*', rated(openRates(deps.clock)));
  app.use('/api/*', scoped(missing));
  app.use('/api/*', inReach(deps.gateway));
  app.route('/api/auth', authRoutes(deps.accounts));
  app.route('/api/users', userRoutes(deps));
  app.route('/api/keys', keyRoutes(deps));
  app.route('/api/webhooks', webhookRoutes(deps));
  app.route('/api/webhooks', webhookDeliveryRoutes(deps));
  for (const routes of [
    messageRoutes,
    mediaRoutes,
    mediaLinkRoutes,
    mediaFetchRoutes,
    capabilityRoutes,
    jobRoutes,
    draftRoutes,
    queueRoutes,
    statusRoutes,
    sessionRoutes,
    sessionsRoutes,
    numberRoutes,
    throughputRoutes,
    contactRoutes,
    groupRoutes,
    callRoutes,
    chatRoutes,
    chatCommandRoutes,
    sessionHistoryRoutes,
    sessionPresenceRoutes,
    sessionProfileRoutes,
    sessionProxyRoutes,
    recordedMessageRoutes,
    contentRoutes,
  ]) {
    app.route('/api/whatsapp', routes(deps));
  }
  for (const routes of [aboutRoutes, eventRoutes, liveRoutes, historyRoutes, auditRoutes, erasureRoutes]) {
    app.route('/api', routes(deps));
  }
  app.route('/api/admin', adminRoutes(deps));
  if (deps.sandbox) {
    app.use('/api/sandbox/*', steering(deps.gateway));
    app.route('/api/sandbox', sandboxRoutes(deps.sandbox));
  }
  const { receivers } = deps.gateway;
  if (deps.sandbox && receivers) {
    app.route('/api/sandbox', receiverRoutes(receivers));
    app.route('/', arrivalRoutes(receivers));
  }
  if (deps.tickets) app.route('/api/inspector', ticketRoutes(deps.tickets));
  app.route('/', linkedMediaRoutes(deps));
  app.route('/', healthRoutes(deps));
  app.route('/', metricsRoutes(deps, metrics.registry));
  app.route('/', openApiRoutes(app, deps.version, deps.edge.publicUrl ?? `${deps.edge.basePath}/`));
  app.route('/', pages.routes());
  app.route('/', dashboardRoutes({ unbuilt: pages.welcome, basePath: deps.edge.basePath }));
  return app;
};

export interface SandboxAppDeps {
  /** The token that opens every route. */
  readonly token: string;
  readonly entropy: Entropy;
  readonly logger: Logger;
  readonly version: string;
}

/** The application of a sandbox that runs alone: its controls. */
export const createSandboxApp = (control: SandboxControl, deps: SandboxAppDeps): Hono<Env> => {
  const pages = openPages(DEFAULT_EDGE.basePath);
  const { app, missing } = shell({ ...deps, observe: () => {}, edge: DEFAULT_EDGE }, pages);
  app.use('/api/*', bearerOf(deps.token, missing));
  app.route('/api/sandbox', sandboxRoutes(control));
  app.route('/', openApiRoutes(app, deps.version));
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/', (c) => c.redirect('/docs'));
  app.route('/', pages.routes());
  return app;
};
