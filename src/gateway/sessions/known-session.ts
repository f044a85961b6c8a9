/** The session of a request, or a refusal that says how to create it. */
import type { SessionActor } from '../../actors/sessions/session-actor.ts';
import type { System } from '../../actors/system.ts';
import { type SessionId, sessionQuery } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';

/** How to create a missing session, or connect an existing one. */
export const howToStart = (id: SessionId): string =>
  `Start it with POST /api/whatsapp/session/start${sessionQuery(id)}.`;

export const noSession = (id: SessionId): Result<never> =>
  refuse('session.not_found', `There is no session "${id}". ${howToStart(id)}`);

export const sessionIn =
  (system: Pick<System, 'session'>) =>
  (id: SessionId): Result<SessionActor> => {
    const session = system.session(id);
    return session ? ok(session) : noSession(id);
  };
