/**
 * The rows that one stream's facts produce, as they were after each fact.
 *
 * Only tables whose rows come from a single stream can be shown at a past position without replaying the whole log. The
 * line, the statistics and the minutes combine many streams. The rows are built in a temporary database.
 */
import Database from 'better-sqlite3';
import type { Recorded } from '../events/log/log.ts';
import { alarms } from './alarms.ts';
import { groups } from './groups.ts';
import { jobs } from './jobs.ts';
import { moving } from './projection.ts';
import { queues } from './queues.ts';
import { sessions } from './sessions.ts';

type Value = string | number | null;

export interface StreamRow {
  readonly table: string;
  /** Bytes are shown as hex digits. */
  readonly columns: Readonly<Record<string, Value>>;
}

export interface StreamRows {
  /** Applies the next facts of the stream. */
  apply(facts: readonly Recorded[]): void;
  /** At most one row a table: a stream is one job, one session, one queue or one group. */
  rows(): readonly StreamRow[];
  close(): void;
}

const tables = [jobs, sessions, queues, alarms, groups];

const shown = (value: Value | Buffer): Value => (Buffer.isBuffer(value) ? value.toString('hex') : value);

export const openStreamRows = (): StreamRows => {
  const db = new Database(':memory:');
  for (const { schema } of tables) db.exec(schema);
  const move = moving(tables.map(({ attach }) => attach(db)));
  const selects = tables.map(({ name }) => ({
    name,
    all: db.prepare<[], Record<string, Value | Buffer>>(`select * from ${name}`),
  }));
  return {
    apply: db.transaction((facts: readonly Recorded[]) => move(facts)),
    rows: () =>
      selects.flatMap(({ name, all }) =>
        all.all().map((row) => ({
          table: name,
          columns: Object.fromEntries(Object.entries(row).map(([column, value]) => [column, shown(value)])),
        })),
      ),
    close: () => void db.close(),
  };
};
