/**
 * The form of a projection: one table that answers one question, updated by facts in the transaction that appends them.
 *
 * Replay must produce the same rows as live updates. So a projection reads nothing but the facts, the headers of their
 * streams, and its own table; the clock is not among them. Where it can, it gathers the changes of a commit and writes
 * each row once at the end: replay handles the facts of many commits at once, and is twice as fast for it.
 *
 * A table that only answers questions may lag: it takes the facts of several commits at once, soon after them, or when
 * somebody reads it (`settled.ts`). One that decides what is sent, heard or handed on must not.
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
  /** Its readers prepare their statements on `Settled`. */
  readonly lags?: true;
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

/** A projection on a database. What is gathered belongs to one commit. */
export interface Table {
  readonly name: string;
  /** The types of the facts that it takes. */
  readonly types: readonly FactType[];
  gather(): unknown;
  take(recorded: Recorded, gathered: unknown): void;
  settle(gathered: unknown): void;
}

export interface Projection {
  readonly name: string;
  readonly version: number;
  readonly schema: string;
  readonly lags?: true;
  readonly attach: (db: Database) => Table;
}

/** What a table has gathered that writes each fact at once. */
const NOTHING = (): null => null;

export const projection = <S, D>({ prepare, on, gather, settle, ...named }: Form<S, D>): Projection => ({
  ...named,
  attach: (db) => {
    const prepared = prepare(db);
    const handlers = on as Readonly<Partial<Record<FactType, Handler<S, D>>>>;
    return {
      name: named.name,
      types: Object.keys(on) as FactType[],
      gather: gather ?? NOTHING,
      take: (recorded, gathered) => handlers[recorded.type]?.(prepared, recorded, gathered as D),
      settle: (gathered) => settle?.(prepared, gathered as D),
    };
  },
});

/** A table, and what it has gathered of the present commit. */
interface Slot {
  readonly table: Table;
  gathered: unknown;
}

const NONE: readonly Slot[] = [];

/**
 * Applies the facts of one commit to tables, in one walk: only the tables that take a fact are asked. Nothing that was
 * gathered outlives its call, or counts in the next one if this one fails. A table that `has` a fact already is left out.
 */
export const moving = (
  tables: readonly Table[],
): ((facts: readonly Recorded[], has?: (name: string, position: number) => boolean) => void) => {
  const slots = tables.map((table): Slot => ({ table, gathered: undefined }));
  const takers = new Map<FactType, Slot[]>();
  for (const slot of slots) {
    for (const type of slot.table.types) takers.set(type, [...(takers.get(type) ?? []), slot]);
  }
  return (facts, has) => {
    for (const slot of slots) slot.gathered = undefined;
    for (const recorded of facts) {
      for (const slot of takers.get(recorded.type) ?? NONE) {
        if (has?.(slot.table.name, recorded.position)) continue;
        slot.gathered ??= slot.table.gather();
        slot.table.take(recorded, slot.gathered);
      }
    }
    for (const { table, gathered } of slots) if (gathered != null) table.settle(gathered);
  };
};
