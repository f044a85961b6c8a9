/**
 * Decides before any handler whether the caller may use a route, and then which session the request is about. The route
 * itself says what it takes, in its description.
 *
 * Below `/api/whatsapp`, the session defaults to `default`. An unknown session is answered 404, unless the route would
 * create it. `default` is not checked here, because many routes need no session; the gateway refuses it if it was
 * removed.
 */
import type { Context, MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import { mayDo } from '../../gateway/permission.ts';
import type { Sessions } from '../../gateway/sessions/sessions.ts';
import { DEFAULT_SESSION, SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuseInput } from '../../kernel/result.ts';
import { admitsOf } from '../contract/admits.ts';
import { refused } from '../contract/problem.ts';
import type { Env } from './env.ts';
import type { Missing } from './missing.ts';

const WHATSAPP = '/api/whatsapp/';
const MAKES_A_SESSION = '/api/whatsapp/session/start';

const named = (c: Context<Env>): Result<SessionId> => {
  const [name = '', ...more] = c.req.queries('session') ?? [];
  if (more.length > 0) return refuseInput('session', 'This is given more than once');
  const parsed = v.safeParse(SessionId, name === '' ? DEFAULT_SESSION : name);
  return parsed.success ? ok(parsed.output) : refuseInput('session', parsed.issues[0].message);
};

const sessionOf = (c: Context<Env>, sessions: Pick<Sessions, 'known'>): Result<SessionId | null> => {
  if (!c.req.path.startsWith(WHATSAPP)) return ok(null);
  const session = named(c);
  if (!session.ok || c.req.path === MAKES_A_SESSION || !c.req.query('session')) return session;
  return sessions.known(session.value);
};

/** Whether the caller holds what the route takes. */
export const mayCall = (c: Context<Env>): Result<void> => {
  const admits = admitsOf(c);
  if (!admits) throw new TypeError(`No scope is known for ${c.req.method} ${c.req.path}`);
  if (admits.scope === 'open') return ok(undefined);
  return mayDo(c.get('identity'), { ...admits, scope: admits.scope === 'own' ? null : admits.scope });
};

/** Refuses a caller without the scope of the route. */
export const scoped =
  (missing: Missing): MiddlewareHandler<Env> =>
  async (c, next) => {
    const nowhere = admitsOf(c) ? null : missing(c);
    if (nowhere) return nowhere;
    const may = mayCall(c);
    return may.ok ? next() : refused(c, may.refusal);
  };

/** Puts the session of the request into the context. */
export const inSession =
  (sessions: Pick<Sessions, 'known'>): MiddlewareHandler<Env> =>
  async (c, next) => {
    const session = sessionOf(c, sessions);
    if (!session.ok) return refused(c, session.refusal);
    if (session.value !== null) c.set('session', session.value);
    return next();
  };
