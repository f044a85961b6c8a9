/**
 * How many messages a session may hold. What is on its way to disk counts, although no table counts it yet.
 *
 * Drafts take no room in the line, and there may be as many of them.
 */
import type { SessionActor } from '../../actors/sessions/session-actor.ts';
import type { EventLog } from '../../events/log/log.ts';
import type { SessionId } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { Reads } from '../../projections/reads.ts';

interface RoomPorts {
  readonly log: Pick<EventLog, 'head'>;
  readonly reads: Pick<Reads, 'stats'>;
}

interface Standing {
  readonly position: number;
  readonly inLine: number;
  readonly drafts: number;
}

export interface Room {
  room(session: SessionActor): Result<void>;
  roomForDraft(session: SessionActor): Result<void>;
  /** Counts a message until it is on disk, or could not be written. */
  whileArriving<T>(session: SessionActor, write: () => Promise<T>): Promise<T>;
}

export const createRoom = ({ log, reads }: RoomPorts): Room => {
  const arriving = new Map<SessionId, number>();
  /** What each session holds as of a position, so that it is counted only once between two commits. */
  const standing = new Map<SessionId, Standing>();

  const standingIn = (session: SessionId): Standing => {
    const { position } = log.head();
    const before = standing.get(session);
    if (before?.position === position) return before;
    const { waiting, retrying, draft } = reads.stats.counts(session);
    const now = { position, inLine: waiting + retrying, drafts: draft };
    standing.set(session, now);
    return now;
  };

  const isFull = ({ id, queue }: SessionActor, of: 'inLine' | 'drafts'): boolean =>
    standingIn(id)[of] + (arriving.get(id) ?? 0) >= queue.snapshot().context.config.waitingMax;

  const count = ({ id }: SessionActor, by: 1 | -1): void => void arriving.set(id, (arriving.get(id) ?? 0) + by);

  return {
    room: (session) =>
      isFull(session, 'inLine')
        ? refuse('queue.full', 'The queue has taken as many messages as it may hold; send again later.', 30)
        : ok(undefined),
    roomForDraft: (session) =>
      isFull(session, 'drafts')
        ? refuse('queue.full', 'There are as many drafts as the queue may hold: approve or reject some.', 30)
        : ok(undefined),
    async whileArriving(session, write) {
      count(session, 1);
      try {
        return await write();
      } finally {
        count(session, -1);
      }
    },
  };
};
