/** What never changes of a job, for projections whose facts do not repeat what `job.queued` said. */
import type { Database, Statement } from 'better-sqlite3';
import type { Recorded } from '../events/log/log.ts';
import { PRIORITIES } from '../events/facts/words.ts';
import { Defect } from '../kernel/fault.ts';
import type { ChatId, SessionId } from '../kernel/ids.ts';

/** The jobs of one lane keep their order. */
export interface Lane {
  readonly session: SessionId;
  readonly chat: ChatId;
  /** A place in `PRIORITIES`. */
  readonly priority: number;
}

/** The lane of the job that a fact is about. @throws Defect for a job that was never queued. */
export type LaneOf = (recorded: Recorded) => Lane;

/** A job's facts come close together, and three tables ask about each. */
const KEPT_MAX = 10_000;

/** What is kept needs no care when a transaction is rolled back: the name of a job is never used again. */
export const openLanes = (db: Database): LaneOf => {
  const kept = new Map<string, Lane>();
  let row: Statement<[number], Lane> | null = null;

  const read = (recorded: Recorded): Lane => {
    if (recorded.type === 'job.queued') {
      const { session, chat, priority } = recorded.data;
      return { session, chat, priority: PRIORITIES.indexOf(priority) };
    }
    const { stream, streamId, type, position } = recorded;
    row ??= db.prepare('select session, chat, priority from jobs where id = ?');
    const lane = row.get(streamId);
    if (lane) return lane;
    throw new Defect(`${stream} has ${type} at position ${position}, and was never queued`, { stream, position });
  };

  return (recorded) => {
    const known = kept.get(recorded.stream);
    if (known) return known;
    const lane = read(recorded);
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(recorded.stream, lane);
    return lane;
  };
};
