/** Middleware for every request: its id, its origin, the headers of its answer, a metric and a log line. */
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Entropy } from '../../kernel/entropy.ts';
import type { Logger } from '../../kernel/logger.ts';
import { BROWSER_HEADERS } from './browser-headers.ts';
import type { Edge } from './edge.ts';
import type { Env } from './env.ts';

/** Called once for each answered request. */
export type Observe = (request: { method: string; route: string; status: number; seconds: number }) => void;

const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;

/** The request id from the client; null if it is missing or malformed. */
export const wellFormedId = (asked: string | undefined): string | null =>
  asked !== undefined && REQUEST_ID.test(asked) ? asked : null;

/** The route pattern. A pattern that ends in `*` belongs to middleware, so no route has matched. */
const routeOf = (path: string): string => (path.endsWith('*') ? 'none' : path);

interface ExchangePorts {
  readonly entropy: Entropy;
  readonly logger: Logger;
  readonly observe: Observe;
  readonly edge: Edge;
}

export const exchange = ({ entropy, logger, observe, edge }: ExchangePorts): MiddlewareHandler<Env> => {
  const headers = Object.entries(BROWSER_HEADERS);

  const start = Buffer.from(entropy.bytes(9)).toString('base64url');
  let requests = 0;
  const idFor = (asked: string | undefined): string =>
    wellFormedId(asked) ?? `${start}.${((requests += 1)).toString(36)}`;

  return async (c, next) => {
    const startedAt = performance.now();
    const requestId = idFor(c.req.header('x-request-id'));
    c.set('requestId', requestId);
    c.set('address', edge.addressOf((c.env as Env['Bindings'] | undefined)?.incoming));
    c.set('bodyBytesMax', edge.limits.bodyBytesMax);
    c.header('X-Request-Id', requestId);
    for (const [name, value] of headers) c.header(name, value);
    await next();
    const ms = performance.now() - startedAt;
    const { method } = c.req;
    const { status } = c.res;
    const route = routeOf(routePath(c, -1));
    observe({ method, route, status, seconds: (ms - (c.get('waitedMs') ?? 0)) / 1000 });
    logger.debug({ requestId, method, route, status, ms: Math.round(ms * 10) / 10 }, 'answered');
  };
};
