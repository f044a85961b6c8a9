/** Which facts have lost what stood beside them, and since when. The first fact of a message stands for the message. */
import type { Database } from 'better-sqlite3';
import type { Millis } from '../kernel/clock.ts';
import { projection } from './projection.ts';

/** `erasure` is the position of the fact that erased it. */
const schema = `
  create table erasures (
    position integer primary key,
    erasure integer not null,
    at integer not null
  ) strict;
`;

export const erasures = projection({
  name: 'erasures',
  version: 1,
  schema,
  prepare: (db) => ({ add: db.prepare('insert or ignore into erasures values (?, ?, ?)') }),
  on: {
    'content.erased': (db, { data, position, at }) => {
      for (const erased of data.positions) db.add.run(erased, position, at);
    },
  },
});

export interface ErasureRow {
  /** The position of the fact that erased it first. */
  readonly erasure: number;
  readonly at: Millis;
}

export interface ErasureReads {
  /** Null for a fact beside which everything stands that it names. */
  erased(position: number): ErasureRow | null;
}

export const erasureReads = (db: Database): ErasureReads => {
  const one = db.prepare<[number], ErasureRow>('select erasure, at from erasures where position = ?');
  return { erased: (position) => one.get(position) ?? null };
};
