/**
 * Serving below a path of a reverse proxy, such as `https://example.com/waybill/`.
 *
 * Routes never see the base path: it is taken off a request before a route is chosen, and put before each address that an
 * answer names. A proxy may pass the path on or strip it, so both kinds of request reach the same route. A base path cannot
 * begin with a segment that is a route of Waybill's own, because the two kinds could not be told apart.
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

/** The path that routes see, with the query where there is one. */
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

/** Puts the base path before a `Location` of our own. */
const placeLocation = (c: Context<Env>, basePath: BasePath): void => {
  const location = c.res.headers.get('location');
  if (location?.startsWith('/') && !location.startsWith('//')) c.header('Location', `${basePath}${location}`);
};

/** Tells the routes where they are served. */
export const basePlace = (basePath: BasePath): MiddlewareHandler<Env> => {
  if (basePath === '') return (_, next) => next();
  return async (c, next) => {
    c.set('basePath', basePath);
    await next();
    placeLocation(c, basePath);
  };
};
