/** The address under which a client reaches Waybill, for links that it hands on. */
import type { Edge } from './edge.ts';

/** Listening on all addresses says nothing about the one that a client uses. */
const ALL = /^http:\/\/(?:0\.0\.0\.0|\[::\])(?::|$)/;

/**
 * With the base path, without a slash at its end: the public address if the operator named it, else the address that
 * Waybill listens on. Where it listens on all of them, it is the address of the request.
 */
export const publicAddress = ({ publicUrl, listensAt, basePath }: Edge, request: string): string => {
  if (publicUrl !== null) return publicUrl;
  const origin = listensAt === null || ALL.test(listensAt) ? new URL(request).origin : listensAt;
  return `${origin}${basePath}`;
};
