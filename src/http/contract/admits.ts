/** A route states in its description who may call it. The middleware of the description keeps that, for the admission to read. */
import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import { findTargetHandler } from 'hono/utils/handler';
import type { Scope } from '../../access/scopes.ts';

/** `own` admits any caller who is known, `open` anybody. */
export type RouteScope = Scope | 'own' | 'open';

/**
 * How a route is bounded for a key that reaches certain sessions or chats only:
 *
 * - `nothing`: it shows and does nothing of any session.
 * - `one-session`: all that it shows and does is of the session of the request. It is refused to a key that is bounded to chats.
 * - `one-chat`: the same, of the chat that the parameter `chatId` names, in the path or in the query.
 * - `one-contact`: the same, of the contact in its path.
 * - `one-group`: the same, of the group in its path.
 * - `chats`: a list of the session of the request, which the route bounds to the chats in reach.
 * - `one-job`: the same, of the job in its path.
 * - `one-file`: the same, of the file in its path, whatever the session of the request. A key that is bounded to chats only reads.
 * - `one-endpoint`: the same, of the endpoint of webhooks in its path, which tells of sessions and chats in reach alone.
 * - `own`: of the session of the request, and the route itself bounds the chats.
 * - `sessions`: of several sessions, which the route bounds. It is refused to a key that is bounded to chats.
 * - `facts`: the route itself bounds sessions and chats.
 */
export type RouteReach =
  | 'nothing'
  | 'one-session'
  | 'one-chat'
  | 'one-contact'
  | 'one-group'
  | 'chats'
  | 'one-job'
  | 'one-file'
  | 'one-endpoint'
  | 'own'
  | 'sessions'
  | 'facts';

export interface Admits {
  readonly scope: RouteScope;
  /** Another scope with which the route may be called too. */
  readonly or?: Scope;
  /** True if no key may call it, whatever its scopes. */
  readonly people: boolean;
  /** Left out, the route is refused to a key that is bounded at all. */
  readonly reach?: RouteReach;
}

const ADMITS = Symbol('admits');

/** Puts `admits` on the middleware that describes a route. */
export const admitting = <T extends object>(middleware: T, admits: Admits): T =>
  Object.assign(middleware, { [ADMITS]: admits });

/** The statement on a handler; undefined if it describes no route. */
const admitsIn = (handler: object): Admits | undefined => Reflect.get(handler, ADMITS) as Admits | undefined;

export interface Matched extends Admits {
  /** The pattern of the route, such as `/api/whatsapp/chats/:chatId`. */
  readonly path: string;
}

const matchedBy = (c: Context): Matched | null => {
  for (const { handler, path } of matchedRoutes(c)) {
    const admits = admitsIn(findTargetHandler(handler));
    if (admits) return { ...admits, path };
  }
  return null;
};

/** Several middlewares ask for each request. */
const found = new WeakMap<Context, Matched | null>();

/** The statement of the route that a request matches; null if it matches no described route. */
export const admitsOf = (c: Context): Matched | null => {
  const known = found.get(c);
  if (known !== undefined) return known;
  const matched = matchedBy(c);
  found.set(c, matched);
  return matched;
};

/** A parameter in the path of a request, before its route runs; null if the pattern has none of this name. */
export const pathParameter = (c: Context, pattern: string, name: string): string | null => {
  const index = pattern.split('/').indexOf(`:${name}`);
  const text = index < 0 ? undefined : c.req.path.split('/')[index];
  if (text === undefined) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
