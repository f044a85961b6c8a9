/** Authentication: every route under `/api` requires a bearer token, except the routes that issue tokens. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { Accounts } from '../../access/accounts.ts';
import type { Identity } from '../../access/identities.ts';
import { isWellWritten } from '../../access/key-text.ts';
import type { LocalTicket } from '../../access/local-ticket.ts';
import type { Env } from './env.ts';
import type { Missing } from './missing.ts';
import { admitsOf } from '../contract/admits.ts';
import { problem, refused } from '../contract/problem.ts';

const BEARER = /^Bearer +([\x21-\x7e]+)$/i;

/** The token in the text of an `Authorization: Bearer …` header; null without one. */
export const tokenIn = (authorization: string | undefined): string | null =>
  BEARER.exec(authorization ?? '')?.[1] ?? null;

/** The credential of a request: an access token or an API key. */
export const tokenOf = (c: Context<Env>): string | null =>
  tokenIn(c.req.header('authorization')) ?? c.req.header('x-api-key') ?? null;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in constant time. */
export const sameToken = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

/**
 * Refuses a request without a valid token. An unknown route is answered 404 even then, because routes are no secret.
 */
const strangerOf =
  (missing: Missing, where: string) =>
  (c: Context<Env>): Response =>
    missing(c) ?? problem(c, 'auth.invalid_token', `Send the header Authorization: Bearer <token>. ${where}`);

/**
 * The limit for bodies of requests without a token: an email and a password fit, even if every character is escaped.
 */
const STRANGER_BODY_BYTES_MAX = 16_384;

/** What the command line asks for with its ticket: people and keys, to send a message and look at it, and to read a chat. */
const BY_TICKET: readonly RegExp[] = [
  /^[A-Z]+ \/api\/(?:users|keys)(?:\/|$)/,
  /^POST \/api\/whatsapp\/(?:media|messages)$/,
  /^GET \/api\/whatsapp\/(?:jobs\/[^/]+|messages(?:\/[^/]+)?|chats\/[^/]+(?:\/messages)?|media\/[^/]+\/content)$/,
  /^GET \/api\/events\/live$/,
];

/** Whether the peer runs on this machine: its address is a loopback, or equals the local address of the socket. */
const isLocal = (c: Context<Env>): boolean => {
  const { remoteAddress, localAddress } = (c.env as Env['Bindings'] | undefined)?.incoming?.socket ?? {};
  return (
    remoteAddress !== undefined && (remoteAddress === localAddress || /^(?:::ffff:)?127\.|^::1$/.test(remoteAddress))
  );
};

/** The headers that proxies add. The command line sends none of them. */
const OF_PROXIES = /^(?:forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/;

/** Whether a proxy on this machine passes on the request of somebody who may be elsewhere. */
const isPassedOn = (c: Context<Env>): boolean => Object.keys(c.req.header()).some((name) => OF_PROXIES.test(name));

const byTicket = (c: Context<Env>, token: string, ticket: LocalTicket | undefined): Identity | null =>
  ticket && BY_TICKET.some((asked) => asked.test(`${c.req.method} ${c.req.path}`)) && isLocal(c) && !isPassedOn(c)
    ? ticket.identify(token)
    : null;

interface BearerPorts {
  readonly identify: Accounts['identify'];
  readonly missing: Missing;
  readonly localTicket: LocalTicket | undefined;
}

const KEY_IN_ADDRESS =
  'An API key never goes into an address, because logs and histories keep addresses. Send it as the header X-Api-Key, and rotate this one.';

/** Whether a parameter of the query is an API key. */
const hasKeyInQuery = (c: Context<Env>): boolean =>
  c.req.url.includes('wb_') && Object.values(c.req.query()).some(isWellWritten);

/** Requires an access token or an API key, and puts who it speaks for into the context. */
export const bearer = ({ identify, missing, localTicket }: BearerPorts): MiddlewareHandler<Env> => {
  const stranger = strangerOf(missing, 'POST /api/auth/login gives an access token.');
  return async (c, next) => {
    if (admitsOf(c)?.scope === 'open') {
      c.set('bodyBytesMax', Math.min(c.get('bodyBytesMax'), STRANGER_BODY_BYTES_MAX));
      return next();
    }
    if (hasKeyInQuery(c)) return missing(c) ?? problem(c, 'auth.invalid_token', KEY_IN_ADDRESS);
    const token = tokenOf(c);
    if (token === null) return stranger(c);
    const known = await identify(token, c.get('address'));
    const identity = known.ok ? known.value : byTicket(c, token, localTicket);
    if (identity) {
      c.set('identity', identity);
      return next();
    }
    return missing(c) ?? (known.ok ? stranger(c) : refused(c, known.refusal));
  };
};

/** Requires one fixed token. */
export const bearerOf = (expected: string, missing: Missing): MiddlewareHandler<Env> => {
  const stranger = strangerOf(missing, 'The sandbox printed its token when it started.');
  return async (c, next) => {
    const token = tokenOf(c);
    return token !== null && sameToken(token, expected) ? next() : stranger(c);
  };
};
