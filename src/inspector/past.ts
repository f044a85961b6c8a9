/**
 * Actors at any past position of the log.
 *
 * Facts never change, so snapshots folded from them can be cached. Some snapshots along the way are kept, and the next
 * look at the same stream starts from the nearest one. A long stream is folded in pages, with a turn of the event loop
 * between them. The cache is bounded and evicts the least recently used actor.
 */
import { shownContext } from '../machines/shown-context.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AnyStateMachine, SnapshotFrom } from 'xstate';
import type { State } from '../events/facts/catalogue.ts';
import type { EventLog, Recorded } from '../events/log/log.ts';
import { fold, initial, stateOf } from '../machines/evolve.ts';
import type { Job } from '../machines/job.machine.ts';
import { machineOf } from '../machines/kinds.ts';
import { keepLatest } from '../kernel/latest.ts';

/** Facts between two cached snapshots, and facts folded in one turn. */
const STRIDE = 500;
const STREAMS_MAX = 32;
const SNAPSHOTS_MAX = 400;

type Snapshot = SnapshotFrom<AnyStateMachine>;

export interface Moment {
  readonly state: State | null;
  /** Null if the state is. */
  readonly context: unknown;
  /** The last fact of the stream at that position. */
  readonly fact: Recorded;
}

export interface Past {
  /**
   * A stream as of a position; null if it had no facts. Streams without a machine have no state.
   * @throws Defect when a fact is illegal in the state before it.
   */
  at(stream: string, position: number): Promise<Moment | null>;
}

export const openPast = (log: EventLog): Past => {
  /** By stream, then by version. */
  const kept = new Map<string, Map<number, Snapshot>>();

  const keptOf = (stream: string): Map<number, Snapshot> => {
    const known = kept.get(stream) ?? new Map<number, Snapshot>();
    keepLatest(kept, stream, known, STREAMS_MAX);
    return known;
  };

  const foldTo = async (machine: AnyStateMachine, stream: string, version: number): Promise<Snapshot> => {
    const known = keptOf(stream);
    let reached = Math.max(0, ...[...known.keys()].filter((at) => at <= version));
    let snapshot = known.get(reached) ?? initial(machine);
    while (reached < version) {
      const upTo = Math.min(version, reached - (reached % STRIDE) + STRIDE);
      const facts = log.page({ after: 0, stream, afterVersion: reached, limit: upTo - reached });
      snapshot = fold(machine, facts, snapshot);
      reached = upTo;
      if (reached % STRIDE === 0 && known.size < SNAPSHOTS_MAX) known.set(reached, snapshot);
      if (reached < version) await nextTurn();
    }
    return snapshot;
  };

  return {
    async at(stream, position) {
      const [fact] = log.page({ after: 0, upTo: position, stream, limit: 1, newestFirst: true });
      if (!fact) return null;
      const machine = machineOf(stream);
      if (!machine) return { state: null, context: null, fact };
      const snapshot = (await foldTo(machine, stream, fact.version)) as Job;
      return { state: stateOf(snapshot), context: shownContext(snapshot.context), fact };
    },
  };
};
