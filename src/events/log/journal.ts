/**
 * Records facts of streams without an actor, such as those about a user or the process.
 *
 * Such a fact does not depend on earlier state, so after a conflict it is appended again at the version that the
 * conflict reports. The versions of `STREAMS_MAX` streams are cached, which avoids most conflicts.
 */
import type { Caller } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import { broughtBy } from '../facts/catalogue.ts';
import type { KeyFact } from '../facts/key.ts';
import type { ProcessFact } from '../facts/process.ts';
import type { UserFact } from '../facts/user.ts';
import { Conflict, type EventLog } from './log.ts';

/** Resolves once the fact is on disk. */
export type Journal = (stream: string, fact: UserFact | KeyFact | ProcessFact, caller: Caller) => Promise<void>;

const STREAMS_MAX = 1_000;

export const openJournal = (log: EventLog, clock: Clock): Journal => {
  const versions = new Map<string, number>();

  return async (stream, fact, caller) => {
    const { by, correlation, causation = null } = caller;
    const entries = [{ fact: broughtBy(fact, caller), from: null, to: null }];
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
