/**
 * A second set of tables that applies facts one by one, where the live tables apply a whole commit: the result of a
 * rebuild, at every moment. Tables that lag are compared whenever they are at the head of the log.
 */
import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import type { Recorded } from '../../../src/events/log/log.ts';
import { projections } from '../../../src/projections/all.ts';
import { moving } from '../../../src/projections/projection.ts';
import type { Look } from '../tally.ts';
import type { Broken } from './rule.ts';

export interface RebuildRule {
  take(facts: readonly Recorded[]): void;
  /** Compares all rows, if there are new facts. */
  compare(): void;
  close(): void;
}

type Rows = () => readonly unknown[];

const rowsOf = (db: Database.Database): ((name: string) => Rows) => {
  const made = new Map(
    projections.map(({ name }) => {
      const select = db.prepare(`select * from ${name} order by 1, 2`).raw();
      return [name, () => select.all()] as const;
    }),
  );
  return (name) => made.get(name) ?? (() => []);
};

const inStep = projections.filter(({ lags }) => !lags);
const lagging = projections.filter(({ lags }) => lags);

export const rebuildRule = (live: Database.Database, broken: Broken, look: Look): RebuildRule => {
  const db = new Database(':memory:');
  for (const { schema } of projections) db.exec(schema);
  const move = moving(projections.map(({ attach }) => attach(db)));
  const expected = rowsOf(db);
  let found: ReturnType<typeof rowsOf> | null = null;
  let moved = false;
  let settled = true;

  const same = (all: typeof projections): void => {
    found ??= rowsOf(live);
    for (const { name } of all) {
      if (!isDeepStrictEqual(found(name)(), expected(name)())) broken(`the table ${name} is not as a rebuild makes it`);
    }
  };
  const areBehind = (): boolean =>
    live
      .prepare('select 1 from projections, head where name = ? and projections.position < head.position')
      .get(lagging[0]?.name) !== undefined;

  return {
    take(facts) {
      for (const fact of facts) move([fact]);
      moved = true;
      settled = false;
    },
    compare() {
      if (moved) {
        moved = false;
        look('tables equal their rebuild');
        same(inStep);
      }
      if (settled || areBehind()) return;
      settled = true;
      look('tables that lag equal the rebuild of where they are');
      same(lagging);
    },
    close: () => db.close(),
  };
};
