/**
 * Decides before any handler whether the caller may use a route, and which session the request is about.
 *
 * Below `/api/whatsapp`, the session defaults to `default`. An unknown session is answered 404, unless the route would
 * create it. `default` is not checked here, because many routes need no session; the gateway refuses it if it was
 * removed.
 */
import type { Context, MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import { mayTouch, type Touch } from '../../gateway/permission.ts';
import type { Sessions } from '../../gateway/sessions/sessions.ts';
import { DEFAULT_SESSION, SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuseInput } from '../../kernel/result.ts';
import { refused } from '../contract/problem.ts';
import type { Env } from './env.ts';
import type { Missing } from './missing.ts';

const WHATSAPP = '/api/whatsapp/';
const MAKES_A_SESSION = '/api/whatsapp/session/start';

/** Routes about the login of the caller, which every role may use. */
const OWN = '/api/auth/';

/** Routes that only read, although their method is POST. */
const QUESTIONS: ReadonlySet<string> = new Set(['/api/audit/verify', '/api/inspector/ticket']);

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

const actOf = ({ req }: Context<Env>): Touch['act'] =>
  READING.has(req.method) || QUESTIONS.has(req.path) ? 'read' : 'command';

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

export const admission = (sessions: Pick<Sessions, 'known'>, missing: Missing): MiddlewareHandler<Env> => {
  const admit = (c: Context<Env>): Result<SessionId | null> => {
    const session = sessionOf(c, sessions);
    const touched = session.ok ? session.value : null;
    const may = mayTouch(c.get('identity'), { act: actOf(c), session: touched, chatId: null });
    return may.ok ? session : may;
  };

  return async (c, next) => {
    if (c.req.path.startsWith(OWN)) return next();
    const admitted = admit(c);
    if (!admitted.ok) return missing(c) ?? refused(c, admitted.refusal);
    if (admitted.value !== null) c.set('session', admitted.value);
    return next();
  };
};
