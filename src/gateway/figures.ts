/** Counts for monitoring: jobs by session and status, states of sessions, commits and facts since the start. */
import type { EventLog } from '../events/log/log.ts';
import { DEFAULT_SESSION, type SessionId } from '../kernel/ids.ts';
import type { Reads } from '../projections/reads.ts';
import type { Counts } from '../projections/stats.ts';

export interface Figures {
  readonly sessions: readonly {
    readonly id: SessionId;
    readonly state: string;
    readonly jobs: Omit<Counts, 'successRate'>;
  }[];
  readonly commits: number;
  /** The number of facts by type. */
  readonly facts: ReadonlyMap<string, number>;
}

/** Counts each commit from now on. The figures are computed on request. */
export const openFigures = ({ log, reads }: { readonly log: EventLog; readonly reads: Reads }): (() => Figures) => {
  const facts = new Map<string, number>();
  let commits = 0;
  log.onCommit((written) => {
    commits += 1;
    for (const { type } of written) facts.set(type, (facts.get(type) ?? 0) + 1);
  });
  return () => ({
    sessions: [...new Set([DEFAULT_SESSION, ...reads.sessions.list().map(({ id }) => id)])].map((id) => {
      const { successRate: _, ...jobs } = reads.stats.counts(id);
      return { id, state: reads.sessions.byId(id)?.state ?? 'stopped', jobs };
    }),
    commits,
    facts,
  });
};
