/** Counts for monitoring: jobs by session and status, states of sessions, commits and facts since the start. */
import type { EventLog } from '../../events/log/log.ts';
import { DEFAULT_SESSION, type SessionId } from '../../kernel/ids.ts';
import type { MediaTotals } from '../../projections/media.ts';
import type { Reads } from '../../projections/reads.ts';
import type { Counts } from '../../projections/stats.ts';
import type { WebhookFigures, Webhooks } from '../../webhooks/webhooks.ts';
import type { RemovedMedia } from '../media/upkeep.ts';

export interface Figures {
  readonly sessions: readonly {
    readonly id: SessionId;
    readonly state: string;
    readonly jobs: Omit<Counts, 'successRate'>;
    /** Uploads that have not expired. */
    readonly media: MediaTotals;
  }[];
  readonly commits: number;
  /** The number of facts by type. */
  readonly facts: ReadonlyMap<string, number>;
  /** What retention has removed since the start. */
  readonly removedMedia: RemovedMedia;
  /** How many messages that came in were not recorded, because the operator does not want them. */
  readonly leftOut: number;
  readonly webhooks: () => WebhookFigures;
}

interface FiguresPorts {
  readonly log: EventLog;
  readonly reads: Reads;
  readonly removedMedia: () => RemovedMedia;
  readonly leftOut: () => number;
  readonly webhooks: Pick<Webhooks, 'figures'>;
}

/** Counts each commit from now on. The figures are computed on request. */
export const openFigures = ({ log, reads, removedMedia, leftOut, webhooks }: FiguresPorts): (() => Figures) => {
  const facts = new Map<string, number>();
  let commits = 0;
  log.onCommit((written) => {
    commits += 1;
    for (const { type } of written) facts.set(type, (facts.get(type) ?? 0) + 1);
  });
  return () => ({
    sessions: [...new Set([DEFAULT_SESSION, ...reads.sessions.list().map(({ id }) => id)])].map((id) => {
      const { successRate: _, ...jobs } = reads.stats.counts(id);
      return { id, state: reads.sessions.byId(id)?.state ?? 'stopped', jobs, media: reads.media.totalsOf(id) };
    }),
    commits,
    facts,
    removedMedia: removedMedia(),
    leftOut: leftOut(),
    webhooks: webhooks.figures,
  });
};
