/**
 * CORS: scripts of the origins that the operator has configured may call the API.
 *
 * Credentials are never allowed. A script sets the token header itself, and the browser adds nothing on behalf of a
 * user.
 */
import type { MiddlewareHandler } from 'hono';
import type { Env } from './env.ts';

const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers':
    'Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-Api-Key, X-Request-Id',
  'Access-Control-Max-Age': '600',
} as const;

const EXPOSED =
  'Allow, Content-Range, Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-Id';

/** Only `http://host:port` and `https://host:port`, as a browser writes the header `Origin`. */
export const isOrigin = (text: string): boolean =>
  /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;

export const cors = (origins: readonly string[]): MiddlewareHandler<Env> => {
  const allowed = new Set(origins);
  return async (c, next) => {
    const origin = c.req.header('origin');
    const known = origin !== undefined && allowed.has(origin);
    const asks = c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined;
    if (known && asks) c.res = c.body(null, 204, PREFLIGHT);
    else await next();
    // A cache must not reuse the answer for another origin.
    c.header('Vary', 'Origin', { append: true });
    if (!known) return;
    c.header('Access-Control-Allow-Origin', origin);
    c.header('Access-Control-Expose-Headers', EXPOSED);
  };
};
