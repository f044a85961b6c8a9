/**
 * The only way to delete rows from the log: in the transaction of the `process.archived` that records it.
 *
 * Before that fact is appended, the segment must be on disk under its name, and announced here. The new place of each
 * row is written first; without it, a trigger in the database refuses to delete the row.
 */
import type { Database } from 'better-sqlite3';
import { Defect } from '../../kernel/fault.ts';
import type { Recorded } from '../../events/log/log.ts';
import type { Segment } from './segment.ts';
import { forgetBlocks } from '../sqlite/type-blocks.ts';

export interface Departures {
  /** Called in the transaction of the facts. */
  apply(facts: readonly Recorded[]): void;
  /**
   * Announces the rows that the next `process.archived` of this number deletes: those in the temporary table `leaving`,
   * which names streams and the last version of each that leaves.
   */
  announce(number: number, segment: Segment): void;
}

/** The positions of the rows that leave, by the temporary table `leaving`. */
export const LEAVING_POSITIONS =
  'select e.position from temp.leaving l cross join events e on e.stream = l.stream and e.version <= l.up_to';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

export const openDepartures = (db: Database): Departures => {
  const announced = new Map<number, Segment>();

  const keepPlaces = (number: number, file: string, { blocks, seams, facts, sha256 }: Segment): void => {
    const [first, last] = [blocks[0]?.first ?? 0, blocks.at(-1)?.last ?? 0];
    db.prepare('insert into segments (number, file, first, last, facts, sha256) values (?, ?, ?, ?, ?, ?)').run(
      number,
      file,
      first,
      last,
      facts,
      bytes(sha256),
    );
    const addBlock = db.prepare(
      'insert into segment_blocks (segment, last, first, start, bytes, types) values (?, ?, ?, ?, ?, ?)',
    );
    for (const block of blocks)
      addBlock.run(number, block.last, block.first, block.start, block.bytes, JSON.stringify(block.types));
    const addSeam = db.prepare('insert into seams (first, last, segment, hash) values (?, ?, ?, ?)');
    for (const seam of seams) addSeam.run(seam.first, seam.position, number, bytes(seam.hash));
  };

  const leave = (number: number, file: string): void => {
    const segment = announced.get(number);
    if (!segment) throw new Defect(`segment ${number} is said to be archived, and nobody has written it`);
    keepPlaces(number, file, segment);
    const places = db.prepare(
      `insert into archived (stream, version, position, segment)
        select stream, version, position, ? from events where position in (${LEAVING_POSITIONS})`,
    );
    const remove = db.prepare(`delete from events where position in (${LEAVING_POSITIONS})`);
    const counts = [places.run(number).changes, remove.run().changes];
    forgetBlocks(db);
    announced.delete(number);
    if (counts.every((count) => count === segment.facts)) return;
    throw new Defect(`segment ${number} holds ${segment.facts} facts, but ${counts.join(' and ')} were to leave`);
  };

  return {
    announce: (number, segment) => void announced.set(number, segment),
    apply(facts) {
      for (const { type, data } of facts) if (type === 'process.archived') leave(data.segment, data.file);
    },
  };
};
