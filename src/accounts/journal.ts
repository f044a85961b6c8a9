/** Writes what happened to a user into the user's stream of the log. */
import { Conflict, type EventLog } from '../events/log.ts';
import type { UserFact } from '../events/user.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Clock } from '../kernel/clock.ts';
import { streamOf } from '../kernel/ids.ts';

/** Resolves once the fact is on disk. */
export type Journal = (userId: string, fact: UserFact, caller: Caller) => Promise<void>;

/**
 * Facts of users depend on no state before them, so a conflict only says where the stream really is. Where it was last
 * seen is remembered for `STREAMS_MAX` users, which saves most conflicts.
 */
const STREAMS_MAX = 1_000;

export const journal = (log: EventLog, clock: Clock): Journal => {
  const versions = new Map<string, number>();

  return async (userId, fact, { by, correlation, causation = null }) => {
    const stream = streamOf.user(userId);
    const entries = [{ fact, from: null, to: null }];
    const append = (expected: number) =>
      log.append({ stream, expected, entries, at: clock.now(), by, correlation, causation });

    let expected = versions.get(stream) ?? 0;
    for (;;) {
      try {
        await append(expected);
        if (versions.size >= STREAMS_MAX) versions.clear();
        versions.set(stream, expected + 1);
        return;
      } catch (thrown) {
        if (!(thrown instanceof Conflict)) throw thrown;
        expected = thrown.actual;
      }
    }
  };
};
