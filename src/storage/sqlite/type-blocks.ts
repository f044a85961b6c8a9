/**
 * Which types of facts stand in each block of positions: how facts of one type are found among millions of others.
 *
 * An index on the type would take a page of the file for each type in each commit, a quarter of all that a commit writes, and
 * 23 bytes for each fact. Each block has a row for each type in it. A search for a type walks the
 * blocks that have it, and finds at least one fact in each.
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

/** What to select rows of one type from; takes its type and what `blocksOf` answers. */
export const FROM_TYPE = `
  from type_blocks b cross join events e on e.${PLACES} and +e.type = b.type
    cross join streams s on s.id = e.stream
  where b.type = +? and b.block between +? and +?`;

const blockOf = (position: number): number => Math.floor((position - 1) / POSITIONS);

/** The blocks of the positions after the first argument and up to the second. */
export const blocksOf = (after: number, upTo: number): [first: number, last: number] => [
  blockOf(after + 1),
  blockOf(upTo),
];

/** Takes the types away of facts that have left. */
export const forgetBlocks = (db: Database): void => {
  const stays = `select 1 from events where ${PLACES} and events.type = type_blocks.type`;
  db.prepare(`delete from type_blocks where not exists (${stays})`).run();
};

export interface TypeBlocks {
  /** Within a transaction only. */
  add(position: number, type: string): void;
  /** To be called when a transaction was rolled back. */
  rolledBack(): void;
  /** Whether a fact can be found by its type; one that has left for the archive need not be. */
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
