/**
 * A second set of tables that applies facts one by one, where the live tables apply a whole commit: the result of a
 * rebuild, at every moment.
 */
import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import type { Recorded } from '../../../src/events/log/log.ts';
import { projections } from '../../../src/projections/all.ts';
import { openProjections } from '../../../src/storage/sqlite/projector.ts';
import type { Look } from '../tally.ts';
import type { Broken } from './rule.ts';

export interface RebuildRule {
  take(facts: readonly Recorded[]): void;
  /** Compares all rows, if there are new facts. */
  compare(): void;
  close(): void;
}

type Rows = () => readonly unknown[];

const tables = (db: Database.Database): readonly (readonly [string, Rows])[] =>
  projections.map(({ name }) => {
    const select = db.prepare(`select * from ${name} order by 1, 2`).raw();
    return [name, () => select.all()];
  });

export const rebuildRule = (live: Database.Database, broken: Broken, look: Look): RebuildRule => {
  const db = new Database(':memory:');
  const rebuilt = openProjections(db);
  const expected = new Map(tables(db));
  let found: ReturnType<typeof tables> | null = null;
  let moved = false;
  return {
    take(facts) {
      for (const fact of facts) rebuilt.apply([fact]);
      moved = true;
    },
    compare() {
      if (!moved) return;
      moved = false;
      look('tables equal their rebuild');
      found ??= tables(live);
      for (const [name, rows] of found) {
        if (!isDeepStrictEqual(rows(), expected.get(name)?.()))
          broken(`the table ${name} is not as a rebuild makes it`);
      }
    },
    close: () => db.close(),
  };
};
