/**
 * The form of a projection: one table that answers one question, moved by facts in the transaction that appends them.
 *
 * Replay must end with the same rows as life did. So a projection reads nothing but the facts, with the headers of their
 * streams, and its own table; the clock is not among them. Where it can, it gathers what a commit does and
 * writes each row once at the end: replay takes the facts of many commits at once, and is twice as fast for it.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf, FactType } from '../events/facts/catalogue.ts';
import type { Recorded } from '../events/log/log.ts';

type Handler<S, D, R extends Recorded = Recorded> = (db: S, recorded: R, gathered: D) => void;

interface Form<S, D> {
  /** The name of the table too. */
  readonly name: string;
  /** Raised whenever the rows would come out differently: the table is then rebuilt at the next start. */
  readonly version: number;
  readonly schema: string;
  /**
   * Statements, prepared once, with positional parameters. A query that is ordered or limited (`min` and `max` too)
   * writes its parameters `+?`: SQLite looks at the value of a bare one when it plans, and so plans anew for each
   * value, which takes ten times as long as the look-up itself.
   */
  readonly prepare: (db: Database) => S;
  readonly on: { readonly [T in FactType]?: Handler<S, D, Recorded<FactOf<T>>> };
  /** Begins what is gathered over one commit. */
  readonly gather?: () => D;
  /** Writes what was gathered. */
  readonly settle?: (db: S, gathered: D) => void;
}

export interface Projection {
  readonly name: string;
  readonly version: number;
  readonly schema: string;
  /** What it answers moves the table by the facts of one commit, and keeps nothing between calls. */
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
