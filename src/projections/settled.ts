/**
 * The tables that lag behind the log, as their readers see them: up to date.
 *
 * Every statement on such a table is prepared here, and settles the tables before it runs. Statements on tables that move
 * with the log are prepared on the database itself, and never wait for the others.
 */
import type { Database, Statement } from 'better-sqlite3';
import { readTogether, type Together } from './together.ts';

/** The tables that lag, as their keeper offers them. */
export interface Lagging {
  /** Whether facts have been committed that the tables do not know yet. */
  lags(): boolean;
  /** Runs `read` on tables that know all of them. Must not be called within a transaction. */
  current<T>(read: () => T): T;
}

/** By connection. One that only reads what another one writes has none, and finds the tables as they are. */
const keepers = new WeakMap<Database, Lagging>();

/** Who keeps the tables on a connection says so, so that no reader on it has to be told. */
export const keepLagging = (db: Database, tables: Lagging): void => void keepers.set(db, tables);

type SettledStatement<B extends unknown[], R> = Pick<Statement<B, R>, 'get' | 'all'> & {
  pluck(): SettledStatement<B, R>;
};

export interface Settled {
  prepare<B extends unknown[], R>(sql: string): SettledStatement<B, R>;
}

export interface Reading {
  readonly settled: Settled;
  readonly together: Together;
}

export const openReading = (db: Database): Reading => {
  const begin = db.prepare('begin');
  const end = db.prepare('commit');
  let isTogether = false;

  /** A read transaction gives way: nobody else writes, so what it has read stays true. */
  const current = <T>(read: () => T): T => {
    const tables = keepers.get(db);
    if (!tables?.lags()) return read();
    if (!isTogether) return tables.current(read);
    end.run();
    try {
      return tables.current(read);
    } finally {
      begin.run();
    }
  };

  const settling = <B extends unknown[], R>(statement: Statement<B, R>): SettledStatement<B, R> => ({
    get: (...values) => current(() => statement.get(...values)),
    all: (...values) => current(() => statement.all(...values)),
    pluck: () => settling(statement.pluck()),
  });

  const atOnce = readTogether(db);
  return {
    settled: { prepare: (sql) => settling(db.prepare(sql)) },
    together: (read) =>
      atOnce(() => {
        const before = isTogether;
        isTogether = true;
        try {
          return read();
        } finally {
          isTogether = before;
        }
      }),
  };
};
