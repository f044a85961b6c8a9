/**
 * Decides before any handler whether the caller may use a route, and then which session the request is about. The route
 * itself says what it takes, in its description.
 *
 * Below `/api/whatsapp`, the session defaults to the only one of a key that is bounded to one, and to `default` for all
 * others. An unknown session is answered 404, unless the route would create it. `default` is not checked here, because
 * many routes need no session; the gateway refuses it if it was removed.
 */
import type { Context, MiddlewareHandler } from 'hono';
import * as v from 'valibot';
import { mayDo } from '../../gateway/permission.ts';
import type { Sessions } from '../../gateway/sessions/sessions.ts';
import { DEFAULT_SESSION, SessionId } from '../../kernel/ids.ts';
import { ok, type Refusal, type Result, refuseInput } from '../../kernel/result.ts';
import { noChat } from '../../gateway/chats/chats.ts';
import { notFound as noUpload } from '../../gateway/media/refusals.ts';
import { noContact } from '../../gateway/contacts/contacts.ts';
import { noGroup } from '../../gateway/groups/groups.ts';
import { noJob } from '../../gateway/jobs/jobs.ts';
import { chatForbidden, type Within } from '../../gateway/reach.ts';
import { noWebhook } from '../../gateway/webhooks/webhooks.ts';
import { noSession } from '../../gateway/sessions/known-session.ts';
import { isUnbounded, type Reach, reachesSession } from '../../kernel/reach.ts';
import { admitsOf, type Matched, pathParameter, type RouteReach } from '../contract/admits.ts';
import { refused } from '../contract/problem.ts';
import type { Env } from './env.ts';
import type { Missing } from './missing.ts';

const WHATSAPP = '/api/whatsapp/';
const MAKES_A_SESSION = '/api/whatsapp/session/start';

/** Methods that only read. */
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** The one entry of a bound; null if there are several, or no bound. */
const onlyOf = (bound: readonly string[] | '*'): string | null =>
  bound !== '*' && bound.length === 1 ? (bound[0] ?? null) : null;

const named = (c: Context<Env>): Result<SessionId> => {
  const [name = '', ...more] = c.req.queries('session') ?? [];
  if (more.length > 0) return refuseInput('session', 'This is given more than once');
  const left = onlyOf(c.get('identity').reach.sessions) ?? DEFAULT_SESSION;
  const parsed = v.safeParse(SessionId, name === '' ? left : name);
  return parsed.success ? ok(parsed.output) : refuseInput('session', parsed.issues[0].message);
};

const sessionOf = (c: Context<Env>, sessions: Pick<Sessions, 'known'>): Result<SessionId | null> => {
  if (!c.req.path.startsWith(WHATSAPP)) return ok(null);
  const session = named(c);
  if (!session.ok || c.req.path === MAKES_A_SESSION) return session;
  if (!c.req.query('session') && session.value === DEFAULT_SESSION) return session;
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

/** Routes below `/api/whatsapp` that do not concern the session of the request. */
const ELSEWHERE: ReadonlySet<RouteReach | undefined> = new Set(['one-job', 'one-file', 'nothing', 'sessions']);

interface Ports {
  readonly sessions: Pick<Sessions, 'known'>;
  readonly within: Pick<Within, 'chat' | 'contact' | 'job' | 'media' | 'endpoint'>;
}

export const TOO_WIDE: Refusal = {
  code: 'auth.forbidden',
  detail:
    'This key is bounded to certain sessions or chats, and this route cannot be bounded to them. Use a key without bounds.',
};
const no = (refusal: Refusal): Result<never> => ({ ok: false, refusal });

const isChatReached = (c: Context<Env>, admits: Matched, reach: Reach, { within }: Ports): Result<void> => {
  if (reach.chats === '*') return ok(undefined);
  if (within.chat(reach, c.get('session'), pathParameter(c, admits.path, 'chatId') ?? '')) return ok(undefined);
  return READING.has(c.req.method) ? noChat() : chatForbidden();
};

/** Whether a key reaches the chat that a list is narrowed to. */
const isListReached = (c: Context<Env>, reach: Reach, { within }: Ports): boolean => {
  const chatId = c.req.query('chatId');
  return !chatId || within.chat(reach, c.get('session'), chatId);
};

/** Whether a bounded key reaches what the route is about. */
const isReached = (c: Context<Env>, reach: Reach, ports: Ports): Result<void> => {
  const admits = admitsOf(c);
  switch (admits?.reach) {
    case 'nothing':
    case 'own':
    case 'facts':
      return ok(undefined);
    case 'one-session':
    case 'sessions':
      return reach.chats === '*' ? ok(undefined) : no(TOO_WIDE);
    case 'one-chat':
      return isChatReached(c, admits, reach, ports);
    case 'chats':
      return isListReached(c, reach, ports) ? ok(undefined) : noChat();
    case 'one-contact':
      return ports.within.contact(reach, c.get('session'), pathParameter(c, admits.path, 'contactId') ?? '')
        ? ok(undefined)
        : noContact();
    case 'one-group':
      return ports.within.chat(reach, c.get('session'), pathParameter(c, admits.path, 'id') ?? '')
        ? ok(undefined)
        : noGroup();
    case 'one-job':
      return ports.within.job(reach, pathParameter(c, admits.path, 'jobId') ?? '') ? ok(undefined) : noJob();
    case 'one-file':
      if (reach.chats !== '*' && !READING.has(c.req.method)) return no(TOO_WIDE);
      return ports.within.media(reach, pathParameter(c, admits.path, 'id') ?? '') ? ok(undefined) : noUpload();
    case 'one-endpoint':
      return ports.within.endpoint(reach, pathParameter(c, admits.path, 'id') ?? '') ? ok(undefined) : noWebhook();
    case undefined:
      return no(TOO_WIDE);
  }
};

/** Puts the session of the request into the context, and holds what it is about against the bounds of the caller. */
export const inReach =
  (ports: Ports): MiddlewareHandler<Env> =>
  async (c, next) => {
    const admits = admitsOf(c);
    if (admits?.scope === 'open') return next();
    const { reach } = c.get('identity');
    const session = sessionOf(c, ports.sessions);
    if (!session.ok) return refused(c, session.refusal);
    if (session.value !== null) {
      const concerns = !ELSEWHERE.has(admits?.reach);
      const outside = concerns && !reachesSession(reach, session.value) ? noSession(session.value) : null;
      if (outside?.ok === false) return refused(c, outside.refusal);
      c.set('session', session.value);
    }
    const reached = isUnbounded(reach) ? ok(undefined) : isReached(c, reach, ports);
    return reached.ok ? next() : refused(c, reached.refusal);
  };
