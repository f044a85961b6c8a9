/** The committed facts of each stream, kept apart from the file. */
import type { Recorded } from '../../src/events/log/log.ts';

export interface History {
  take(facts: readonly Recorded[]): void;
  of(stream: string): readonly Recorded[];
}

export const emptyHistory = (): History => {
  const streams = new Map<string, Recorded[]>();
  return {
    take(facts) {
      for (const fact of facts) {
        const known = streams.get(fact.stream);
        if (known) known.push(fact);
        else streams.set(fact.stream, [fact]);
      }
    },
    of: (stream) => streams.get(stream) ?? [],
  };
};
