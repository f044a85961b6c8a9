/**
 * Keeps every projection at the position of the log.
 *
 * It guarantees that tables in step change in the transaction that appends their facts, that no fact is skipped or applied
 * twice, and that a table whose code changed is emptied at open and filled again by `catchUp`. It assumes that the log
 * calls `apply` once for each commit with all of its facts, and that nothing is appended during `catchUp`. Gathered
 * changes live no longer than one `apply`, so a rolled-back transaction leaves nothing behind.
 *
 * Tables that have caught up are marked as in step with the log: their position is the head of the log, and no commit
 * has to write it. Tables that lag take the facts of up to `LAG_MAX` in a transaction of their own, and their position is
 * written in it. A process that dies before loses nothing: the next `catchUp` goes on from that position.
 */
import type { Database } from 'better-sqlite3';
import type { EventLog, Projector, Recorded } from '../../events/log/log.ts';
import { Defect } from '../../kernel/fault.ts';
import { projections } from '../../projections/all.ts';
import { moving, type Projection } from '../../projections/projection.ts';
import { keepLagging } from '../../projections/settled.ts';
import { unsynced } from './database.ts';
import { diskFault } from './disk-fault.ts';

/** The part of the log from which projections are filled. */
export type Source = Pick<EventLog, 'page' | 'head'>;

/** Called between pages with the position reached and the head of the log. */
export type Progress = (position: number, head: number) => void;

export interface Projections extends Projector {
  /** The projections that are not at this position of the log. */
  stale(head: number): string[];
  /** Empties the named tables, or all if none are named, and fills them again from the log. */
  rebuild(log: Source, options?: { names?: readonly string[]; progress?: Progress }): Promise<void>;
  /** Brings stale tables to the head of the log in large transactions, and resumes after a crash. */
  catchUp(log: Source, progress?: Progress): Promise<void>;
}

interface Stored {
  readonly name: string;
  readonly version: number;
  /** A position, or `IN_STEP`. */
  readonly position: number;
}

/** The stored position of a table that moves with the log. */
export const IN_STEP = -1;

/** Facts that tables may lag behind the log. */
export const LAG_MAX = 512;
/** If tables cannot be settled, nothing more is appended once they lag so far. */
const STUCK_MAX = 100 * LAG_MAX;

/**
 * Facts in one transaction of a rebuild: large enough for most jobs to start and end in it, and so to be written once.
 */
const PAGE = 20_000;

const schema = `
  create table if not exists projections (
    name text primary key,
    version integer not null,
    position integer not null
  ) strict, without rowid;
`;

export const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Creates missing tables, and empties tables that another version of their code has filled. */
export const openProjections = (db: Database, all: readonly Projection[] = projections): Projections => {
  db.exec(schema);
  const forget = db.prepare<[string]>('delete from projections where name = ?');
  const begin = db.prepare<[string, number]>('insert into projections (name, version, position) values (?, ?, 0)');
  const stored = db.prepare<[], Stored>('select name, version, position from projections');
  const moveAll = db.prepare<[number, number]>('update projections set position = ? where position = ?');
  const lagging = all.filter(({ lags }) => lags);
  const isLagging = (name: string): boolean => lagging.some((each) => each.name === name);
  const moveLagging = db.prepare<[number]>(
    `update projections set position = ? where name in (${lagging.map(({ name }) => `'${name}'`).join(', ')})`,
  );
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

  const tables = all.map(({ attach }) => attach(db));
  const move = moving(tables);
  const moveInStep = moving(tables.filter(({ name }) => !isLagging(name)));
  const moveBehind = moving(tables.filter(({ name }) => isLagging(name)));
  /** Committed, and not in the tables that lag. */
  let behind: Recorded[] = [];

  /** The position of each table in a log with this head. */
  const positions = (head: number): Map<string, number> =>
    new Map(stored.all().map(({ name, position }) => [name, position === IN_STEP ? head : position]));
  const markInStep = (head: number): void => {
    moveAll.run(IN_STEP, head);
    moveLagging.run(head);
  };
  const headOf = db.prepare<[], number>('select position from head').pluck();
  const areInStep = (head: number): boolean =>
    stored.all().every(({ name, position }) => position === (isLagging(name) ? head : IN_STEP));

  if (headOf.get() === 0) markInStep(0);
  /** Whether each commit moves the tables that are in step, and leaves the others for later. */
  let inStep = areInStep(headOf.get() ?? 0);

  const reset = db.transaction((names: readonly string[]): void => {
    inStep = false;
    behind = [];
    all.filter(({ name }) => names.includes(name)).forEach(create);
  });

  const catchUpSome = db.transaction((log: Source): number => {
    const at = positions(log.head().position);
    const after = Math.min(...at.values());
    const facts = log.page({ after, limit: PAGE });
    const last = facts.at(-1);
    if (!last) throw new Defect(`the log ends at position ${after}, before its head`, { position: after });
    move(facts, (name, position) => position <= (at.get(name) ?? 0));
    for (const [name, reached] of at) if (reached < last.position) moveOne.run(last.position, name);
    return last.position;
  });

  const settleBehind = db.transaction((facts: readonly Recorded[]): void => {
    moveBehind(facts);
    moveLagging.run(facts.at(-1)?.position ?? 0);
  });
  const settle = (): void => {
    if (behind.length === 0) return;
    // What a power cut takes of it, `catchUp` does again.
    unsynced(db, () => settleBehind.immediate(behind));
    behind = [];
  };
  const stale = (head: number): string[] => {
    settle();
    return [...positions(head)].filter(([, position]) => position !== head).map(([name]) => name);
  };

  const catchUp: Projections['catchUp'] = async (log, progress) => {
    settle();
    const head = log.head().position;
    // A table ahead of its log belongs to another history, for example after a restored backup.
    reset.immediate([...positions(head)].filter(([, position]) => position > head).map(([name]) => name));
    for (let position = Math.min(...positions(head).values()); position < head; ) {
      position = catchUpSome.immediate(log);
      progress?.(position, head);
      if (position < head) await nextTurn();
    }
    markInStep(head);
    inStep = true;
  };

  const startAside = db.prepare('begin');
  const endAside = db.prepare('rollback');
  /** On a full disk the tables take the facts for as long as somebody reads. */
  const aside = <T>(read: () => T): T => {
    startAside.run();
    try {
      moveBehind(behind);
      return read();
    } finally {
      endAside.run();
    }
  };
  const current = <T>(read: () => T): T => {
    try {
      settle();
    } catch (thrown) {
      if (!diskFault('The tables cannot be written', thrown)) throw thrown;
      return aside(read);
    }
    return read();
  };
  const lags = (): boolean => behind.length > 0;
  keepLagging(db, { lags, current });

  return {
    apply(facts) {
      const [first] = facts;
      const last = facts.at(-1);
      if (!first || !last) return;
      if (inStep && behind.length < STUCK_MAX) return moveInStep(facts);
      if (inStep) throw new Defect('tables that lag behind the log cannot be written', { position: first.position });
      move(facts);
      if (moveAll.run(last.position, first.position - 1).changes === all.length) return;
      throw new Defect(`a projection is not at position ${first.position - 1}; restart to let it catch up`, {
        position: first.position,
      });
    },
    committed(facts) {
      if (!inStep) return;
      behind.push(...facts);
      if (behind.length < LAG_MAX) return;
      try {
        settle();
      } catch {
        // The facts stay, and the next reader of the tables is told.
      }
    },
    settle,
    stale,
    catchUp,
    async rebuild(log, { names = all.map(({ name }) => name), progress } = {}) {
      // A table that is to be rebuilt may be damaged.
      if (lagging.some(({ name }) => !names.includes(name))) settle();
      reset.immediate(names);
      await catchUp(log, progress);
    },
  };
};
