/** One row per queue that was ever changed; a session without a row runs with the default configuration. */
import type { Database } from 'better-sqlite3';
import type { Recorded } from '../events/log/log.ts';
import { DEFAULT_QUEUE_CONFIG, type QueueConfig } from '../events/facts/queue.ts';
import type { Millis } from '../kernel/clock.ts';
import { partsOfStream, type SessionId } from '../kernel/ids.ts';
import { projection } from './projection.ts';

const schema = `
  create table queues (
    session text primary key,
    state text not null,
    until integer,
    config text
  ) strict, without rowid;
`;

const prepare = (db: Database) => ({
  enter: db.prepare(`insert into queues (session, state, until) values (?, ?, ?)
    on conflict (session) do update set state = excluded.state, until = excluded.until`),
  configure: db.prepare(`insert into queues (session, state, config) values (?, ?, ?)
    on conflict (session) do update set config = excluded.config`),
});

type Db = ReturnType<typeof prepare>;

const enter = (db: Db, { stream, to }: Recorded, until: number | null): void => {
  db.enter.run(partsOfStream(stream).id, to, until);
};

export const queues = projection({
  name: 'queues',
  version: 1,
  schema,
  prepare,
  on: {
    'queue.configured': (db, { stream, data, to }) =>
      db.configure.run(partsOfStream(stream).id, to, JSON.stringify(data.config)),
    'queue.paused': (db, recorded) => enter(db, recorded, null),
    'queue.resumed': (db, recorded) => enter(db, recorded, null),
    'queue.cooled': (db, recorded) => enter(db, recorded, recorded.data.until),
  },
});

export interface QueueView {
  readonly state: 'running' | 'paused' | 'cooling';
  /** When cooling ends; null in the other states. */
  readonly until: Millis | null;
  readonly config: QueueConfig;
}

export interface QueueReads {
  of(session: SessionId): QueueView;
}

export const queueReads = (db: Database): QueueReads => {
  type Row = Omit<QueueView, 'config'> & { readonly config: string | null };
  const one = db.prepare<[string], Row>('select state, until, config from queues where session = ?');
  return {
    of(session) {
      const row = one.get(session);
      const config = row?.config ? (JSON.parse(row.config) as QueueConfig) : DEFAULT_QUEUE_CONFIG;
      return { state: row?.state ?? 'running', until: row?.until ?? null, config };
    },
  };
};
