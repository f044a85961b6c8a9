/**
 * Keeps every projection at the same position as the log.
 *
 * It guarantees that tables move in the transaction in which their facts are appended, that no fact is skipped or taken
 * twice, and that a table whose code changed is emptied at open and filled again by `catchUp`. It assumes that the log
 * calls `apply` once a commit with all of its facts, and that nothing is appended while it catches up. What a commit
 * gathers in memory lives no longer than one `apply`, so a transaction that is rolled back leaves nothing behind.
 */
import type { Database } from 'better-sqlite3';
import type { EventLog, Projector } from '../events/log.ts';
import { Defect } from '../kernel/fault.ts';
import { projections } from './all.ts';
import type { Projection } from './projection.ts';

/** What projections need of the log to fill themselves. */
export type Source = Pick<EventLog, 'page' | 'head'>;

/** Called between pages: how far, and how far it is. */
export type Progress = (position: number, head: number) => void;

export interface Projections extends Projector {
  /** The projections that are not at this position of the log. */
  stale(head: number): string[];
  /** Empties tables, so that `catchUp` fills them anew; all of them when no names are given. */
  reset(names?: readonly string[]): void;
  /** Brings what is stale to the log's head, in large transactions, yielding between them; goes on where a crash left it. */
  catchUp(log: Source, progress?: Progress): Promise<void>;
}

interface Stored {
  readonly name: string;
  readonly version: number;
  readonly position: number;
}

const PAGE = 1_000;
const FACTS_PER_TRANSACTION = 20_000;

const schema = `
  create table if not exists projections (
    name text primary key,
    version integer not null,
    position integer not null
  ) strict, without rowid;
`;

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Creates what is missing, and empties what was made by other code. */
export const openProjections = (db: Database, all: readonly Projection[] = projections): Projections => {
  db.exec(schema);
  const forget = db.prepare<[string]>('delete from projections where name = ?');
  const begin = db.prepare<[string, number]>('insert into projections (name, version, position) values (?, ?, 0)');
  const stored = db.prepare<[], Stored>('select name, version, position from projections');
  const moveAll = db.prepare<[number, number]>('update projections set position = ? where position = ?');
  const moveOne = db.prepare<[number, string]>('update projections set position = ? where name = ?');

  const drop = (name: string): void => {
    db.exec(`drop table if exists "${name}"`);
    forget.run(name);
  };
  const create = ({ name, version, schema }: Projection): void => {
    drop(name);
    db.exec(schema);
    begin.run(name, version);
  };
  db.transaction(() => {
    const versions = new Map(stored.all().map(({ name, version }) => [name, version]));
    for (const name of versions.keys()) if (!all.some((known) => known.name === name)) drop(name);
    for (const known of all) if (versions.get(known.name) !== known.version) create(known);
  }).immediate();

  const attached = all.map(({ name, attach }) => ({ name, move: attach(db) }));
  const positions = (): Map<string, number> => new Map(stored.all().map(({ name, position }) => [name, position]));

  const reset = (names?: readonly string[]): void =>
    db.transaction(() => all.filter(({ name }) => names?.includes(name) ?? true).forEach(create)).immediate();

  const catchUpSome = db.transaction((log: Source, head: number): number => {
    const at = positions();
    const start = Math.min(...at.values());
    let position = start;
    while (position < head && position - start < FACTS_PER_TRANSACTION) {
      const page = log.page({ after: position, limit: PAGE });
      const last = page.at(-1);
      if (!last) throw new Defect(`the log ends at position ${position}, before its head ${head}`, { position });
      for (const { name, move } of attached) {
        const reached = at.get(name) ?? 0;
        if (reached < last.position) move(reached <= position ? page : page.filter((fact) => fact.position > reached));
      }
      position = last.position;
    }
    for (const [name, reached] of at) if (reached < position) moveOne.run(position, name);
    return position;
  });

  return {
    apply(facts) {
      const [first] = facts;
      const last = facts.at(-1);
      if (!first || !last) return;
      for (const { move } of attached) move(facts);
      if (moveAll.run(last.position, first.position - 1).changes === attached.length) return;
      throw new Defect(`a projection is not at position ${first.position - 1}; restart to let it catch up`, {
        position: first.position,
      });
    },
    stale: (head) => [...positions()].filter(([, position]) => position !== head).map(([name]) => name),
    reset,
    async catchUp(log, progress) {
      const head = log.head().position;
      const ahead = [...positions()].filter(([, position]) => position > head).map(([name]) => name);
      if (ahead.length > 0) reset(ahead);
      for (let position = Math.min(...positions().values()); position < head; ) {
        position = catchUpSome.immediate(log, head);
        progress?.(position, head);
        await nextTurn();
      }
    },
  };
};
