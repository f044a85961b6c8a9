/**
 * An index of fact types by block of positions: it finds facts of one type among millions of others.
 *
 * A full index on the type would write a page of the file for each type in each commit, a quarter of all that a commit
 * writes, and 23 bytes for each fact. Here each block of positions has one row for each type in it. A search for a type
 * reads the blocks that have it, and finds at least one fact in each.
 */
import type { Database } from 'better-sqlite3';

const POSITIONS = 256;

export const TYPE_BLOCKS = `
  drop index events_by_type;
  create table type_blocks (
    type text not null,
    block integer not null,
    primary key (type, block)
  ) strict, without rowid;
  insert into type_blocks select distinct type, (position - 1) / ${POSITIONS} from events;
`;

const PLACES = `position between block * ${POSITIONS} + 1 and (block + 1) * ${POSITIONS}`;

/** The `from` clause for rows of one type. Its parameters are the type and the result of `blocksOf`. */
export const FROM_TYPE = `
  from type_blocks b cross join events e on e.${PLACES} and +e.type = b.type
    cross join streams s on s.id = e.stream
  where b.type = +? and b.block between +? and +?`;

const blockOf = (position: number): number => Math.floor((position - 1) / POSITIONS);

/** The blocks with the positions `after < position <= upTo`. */
export const blocksOf = (after: number, upTo: number): [first: number, last: number] => [
  blockOf(after + 1),
  blockOf(upTo),
];

/** Removes types whose facts have all left their block. */
export const forgetBlocks = (db: Database): void => {
  const stays = `select 1 from events where ${PLACES} and events.type = type_blocks.type`;
  db.prepare(`delete from type_blocks where not exists (${stays})`).run();
};

export interface TypeBlocks {
  /** Must run inside a transaction. */
  add(position: number, type: string): void;
  /** Must be called after a transaction was rolled back. */
  rolledBack(): void;
  /** Whether the index has the fact; true for an archived one, which need not be indexed. */
  has(position: number, type: string): boolean;
}

export const openTypeBlocks = (db: Database): TypeBlocks => {
  const add = db.prepare('insert or ignore into type_blocks (type, block) values (?, ?)');
  const has = db
    .prepare<[string, number, number], number>(
      `select exists (select 1 from type_blocks where type = ? and block = ?)
        or not exists (select 1 from events where position = ?)`,
    )
    .pluck();
  /** The types that the newest block is known to have. */
  const known = new Set<string>();
  let newest = -1;
  return {
    add(position, type) {
      const block = blockOf(position);
      if (block !== newest) known.clear();
      newest = block;
      if (known.has(type)) return;
      add.run(type, block);
      known.add(type);
    },
    rolledBack: () => known.clear(),
    has: (position, type) => has.get(type, blockOf(position), position) === 1,
  };
};
