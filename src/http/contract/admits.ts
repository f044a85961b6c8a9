/** A route states in its description who may call it. The middleware of the description keeps that, for the admission to read. */
import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import { findTargetHandler } from 'hono/utils/handler';
import type { Scope } from '../../access/scopes.ts';

/** `own` admits any caller who is known, `open` anybody. */
export type RouteScope = Scope | 'own' | 'open';

export interface Admits {
  readonly scope: RouteScope;
  /** Another scope with which the route may be called too. */
  readonly or?: Scope;
  /** True if no key may call it, whatever its scopes. */
  readonly people: boolean;
}

const ADMITS = Symbol('admits');

/** Puts `admits` on the middleware that describes a route. */
export const admitting = <T extends object>(middleware: T, admits: Admits): T =>
  Object.assign(middleware, { [ADMITS]: admits });

/** The statement on a handler; undefined if it describes no route. */
const admitsIn = (handler: object): Admits | undefined => Reflect.get(handler, ADMITS) as Admits | undefined;

/** The statement of the route that a request matches; null if it matches no described route. */
export const admitsOf = (c: Context): Admits | null => {
  for (const { handler } of matchedRoutes(c)) {
    const admits = admitsIn(findTargetHandler(handler));
    if (admits) return admits;
  }
  return null;
};
