/** The session that a request names, or the refusal that says how to make it. */
import type { SessionActor } from '../actors/sessions/session-actor.ts';
import type { System } from '../actors/system.ts';
import type { SessionId } from '../kernel/ids.ts';
import { ok, type Result, refuse } from '../kernel/result.ts';

export const sessionIn =
  (system: Pick<System, 'session'>) =>
  (id: SessionId): Result<SessionActor> => {
    const session = system.session(id);
    return session
      ? ok(session)
      : refuse(
          'session.not_found',
          `There is no session "${id}". Start it with POST /api/whatsapp/session/start?session=${id}.`,
        );
  };
