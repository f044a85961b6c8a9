/**
 * Serves Waybill below a path of a reverse proxy, such as `https://example.com/waybill/`.
 *
 * Routes never see the base path. It is removed from a request before routing, and added to each address in an answer.
 * A proxy may pass the path on or strip it, so both kinds of request reach the same route. A base path cannot begin
 * with a segment that is a route of Waybill's own, because the two kinds could not be told apart.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { getPath } from 'hono/utils/url';
import { OWN_SEGMENTS } from '../../kernel/own-paths.ts';
import type { Env } from './env.ts';

/** `/waybill`, or empty for none. */
export type BasePath = string;

const SHAPE = /^(?:\/[\w.~-]+)*$/;

/** Empty, or a path without its last slash whose first segment is no route of Waybill's own. */
export const isBasePath = (path: BasePath): boolean => {
  const [, ...segments] = path.split('/');
  const isPlain = segments.every((segment) => segment !== '.' && segment !== '..');
  return SHAPE.test(path) && isPlain && !OWN_SEGMENTS.has(segments[0] ?? '');
};

export const withoutLastSlash = (text: string): string => text.replace(/\/$/, '');

/** The path for the routes, with the query if there is one. */
export const belowBase = (basePath: BasePath, path: string): string => {
  if (basePath === '' || !path.startsWith(basePath)) return path;
  const rest = path.slice(basePath.length);
  if (rest.startsWith('/')) return rest;
  return rest === '' || rest.startsWith('?') ? `/${rest}` : path;
};

/** For `new Hono({ getPath })`. */
export const pathBelow =
  (basePath: BasePath) =>
  (request: Request): string =>
    belowBase(basePath, getPath(request));

/** Adds the base path to a `Location` of Waybill. */
const placeLocation = (c: Context<Env>, basePath: BasePath): void => {
  const location = c.res.headers.get('location');
  if (location?.startsWith('/') && !location.startsWith('//')) c.header('Location', `${basePath}${location}`);
};

/** Sets the base path in the context of each request. Without one, there is nothing to do. */
export const basePlace =
  (basePath: BasePath): MiddlewareHandler<Env> =>
  async (c, next) => {
    c.set('basePath', basePath);
    await next();
    placeLocation(c, basePath);
  };
