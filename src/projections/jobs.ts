/** One row per job, as `GET /api/whatsapp/jobs` shows it. */
import type { Recorded } from '../events/log.ts';
import { PRIORITIES } from '../events/words.ts';
import { partsOfStream } from '../kernel/ids.ts';
import { Defect } from '../kernel/fault.ts';
import { projection } from './projection.ts';

/** `dismissed` is a failure that a person has put aside; clients see it as `failed`. */
export const STATUSES = ['waiting', 'active', 'retrying', 'completed', 'failed', 'cancelled', 'dismissed'] as const;
export type StoredStatus = (typeof STATUSES)[number];

/**
 * `id` is the number of the job's stream and grows with the order of queueing. Every list is a merge of runs of
 * `jobs_by_status`, so that none has to step over rows that it does not want.
 */
const schema = `
  create table jobs (
    id integer primary key,
    job_id text not null,
    session text not null,
    chat text not null,
    recipient text,
    content blob not null,
    priority integer not null,
    status text not null,
    attempts integer not null default 0,
    progress integer not null default 0,
    queued_at integer not null,
    started_at integer,
    completed_at integer,
    delivered_at integer,
    read_at integer,
    next_attempt_at integer,
    failure text
  ) strict;
  create index jobs_by_status on jobs (session, status, priority, id);
  create index jobs_by_chat on jobs (session, chat, id);
  create index jobs_by_retry on jobs (session, next_attempt_at, id) where status = 'retrying';
`;

const end = (status: StoredStatus) => `update jobs set status = '${status}', next_attempt_at = null where id = ?`;

export const jobs = projection({
  name: 'jobs',
  version: 1,
  schema,
  statements: {
    queue: `insert into jobs (id, job_id, session, chat, content, priority, status, queued_at, next_attempt_at)
      values (?, ?, ?, ?, unhex(?), ?, 'waiting', ?, ?)`,
    start: `update jobs set status = 'active', attempts = ?, progress = 30, started_at = ?, next_attempt_at = null
      where id = ?`,
    validate: 'update jobs set recipient = ?, progress = 60 where id = ?',
    complete: `update jobs set status = 'completed', progress = 100, completed_at = ?, next_attempt_at = null,
      failure = null where id = ?`,
    fail: `update jobs set status = 'retrying', progress = 0, next_attempt_at = ?, failure = ? where id = ?`,
    abandon: `update jobs set status = 'failed', failure = ? where id = ?`,
    interrupt: `update jobs set status = 'waiting', progress = 0, attempts = attempts - 1 where id = ?`,
    retry: `update jobs set status = 'waiting', progress = 0, attempts = 0, failure = null where id = ?`,
    cancel: end('cancelled'),
    dismiss: end('dismissed'),
    deliver: 'update jobs set delivered_at = min(coalesce(delivered_at, ?), ?) where id = ?',
    // A message that was read has been delivered, whether or not WhatsApp said so before.
    read: `update jobs set read_at = coalesce(read_at, ?), delivered_at = coalesce(delivered_at, ?) where id = ?`,
  },
  on: {
    'job.queued': (db, { streamId, stream, data, at }) => {
      const { session, chat, content, notBefore } = data;
      const priority = PRIORITIES.indexOf(data.priority);
      db.queue.run(streamId, partsOfStream(stream).id, session, chat, content, priority, at, notBefore);
    },
    'job.started': (db, { streamId, data, at }) => db.start.run(data.attempt, at, streamId),
    'job.validated': (db, { streamId, data }) => db.validate.run(data.chat, streamId),
    'job.completed': (db, { streamId, at }) => db.complete.run(at, streamId),
    'job.failed': (db, { streamId, data }) => db.fail.run(data.retryAt, JSON.stringify(data.failure), streamId),
    'job.abandoned': (db, { streamId, data }) => db.abandon.run(JSON.stringify(data.failure), streamId),
    'job.interrupted': (db, { streamId }) => db.interrupt.run(streamId),
    'job.retried': (db, { streamId }) => db.retry.run(streamId),
    'job.cancelled': (db, { streamId }) => db.cancel.run(streamId),
    'job.dismissed': (db, { streamId }) => db.dismiss.run(streamId),
    'job.delivered': (db, { streamId, data }) => db.deliver.run(data.deliveredAt, data.deliveredAt, streamId),
    'job.read': (db, { streamId, data }) => db.read.run(data.readAt, data.readAt, streamId),
  },
});

/** What never changes of a job. */
export interface Lane {
  readonly session: string;
  readonly chat: string;
  readonly priority: number;
}

/** For projections further down the list, whose facts do not repeat what `job.queued` said. */
export const LANE_OF_JOB = 'select session, chat, priority from jobs where id = ?';

export const laneOf = (row: unknown, { stream, position, type }: Recorded): Lane => {
  if (row === undefined) {
    throw new Defect(`${stream} has ${type} at position ${position}, and was never queued`, { stream, position });
  }
  return row as Lane;
};
