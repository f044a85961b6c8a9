/** Which job an `Idempotency-Key` stands for, and the digest of the body that it came with. */
import type { Database } from 'better-sqlite3';
import { type JobId, partsOfStream } from '../kernel/ids.ts';
import { projection } from './projection.ts';

const schema = `
  create table idempotency (key text primary key, job_id text not null, digest text not null) strict, without rowid;
`;

export const idempotency = projection({
  name: 'idempotency',
  version: 1,
  schema,
  prepare: (db) => ({
    // The first job keeps the key.
    keep: db.prepare('insert into idempotency (key, job_id, digest) values (?, ?, ?) on conflict (key) do nothing'),
  }),
  on: {
    'job.queued': (db, { stream, data }) => {
      if (data.idempotency) db.keep.run(data.idempotency.key, partsOfStream(stream).id, data.idempotency.digest);
    },
  },
});

export interface IdempotencyReads {
  /** Null for a key that was never used. */
  find(key: string): { readonly jobId: JobId; readonly digest: string } | null;
}

export const idempotencyReads = (db: Database): IdempotencyReads => {
  const one = db.prepare<[string], { jobId: JobId; digest: string }>(
    'select job_id as jobId, digest from idempotency where key = ?',
  );
  return { find: (key) => one.get(key) ?? null };
};
