/**
 * Checks that the log is unchanged since it was written, that each stream is legal, that each table equals its rebuild,
 * and that the files of media are there and whole.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { EventLog } from '../../events/log/log.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import { Defect } from '../../kernel/fault.ts';
import { walkStreams } from '../../machines/walk.ts';
import { firstMediaProblem, type MediaAuditPorts } from '../media/audit.ts';
import { compare } from '../../storage/sqlite/compare.ts';

export interface AuditReport {
  readonly ok: boolean;
  /** The first problem and its place; null if there is none. */
  readonly problem: string | null;
  /** The last position that was checked. */
  readonly position: number;
  readonly verifiedAt: Millis;
}

/** The steps of an audit, in order. */
export type AuditStep = 'chain' | 'streams' | 'projections' | 'media';

export interface Audit {
  run(progress?: (step: AuditStep, position: number, head: number) => void): Promise<AuditReport>;
  /** Null before the first run of this process. */
  last(): AuditReport | null;
}

interface AuditPorts {
  readonly db: Database;
  readonly log: EventLog;
  readonly clock: Clock;
  /** Absent if there is no folder of media to check. */
  readonly media?: Omit<MediaAuditPorts, 'clock'>;
}

type Progress = NonNullable<Parameters<Audit['run']>[0]>;

const PAGE = 1_000;

export const createAudit = (ports: AuditPorts): Audit => {
  const { log, clock } = ports;
  let last: AuditReport | null = null;
  let running: Promise<AuditReport> | null = null;

  const run = async (progress: Progress): Promise<AuditReport> => {
    const { position } = log.head();
    const problem = await firstProblem(ports, position, progress);
    last = { ok: problem === null, problem, position, verifiedAt: clock.now() };
    return last;
  };

  return {
    run(progress = () => {}) {
      // A request during an audit shares the result of that audit.
      running ??= run(progress).finally(() => {
        running = null;
      });
      return running;
    },
    last: () => last,
  };
};

const placed = ({ problem, stream, position }: { problem: string; stream: string; position: number }): string =>
  position === 0 ? problem : `${problem} (stream ${stream}, position ${position})`;

const firstProblem = async (
  { db, log, media, clock }: AuditPorts,
  head: number,
  progress: Progress,
): Promise<string | null> => {
  try {
    const broken = await log.verify((position) => progress('chain', position, head));
    if (broken) return placed(broken);
    const [absent] = log.absent();
    if (absent !== undefined)
      return `The chain holds, seams included. But ${absent}: these facts were not checked, nor the streams and the projections, which need them. Put the file back`;
    const illegal = await walk(log, head, (position) => progress('streams', position, head));
    if (illegal !== null) return illegal;
    const different = await compare(db, log, (position) => progress('projections', position, head));
    if (different) return `${different.projection}, row ${different.row}: ${different.problem}`;
    return media ? await firstMediaProblem({ ...media, clock }, (done, total) => progress('media', done, total)) : null;
  } catch (thrown) {
    if (thrown instanceof Defect) return thrown.message;
    throw thrown;
  }
};

const walk = async (log: EventLog, head: number, progress: (position: number) => void): Promise<string | null> => {
  const step = walkStreams();
  for (let after = 0; after < head; ) {
    const page = log.page({ after, limit: PAGE });
    for (const fact of page) {
      const problem = step(fact);
      if (problem !== null) return `${problem} (stream ${fact.stream}, position ${fact.position})`;
    }
    after = page.at(-1)?.position ?? head;
    progress(after);
    await nextTurn();
  }
  return null;
};
