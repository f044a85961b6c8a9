/**
 * The rows that the facts of one stream make, as they were after each of them.
 *
 * Only tables whose rows come from one stream alone can be shown in the past without replaying the whole log; the line, the
 * statistics and the minutes mix many. They are made anew in a database of their own that is gone afterwards.
 */
import Database from 'better-sqlite3';
import type { Recorded } from '../events/log/log.ts';
import { alarms } from './alarms.ts';
import { jobs } from './jobs.ts';
import { queues } from './queues.ts';
import { sessions } from './sessions.ts';

type Value = string | number | null;

export interface StreamRow {
  readonly table: string;
  /** Bytes as hex digits. */
  readonly columns: Readonly<Record<string, Value>>;
}

export interface StreamRows {
  /** Takes the next facts of the stream. */
  apply(facts: readonly Recorded[]): void;
  /** At most one row a table: a stream is one job, one session or one queue. */
  rows(): readonly StreamRow[];
  close(): void;
}

const tables = [jobs, sessions, queues, alarms];

const shown = (value: Value | Buffer): Value => (Buffer.isBuffer(value) ? value.toString('hex') : value);

export const openStreamRows = (): StreamRows => {
  const db = new Database(':memory:');
  for (const { schema } of tables) db.exec(schema);
  const moves = tables.map(({ attach }) => attach(db));
  const selects = tables.map(({ name }) => ({
    name,
    all: db.prepare<[], Record<string, Value | Buffer>>(`select * from ${name}`),
  }));
  return {
    apply: db.transaction((facts: readonly Recorded[]) => {
      for (const move of moves) move(facts);
    }),
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
