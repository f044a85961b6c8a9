/**
 * A database in memory, as `openDatabase(':memory:')` opens one, for a quarter of the processor time: its tables are copied
 * from one that was opened before, those of the projections among them, and a statement is prepared when it is first used. Databases on disk are opened as ever.
 */
import Database, { type Statement } from 'better-sqlite3';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';

let tables: Buffer | null = null;

const copiedFrom = (): Buffer => {
  const first = openDatabase(':memory:');
  openProjections(first);
  const bytes = first.serialize();
  first.close();
  return bytes;
};

type Mode = 'expand' | 'pluck' | 'raw' | 'safeIntegers';
const MODES: ReadonlySet<string | symbol> = new Set<Mode>(['expand', 'pluck', 'raw', 'safeIntegers']);

/** Its modes may be set before it is prepared. */
const whenUsed = (prepare: () => Statement): Statement => {
  const modes: { readonly mode: Mode; readonly on: boolean }[] = [];
  let prepared: Statement | null = null;
  const statement = (): Statement => {
    if (prepared) return prepared;
    prepared = prepare();
    for (const { mode, on } of modes) prepared[mode](on);
    return prepared;
  };
  const shown: Statement = new Proxy({} as Statement, {
    get(_, name) {
      if (prepared === null && MODES.has(name))
        return (on = true) => {
          modes.push({ mode: name as Mode, on });
          return shown;
        };
      const real = statement();
      const value: unknown = Reflect.get(real, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        const answer: unknown = Reflect.apply(value, real, args);
        return answer === real ? shown : answer;
      };
    },
  });
  return shown;
};

export const memoryDatabase = (): Database.Database => {
  const db = new Database((tables ??= copiedFrom()));
  for (const pragma of ['secure_delete = on', 'foreign_keys = on', 'trusted_schema = off']) db.pragma(pragma);
  const prepare = db.prepare.bind(db);
  db.prepare = ((sql: string) => whenUsed(() => prepare(sql))) as typeof db.prepare;
  return db;
};
