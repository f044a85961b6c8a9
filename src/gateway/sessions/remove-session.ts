/**
 * Removes a session: unlinks its phone, puts its keys aside, and takes it off the list.
 *
 * Nothing leaves the log. An unfinished message would wait forever, so the caller can have all of them cancelled. The
 * phone is unlinked first, which closes the connection. So no message starts meanwhile, and active messages return to
 * the queue.
 */
import type { SessionActor } from '../../actors/sessions/session-actor.ts';
import type { Caller } from '../../kernel/caller.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { Reads } from '../../projections/reads.ts';
import type { Clearings } from '../jobs/clear-queue.ts';

interface RemovalPorts {
  readonly reads: Reads;
  readonly clearings: Pick<Clearings, 'clearAll'>;
}

const messages = (count: number): string => (count === 1 ? '1 message' : `${count} messages`);

export const sessionRemoval = ({ reads, clearings }: RemovalPorts) => {
  const unfinished = (id: string): number => {
    const { draft, waiting, retrying, active } = reads.stats.counts(id);
    return draft + waiting + retrying + active;
  };

  return async (session: SessionActor, { cancel }: { cancel: boolean }, caller: Caller): Promise<Result<void>> => {
    const { id } = session;
    const left = unfinished(id);
    if (left > 0 && !cancel) {
      const have = left === 1 ? 'has' : 'have';
      return refuse(
        'session.has_waiting',
        `${messages(left)} of the session "${id}" ${have} not ended. Remove it with ?cancel=true, which cancels each.`,
      );
    }
    if (left > 0) {
      const unlinked = await session.session.tell({ type: 'logOut' }, caller);
      if (!unlinked.ok) return unlinked;
      const cleared = await clearings.clearAll(session, caller);
      if (!cleared.ok) return cleared;
      const inHand = unfinished(id);
      if (inHand > 0)
        return refuse('session.has_waiting', `${messages(inHand)} were in hand and end now; ask again in a moment.`, 1);
    }
    const told = await session.session.tell({ type: 'remove' }, caller);
    return told.ok ? ok(undefined) : told;
  };
};
