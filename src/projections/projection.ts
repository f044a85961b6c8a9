/**
 * The form of a projection: one table that answers one question, moved by facts in the transaction that appends them.
 *
 * Replay must end with the same rows as life did. A projection therefore reads nothing but the facts, its own table, and
 * columns that never change of tables listed before it; the clock is not among them.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { FactOf, FactType } from '../events/catalogue.ts';
import type { Recorded } from '../events/log.ts';

export type Prepared<K extends string> = Readonly<Record<K, Statement>>;

type Handler<K extends string, D, R extends Recorded = Recorded> = (db: Prepared<K>, recorded: R, gathered: D) => void;

interface Form<K extends string, D> {
  /** The name of the table too. */
  readonly name: string;
  /** Raised whenever the rows would come out differently: the table is then rebuilt at the next start. */
  readonly version: number;
  readonly schema: string;
  /** Prepared once; parameters are positional. */
  readonly statements: Readonly<Record<K, string>>;
  readonly on: { readonly [T in FactType]?: Handler<K, D, Recorded<FactOf<T>>> };
  /** Begins what is gathered over one commit, to be written at its end. */
  readonly gather?: () => D;
  readonly settle?: (db: Prepared<K>, gathered: D) => void;
}

export interface Projection {
  readonly name: string;
  readonly version: number;
  readonly schema: string;
  /** Prepares the statements; what it answers moves the table by the facts of one commit, and keeps nothing between calls. */
  readonly attach: (db: Database) => (facts: readonly Recorded[]) => void;
}

const prepare = <K extends string>(db: Database, statements: Readonly<Record<K, string>>): Prepared<K> => {
  const entries = Object.entries<string>(statements);
  return Object.fromEntries(entries.map(([name, sql]) => [name, db.prepare(sql)])) as unknown as Prepared<K>;
};

export const projection = <K extends string, D>(form: Form<K, D>): Projection => ({
  name: form.name,
  version: form.version,
  schema: form.schema,
  attach: (db) => {
    const prepared = prepare(db, form.statements);
    const handlers = form.on as Readonly<Partial<Record<FactType, Handler<K, D>>>>;
    return (facts) => {
      const gathered = form.gather?.() as D;
      for (const recorded of facts) handlers[recorded.type]?.(prepared, recorded, gathered);
      form.settle?.(prepared, gathered);
    };
  },
});
