/**
 * The form of a projection: one table that answers one question, updated by facts in the transaction that appends them.
 *
 * Replay must produce the same rows as live updates. So a projection reads nothing but the facts, the headers of their
 * streams, and its own table; the clock is not among them. Where it can, it gathers the changes of a commit and writes
 * each row once at the end: replay handles the facts of many commits at once, and is twice as fast for it.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf, FactType } from '../events/facts/catalogue.ts';
import type { Recorded } from '../events/log/log.ts';

type Handler<S, D, R extends Recorded = Recorded> = (db: S, recorded: R, gathered: D) => void;

export interface Form<S, D> {
  /** Also the name of the table. */
  readonly name: string;
  /** Raised whenever the rows would differ: the table is then rebuilt at the next start. */
  readonly version: number;
  readonly schema: string;
  /**
   * Statements, prepared once, with positional parameters. A query that is ordered or limited (`min` and `max` too)
   * writes its parameters as `+?`. SQLite would otherwise plan the query again for each value, which takes ten times as
   * long as the look-up itself.
   */
  readonly prepare: (db: Database) => S;
  readonly on: { readonly [T in FactType]?: Handler<S, D, Recorded<FactOf<T>>> };
  /** Starts to gather the changes of one commit. */
  readonly gather?: () => D;
  /** Writes the gathered changes. */
  readonly settle?: (db: S, gathered: D) => void;
}

export interface Projection {
  readonly name: string;
  readonly version: number;
  readonly schema: string;
  /** Returns an object that applies the facts of one commit to the table. It keeps nothing between calls. */
  readonly attach: (db: Database) => (facts: readonly Recorded[]) => void;
}

export const projection = <S, D>({ prepare, on, gather, settle, ...named }: Form<S, D>): Projection => ({
  ...named,
  attach: (db) => {
    const prepared = prepare(db);
    const handlers = on as Readonly<Partial<Record<FactType, Handler<S, D>>>>;
    return (facts) => {
      const gathered = gather?.() as D;
      for (const recorded of facts) handlers[recorded.type]?.(prepared, recorded, gathered);
      settle?.(prepared, gathered);
    };
  },
});
