/** One row per job, as `GET /api/whatsapp/jobs` shows it. Each fact says which columns it sets. */
import type { Database, Statement } from 'better-sqlite3';
import type { FactOf, FactType } from '../events/facts/catalogue.ts';
import type { StoredStatus } from '../events/facts/job.ts';
import { PRIORITIES } from '../events/facts/words.ts';
import type { Recorded } from '../events/log/log.ts';
import { partsOfStream } from '../kernel/ids.ts';
import { type Form, projection } from './projection.ts';

/** A job in hand is listed between the last ended and the next jobs: one page of the index. */
const RANKS: readonly StoredStatus[] = [
  'cancelled',
  'dismissed',
  'failed',
  'completed',
  'active',
  'waiting',
  'retrying',
  'draft',
];

/** The rank of a status in `jobs_by_status`; `RANK` is the same as an SQL expression over a row. */
export const rankOf = (status: StoredStatus): number => RANKS.indexOf(status);
export const RANK = `case status ${RANKS.map((status, rank) => `when '${status}' then ${rank}`).join(' ')} end`;

/**
 * The number of a stream grows with the order of queueing. Every list is a merge of runs of `jobs_by_status`, so that
 * none has to skip unwanted rows. `jobs_by_failure` is the same for failed jobs. A job that never failed is not in it,
 * and a job that was completed later is removed.
 */
const schema = `
  create table jobs (
    stream_id integer primary key,
    job_id text not null,
    session text not null,
    chat text not null,
    recipient text,
    priority integer not null,
    status text not null,
    attempts integer not null,
    ladder_from integer not null,
    progress integer not null,
    queued_at integer not null,
    approved_at integer,
    not_before integer,
    started_at integer,
    completed_at integer,
    delivered_at integer,
    read_at integer,
    played_at integer,
    next_attempt_at integer,
    failure text,
    content_at integer not null,
    client_ref text
  ) strict;
  create index jobs_by_client_ref on jobs (session, client_ref, stream_id) where client_ref is not null;
  create index jobs_by_status on jobs (session, ${RANK}, priority, stream_id);
  create index jobs_by_chat on jobs (session, chat, stream_id);
  create index jobs_by_retry on jobs (session, next_attempt_at, stream_id) where status = 'retrying';
  create index jobs_by_failure on jobs (session, failure, status, priority, stream_id) where failure is not null;
`;

interface Change {
  /** Set only when the job is new. */
  readonly job_id?: string;
  readonly session?: string;
  readonly chat?: string;
  readonly priority?: number;
  readonly queued_at?: number;
  /** When somebody approved it; null for a message that was no draft, or that nobody has approved. */
  readonly approved_at?: number;
  readonly not_before?: number | null;
  readonly status?: StoredStatus;
  readonly recipient?: string;
  readonly attempts?: number;
  readonly ladder_from?: number;
  readonly progress?: number;
  readonly started_at?: number | null;
  readonly completed_at?: number;
  readonly delivered_at?: number;
  readonly read_at?: number;
  readonly played_at?: number;
  readonly next_attempt_at?: number | null;
  readonly failure?: string | null;
  /** The position of the fact beside which its content stands. */
  readonly content_at?: number;
  readonly client_ref?: string | null;
}

/** The changes of each job in one commit. */
type Changes = Map<number, Change>;

const change = (changes: Changes, id: number, further: Change): void => {
  const known = changes.get(id);
  if (known) Object.assign(known, further);
  else changes.set(id, further);
};

const prepare = (db: Database) => {
  const attempts = db.prepare<[number], number>('select attempts from jobs where stream_id = ?').pluck();
  const writes = new Map<string, Statement>();

  /** One statement for each combination of columns that changed together; there are few. */
  const statement = (columns: readonly string[], isNew: boolean): Statement => {
    const key = columns.join(', ');
    const known = writes.get(key);
    if (known) return known;
    const sql = isNew
      ? `insert into jobs (${key}, stream_id) values (${columns.map(() => '?').join(', ')}, ?)`
      : `update jobs set ${columns.map((column) => `${column} = ?`).join(', ')} where stream_id = ?`;
    const prepared = db.prepare(sql);
    writes.set(key, prepared);
    return prepared;
  };

  return {
    attempts: (id: number): number => attempts.get(id) ?? 0,
    write(id: number, columns: Change): void {
      statement(Object.keys(columns), columns.job_id !== undefined).run(...Object.values(columns), id);
    },
  };
};

const accepted = ({ stream, position, data, at }: Recorded<FactOf<'job.queued' | 'job.drafted'>>) => ({
  job_id: partsOfStream(stream).id,
  session: data.session,
  chat: data.chat,
  priority: PRIORITIES.indexOf(data.priority),
  attempts: 0,
  ladder_from: 0,
  progress: 0,
  queued_at: at,
  not_before: data.notBefore ?? null,
  content_at: position,
  client_ref: data.clientRef ?? null,
});

type Attempts = Pick<ReturnType<typeof prepare>, 'attempts'>;

const on: Form<Attempts, Changes>['on'] = {
  'job.queued': (_, recorded, changes) =>
    change(changes, recorded.streamId, {
      ...accepted(recorded),
      status: 'waiting',
      next_attempt_at: recorded.data.notBefore ?? null,
    }),
  'job.drafted': (_, recorded, changes) =>
    change(changes, recorded.streamId, { ...accepted(recorded), status: 'draft', next_attempt_at: null }),
  'job.approved': (_, { streamId, position, data, at }, changes) =>
    change(changes, streamId, {
      status: 'waiting',
      approved_at: at,
      next_attempt_at: data.notBefore ?? null,
      ...(data.content ? { content_at: position } : {}),
    }),
  'job.rejected': (_, { streamId }, changes) =>
    change(changes, streamId, { status: 'cancelled', next_attempt_at: null }),
  'job.edited': (_, { streamId, position }, changes) => change(changes, streamId, { content_at: position }),
  'job.started': (_, { streamId, data, at }, changes) =>
    change(changes, streamId, {
      status: 'active',
      attempts: data.attempt,
      progress: 30,
      started_at: at,
      next_attempt_at: null,
    }),
  'job.validated': (_, { streamId, data }, changes) =>
    change(changes, streamId, { recipient: data.chat, progress: 60 }),
  'job.completed': (_, { streamId, at }, changes) =>
    change(changes, streamId, {
      status: 'completed',
      progress: 100,
      completed_at: at,
      next_attempt_at: null,
      failure: null,
    }),
  'job.failed': (_, { streamId, data }, changes) =>
    change(changes, streamId, {
      status: 'retrying',
      progress: 0,
      next_attempt_at: data.retryAt,
      failure: JSON.stringify(data.failure),
    }),
  'job.abandoned': (_, { streamId, data }, changes) =>
    change(changes, streamId, { status: 'failed', next_attempt_at: null, failure: JSON.stringify(data.failure) }),
  'job.expired': (_, { streamId, data }, changes) =>
    change(changes, streamId, {
      status: 'failed',
      next_attempt_at: null,
      failure: JSON.stringify(data.failure),
    }),
  'job.interrupted': (db, { streamId, data }, changes) =>
    change(changes, streamId, {
      status: 'waiting',
      progress: 0,
      // Version 1 of the fact does not say how many attempts remain if this one does not count.
      attempts: data.attempts ?? (changes.get(streamId)?.attempts ?? db.attempts(streamId)) - 1,
    }),
  'job.retried': (_, { streamId, data }, changes) =>
    change(changes, streamId, {
      status: 'waiting',
      progress: 0,
      attempts: data.attempts,
      ladder_from: data.attempts,
      started_at: null,
      failure: null,
    }),
  'job.cancelled': (_, { streamId }, changes) =>
    change(changes, streamId, { status: 'cancelled', next_attempt_at: null }),
  'job.dismissed': (_, { streamId }, changes) => change(changes, streamId, { status: 'dismissed' }),
  'job.delivered': (_, { streamId, data }, changes) => change(changes, streamId, { delivered_at: data.deliveredAt }),
  'job.read': (_, { streamId, data }, changes) => change(changes, streamId, { read_at: data.readAt }),
  'job.played': (_, { streamId, data }, changes) => change(changes, streamId, { played_at: data.playedAt }),
};

export const jobs = projection({
  name: 'jobs',
  lags: true,
  version: 8,
  schema,
  prepare,
  gather: (): Changes => new Map(),
  settle: (db, changes) => {
    for (const [id, columns] of changes) db.write(id, columns);
  },
  on,
});

/** The columns of a job after the first facts of its stream, without a table. */
export const columnsAfter = (facts: readonly Recorded[]): Change => {
  const changes: Changes = new Map();
  const handlers = on as Readonly<Partial<Record<FactType, (db: Attempts, fact: Recorded, all: Changes) => void>>>;
  for (const fact of facts) handlers[fact.type]?.({ attempts: () => 0 }, fact, changes);
  return changes.values().next().value ?? {};
};
