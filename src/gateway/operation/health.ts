/** Reports whether Waybill works, and whether messages of a session would go out now. */
import type { EventLog } from '../../events/log/log.ts';
import type { SessionId } from '../../kernel/ids.ts';
import type { Reads } from '../../projections/reads.ts';
import type { System } from '../../actors/system.ts';
import { howToStart } from '../sessions/known-session.ts';

export interface Health {
  /** The problems of Waybill, in sentences for the operator; empty if it works. */
  trouble(): readonly string[];
  /**
   * The reasons why messages of this session would not go out now. The answer is public, so each sentence only says
   * where to look.
   */
  obstacles(session: SessionId): readonly string[];
}

interface HealthPorts {
  readonly log: Pick<EventLog, 'trouble'>;
  readonly reads: Pick<Reads, 'sessions'>;
  readonly system: Pick<System, 'defects'>;
}

export const createHealth = ({ log, reads, system }: HealthPorts): Health => ({
  trouble() {
    const trouble = log.trouble();
    return [...(trouble === null ? [] : [trouble]), ...system.defects()];
  },
  obstacles(session) {
    const known = reads.sessions.byId(session);
    const found = [];
    if (log.trouble() !== null) found.push('The log cannot be written; the log lines say why.');
    else if (system.defects().length > 0) found.push('Something in Waybill has stopped; the log lines say what.');
    if (!known) found.push(`There is no session "${session}". ${howToStart(session)}`);
    else if (known.state !== 'ready') found.push(`The session "${session}" is ${known.state}: it cannot send.`);
    return found;
  },
});
