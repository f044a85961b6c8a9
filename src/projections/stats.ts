/**
 * How many jobs of each session are in each state. One write for each session and commit, however many facts it has.
 */
import type { Database } from 'better-sqlite3';
import type { Recorded } from '../events/log/log.ts';
import type { FactOf, FactType } from '../events/facts/catalogue.ts';
import { STATUSES, statusOf, type StoredStatus } from '../events/facts/job.ts';
import type { SessionId } from '../kernel/ids.ts';
import { projection } from './projection.ts';

const columns = STATUSES.join(', ');
const added = STATUSES.map((status) => `${status} = ${status} + excluded.${status}`).join(', ');

const schema = `
  create table stats (
    session text primary key,
    ${STATUSES.map((status) => `${status} integer not null`).join(', ')}
  ) strict, without rowid;
`;

const prepare = (db: Database) => ({
  add: db.prepare(`insert into stats (session, ${columns}) values (?, ${STATUSES.map(() => '?').join(', ')})
    on conflict (session) do update set ${added}`),
});

type Delta = Record<StoredStatus, number>;
type Deltas = Map<string, Delta>;

const none = (): Delta => Object.fromEntries(STATUSES.map((status) => [status, 0])) as Delta;

type OfJob = Recorded<FactOf<FactType & `job.${string}`>>;

const move = (_: ReturnType<typeof prepare>, recorded: OfJob, deltas: Deltas): void => {
  const session = recorded.header.session ?? '';
  let delta = deltas.get(session);
  if (!delta) deltas.set(session, (delta = none()));
  if (recorded.from !== null) delta[statusOf(recorded.from)] -= 1;
  if (recorded.to !== null) delta[statusOf(recorded.to)] += 1;
};

export const stats = projection({
  name: 'stats',
  version: 2,
  schema,
  prepare,
  gather: (): Deltas => new Map(),
  on: {
    'job.queued': move,
    'job.drafted': move,
    'job.approved': move,
    'job.rejected': move,
    'job.started': move,
    'job.completed': move,
    'job.failed': move,
    'job.abandoned': move,
    'job.expired': move,
    'job.interrupted': move,
    'job.retried': move,
    'job.cancelled': move,
    'job.dismissed': move,
  },
  settle: (db, deltas) => {
    for (const [session, delta] of deltas) db.add.run(session, ...STATUSES.map((status) => delta[status]));
  },
});

export interface Counts extends Readonly<Record<StoredStatus, number>> {
  /** The fraction of completed jobs among those completed or given up; null if there are none. */
  readonly successRate: number | null;
}

export interface StatsReads {
  /** All zero for a session without jobs. */
  counts(session: SessionId): Counts;
}

export const statsReads = (db: Database): StatsReads => {
  const row = db.prepare<[string], Delta>(`select ${columns} from stats where session = ?`);
  return {
    counts(session) {
      const counts = row.get(session) ?? none();
      const ended = counts.completed + counts.failed + counts.dismissed;
      return { ...counts, successRate: ended === 0 ? null : counts.completed / ended };
    },
  };
};
